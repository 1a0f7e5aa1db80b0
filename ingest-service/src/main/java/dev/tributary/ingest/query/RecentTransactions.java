package dev.tributary.ingest.query;

import dev.tributary.common.streams.TopicLog;
import dev.tributary.ingest.domain.CardId;
import dev.tributary.ingest.domain.CardTransaction;
import dev.tributary.ingest.domain.KnownTransaction;
import dev.tributary.ingest.domain.TransactionId;
import dev.tributary.schemas.fraud.Verdict;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * What this instance has lately seen of transactions: those it took in, and every verdict that came
 * by. A shortcut, not the truth: it answers a repeat at once and knows of a transaction before the
 * state store does; what it does not know, the store or the scorer does. Verdicts are kept as
 * bytes, a fifth of what they take as objects. Bounded by number and age; thread-safe.
 *
 * <p>What was heard of longest ago goes first. A cache that keeps what is asked for often would
 * turn away the newest, which nobody has asked for yet, and those are the ones that matter here.
 */
public final class RecentTransactions {
    private final Function<byte[], Verdict> decode;
    private final int max;
    private final long ageNanos;
    private final LongSupplier nanoTime;

    /** What was heard of longest ago first; guarded by this. */
    private final LinkedHashMap<TransactionId, Kept> known = new LinkedHashMap<>();

    private record Kept(KnownTransaction<byte[]> transaction, long heardNanos) {}

    /**
     * @param log reads the verdicts that are kept
     * @param max transactions kept
     * @param age how long one is kept after it was last heard of
     */
    public RecentTransactions(TopicLog<Verdict> log, int max, Duration age) {
        this(log, max, age, System::nanoTime);
    }

    RecentTransactions(TopicLog<Verdict> log, int max, Duration age, LongSupplier nanoTime) {
        this.decode = log::decode;
        this.max = max;
        this.ageNanos = age.toNanos();
        this.nanoTime = nanoTime;
    }

    /** What is known under an id. */
    public Optional<KnownTransaction<Verdict>> find(TransactionId id) {
        return Optional.ofNullable(get(id)).map(this::read);
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
        KnownTransaction<byte[]> before;
        synchronized (this) {
            before = get(pending.id());
            if (before == null) {
                put(pending);
            }
        }
        return Optional.ofNullable(before).map(this::read);
    }

    /**
     * Takes back what {@link #receive} remembered, because it is not known to be in the log. What
     * has been decided since stays.
     */
    public synchronized void forget(CardTransaction transaction) {
        KnownTransaction<byte[]> current = get(transaction.id());
        if (current != null
                && current.verdict() == null
                && current.fingerprint().equals(transaction.fingerprint())) {
            known.remove(transaction.id());
        }
    }

    /**
     * Remembers a verdict. It tells what came first in the log, so it replaces a transaction of the
     * same card that this instance only took in; it does not replace another verdict.
     */
    synchronized void decide(Verdict verdict, byte[] bytes) {
        KnownTransaction<byte[]> decided =
                new KnownTransaction<>(
                        new TransactionId(verdict.getTransactionId()),
                        verdict.getBodyFingerprint(),
                        new CardId(verdict.getCardId()),
                        verdict.getReceivedAt(),
                        bytes);
        KnownTransaction<byte[]> current = get(decided.id());
        if (current == null
                || (current.verdict() == null && current.cardId().equals(decided.cardId()))) {
            put(decided);
        }
    }

    private synchronized @Nullable KnownTransaction<byte[]> get(TransactionId id) {
        Kept kept = known.get(id);
        return kept == null || isOver(kept) ? null : kept.transaction();
    }

    private synchronized void put(KnownTransaction<byte[]> transaction) {
        known.putLast(transaction.id(), new Kept(transaction, nanoTime.getAsLong()));
        Map.Entry<TransactionId, Kept> eldest = known.firstEntry();
        while (eldest != null && (known.size() > max || isOver(eldest.getValue()))) {
            known.pollFirstEntry();
            eldest = known.firstEntry();
        }
    }

    private boolean isOver(Kept kept) {
        return nanoTime.getAsLong() - kept.heardNanos() > ageNanos;
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
