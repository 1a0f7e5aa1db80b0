package dev.tributary.ingest.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import dev.tributary.ingest.domain.CardId;
import dev.tributary.ingest.domain.CardTransaction;
import dev.tributary.ingest.domain.KnownTransaction;
import dev.tributary.ingest.domain.TransactionId;
import dev.tributary.schemas.fraud.Verdict;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * What this instance has lately seen of transactions: those it took in, and every verdict that came
 * by. A shortcut, not the truth: it answers a repeat at once and knows of a transaction before the
 * state store does; what it does not know, the store or the scorer does. Verdicts are kept as
 * bytes, a fifth of what they take as objects. Bounded by number and age; thread-safe.
 */
public final class RecentTransactions {
    private final Cache<TransactionId, KnownTransaction<byte[]>> known;
    private final Function<byte[], Verdict> decode;

    /**
     * @param log reads the verdicts that are kept
     * @param max transactions kept
     * @param age how long one is kept after it was last heard of
     */
    public RecentTransactions(VerdictLog log, long max, Duration age) {
        this.known = Caffeine.newBuilder().maximumSize(max).expireAfterWrite(age).build();
        this.decode = log::decode;
    }

    /** What is known under an id. */
    public Optional<KnownTransaction<Verdict>> find(TransactionId id) {
        return Optional.ofNullable(known.getIfPresent(id)).map(this::read);
    }

    /**
     * Remembers a transaction that is being taken in, unless something is known under its id.
     *
     * @return what was known before
     */
    public Optional<KnownTransaction<Verdict>> receive(CardTransaction transaction) {
        KnownTransaction<byte[]> pending =
                new KnownTransaction<>(
                        transaction.id(),
                        transaction.fingerprint(),
                        transaction.cardId(),
                        transaction.receivedAt(),
                        null);
        return Optional.ofNullable(known.asMap().putIfAbsent(transaction.id(), pending))
                .map(this::read);
    }

    /**
     * Takes back what {@link #receive} remembered, because it is not known to be in the log. What
     * has been decided since stays.
     */
    public void forget(CardTransaction transaction) {
        known.asMap()
                .computeIfPresent(
                        transaction.id(),
                        (id, current) ->
                                current.verdict() == null
                                                && current.fingerprint()
                                                        .equals(transaction.fingerprint())
                                        ? null
                                        : current);
    }

    /**
     * Remembers a verdict. It tells what came first in the log, so it replaces a transaction of the
     * same card that this instance only took in; it does not replace another verdict.
     */
    void decide(Verdict verdict, byte[] bytes) {
        KnownTransaction<byte[]> decided =
                new KnownTransaction<>(
                        new TransactionId(verdict.getTransactionId()),
                        verdict.getBodyFingerprint(),
                        new CardId(verdict.getCardId()),
                        verdict.getReceivedAt(),
                        bytes);
        known.asMap()
                .merge(
                        decided.id(),
                        decided,
                        (current, news) ->
                                current.verdict() == null && current.cardId().equals(news.cardId())
                                        ? news
                                        : current);
    }

    private KnownTransaction<Verdict> read(KnownTransaction<byte[]> kept) {
        byte @Nullable [] verdict = kept.verdict();
        return new KnownTransaction<>(
                kept.id(),
                kept.fingerprint(),
                kept.cardId(),
                kept.receivedAt(),
                verdict == null ? null : Objects.requireNonNull(decode.apply(verdict)));
    }
}
