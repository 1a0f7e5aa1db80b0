package dev.tributary.ingest.query;

import dev.tributary.common.streams.TopicLog;
import dev.tributary.ingest.domain.Basket;
import dev.tributary.ingest.domain.CardId;
import dev.tributary.ingest.domain.CardTransaction;
import dev.tributary.ingest.domain.KnownTransaction;
import dev.tributary.ingest.domain.KnownTransaction.Body;
import dev.tributary.ingest.domain.OrderNews;
import dev.tributary.ingest.domain.TransactionId;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.inventory.Order;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * What this instance has lately seen of transactions: those it took in, and every verdict and order
 * that came by, in whatever order they did. A shortcut, not the truth: it answers a repeat at once
 * and knows of a transaction before the state store does; what it does not know, the store or the
 * scorer does. Verdicts and orders are kept as bytes, a fifth of what they take as objects. Bounded
 * by number and age; thread-safe.
 *
 * <p>What was heard of longest ago goes first. A cache that keeps what is asked for often would
 * turn away the newest, which nobody has asked for yet, and those are the ones that matter here.
 */
public final class RecentTransactions {
    private final Function<byte[], Verdict> readVerdict;
    private final Function<byte[], Order> readOrder;
    private final int max;
    private final long ageNanos;
    private final LongSupplier nanoTime;

    /** What was heard of longest ago first; guarded by this. */
    private final LinkedHashMap<TransactionId, Kept> known = new LinkedHashMap<>();

    private record Kept(KnownTransaction<byte[], byte[]> transaction, long heardNanos) {}

    /**
     * @param verdicts reads the verdicts that are kept
     * @param orders reads the orders that are kept
     * @param max transactions kept
     * @param age how long one is kept after it was last heard of
     */
    public RecentTransactions(
            TopicLog<Verdict> verdicts, TopicLog<Order> orders, int max, Duration age) {
        this(verdicts, orders, max, age, System::nanoTime);
    }

    RecentTransactions(
            TopicLog<Verdict> verdicts,
            TopicLog<Order> orders,
            int max,
            Duration age,
            LongSupplier nanoTime) {
        this.readVerdict = verdicts::decode;
        this.readOrder = orders::decode;
        this.max = max;
        this.ageNanos = age.toNanos();
        this.nanoTime = nanoTime;
    }

    /** What is known under an id. */
    public Optional<KnownTransaction<Verdict, Order>> find(TransactionId id) {
        return Optional.ofNullable(get(id)).map(this::read);
    }

    /**
     * Remembers a transaction that is being taken in, unless a body is known under its id.
     *
     * @return what was known before; empty where that was an order at most
     */
    public Optional<KnownTransaction<Verdict, Order>> receive(CardTransaction transaction) {
        KnownTransaction<byte[], byte[]> pending = KnownTransaction.received(transaction);
        KnownTransaction<byte[], byte[]> before;
        synchronized (this) {
            before = get(pending.id());
            if (before == null || before.body() == null) {
                put(before == null ? pending : before.hear(pending));
                return Optional.empty();
            }
        }
        return Optional.of(read(before));
    }

    /**
     * Takes back what {@link #receive} remembered, because it is not known to be in the log. What
     * has been decided or ordered since stays.
     */
    public synchronized void forget(CardTransaction transaction) {
        KnownTransaction<byte[], byte[]> current = get(transaction.id());
        if (current != null
                && current.verdict() == null
                && current.order() == null
                && current.isAbout(transaction)) {
            known.remove(transaction.id());
        }
    }

    /**
     * Remembers a verdict. It tells what came first in the log, so it replaces a transaction of the
     * same card that this instance only took in; it does not replace another verdict.
     */
    synchronized void decide(Verdict verdict, byte[] bytes) {
        TransactionId id = new TransactionId(verdict.getTransactionId());
        Body body = new Body(verdict.getBodyFingerprint(), new CardId(verdict.getCardId()));
        KnownTransaction<byte[], byte[]> current = get(id);
        Body present = current == null ? null : current.body();
        if (current != null
                && (current.verdict() != null
                        || (present != null && !present.cardId().equals(body.cardId())))) {
            return;
        }
        put(
                new KnownTransaction<>(
                        id,
                        body,
                        verdict.getReceivedAt(),
                        current != null && body.equals(present)
                                ? current.basket()
                                : basket(verdict),
                        bytes,
                        current == null ? null : current.order()));
    }

    /** A verdict does not tell what was bought, but that nothing was. */
    private static @Nullable Basket basket(Verdict verdict) {
        return Boolean.FALSE.equals(verdict.getHasItems()) ? Basket.EMPTY : null;
    }

    /** Remembers what became of a basket, unless something newer is known. */
    synchronized void order(Order order, byte[] bytes, long offset) {
        KnownTransaction<byte[], byte[]> told =
                KnownTransaction.ordered(
                        new TransactionId(order.getTransactionId()),
                        order.getRequestedAt(),
                        new OrderNews<>(bytes, offset));
        KnownTransaction<byte[], byte[]> current = get(told.id());
        put(current == null ? told : current.hear(told));
    }

    private synchronized @Nullable KnownTransaction<byte[], byte[]> get(TransactionId id) {
        Kept kept = known.get(id);
        return kept == null || isOver(kept) ? null : kept.transaction();
    }

    private synchronized void put(KnownTransaction<byte[], byte[]> transaction) {
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

    private KnownTransaction<Verdict, Order> read(KnownTransaction<byte[], byte[]> kept) {
        return kept.map(readVerdict, readOrder);
    }
}
