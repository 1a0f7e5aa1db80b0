package dev.tributary.ingest.query;

import dev.tributary.ingest.domain.CardTransaction;
import dev.tributary.ingest.domain.OrderNews;
import dev.tributary.ingest.domain.TransactionId;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.inventory.Order;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The requests that wait for a verdict and for what becomes of its order, by transaction. Several
 * may wait for the same one. Their number is bounded, so that a scorer or an inventory that has
 * stopped does not take this service with it. Thread-safe.
 */
public final class WaitingRequests {
    private final ConcurrentMap<String, List<Waiter>> waiting = new ConcurrentHashMap<>();
    private final Semaphore places;
    private final Semaphore orderPlaces;
    private final int max;
    private final int ordersMax;

    /**
     * @param max requests that may wait for a verdict at a time
     * @param ordersMax requests that may wait for an order at a time, after their verdict
     */
    public WaitingRequests(int max, int ordersMax) {
        this.places = new Semaphore(max);
        this.orderPlaces = new Semaphore(ordersMax);
        this.max = max;
        this.ordersMax = ordersMax;
    }

    /** The verdict that a request waited for. */
    public sealed interface Outcome {
        /** The verdict on the transaction. */
        record Decided(Verdict verdict) implements Outcome {}

        /** The id stands for another body of the same card, which came first. */
        record OtherBody() implements Outcome {}

        /** Nothing came in time. */
        record NotYet() implements Outcome {}
    }

    /**
     * Takes a place for a transaction that is about to be sent; a verdict on the same id but
     * another card is not the one that is waited for. Must be closed.
     *
     * @return null where no place is left
     */
    public @Nullable Waiter expect(CardTransaction transaction) {
        return enter(
                new Waiter(
                        this,
                        transaction.id().value(),
                        transaction.cardId().value(),
                        transaction.fingerprint()));
    }

    /**
     * Takes a place for whatever verdict comes under an id. Must be closed.
     *
     * @return null where no place is left
     */
    public @Nullable Waiter expectAny(TransactionId id) {
        return enter(new Waiter(this, id.value(), null, null));
    }

    /** Requests that wait for a verdict now. */
    public int size() {
        return max - places.availablePermits();
    }

    /** Requests that have their verdict and wait for an order now. */
    public int orders() {
        return ordersMax - orderPlaces.availablePermits();
    }

    /** Tells a verdict to those who wait for it. */
    void decide(Verdict verdict) {
        List<Waiter> waiters = waiting.get(verdict.getTransactionId());
        if (waiters != null) {
            waiters.forEach(waiter -> waiter.tell(verdict));
        }
    }

    /** Tells what became of an order to those who wait for it, if it is an outcome. */
    void order(Order order, long offset) {
        List<Waiter> waiters = waiting.get(order.getTransactionId());
        if (waiters != null && OrderOutcome.isIn(order)) {
            OrderNews<Order> news = new OrderNews<>(order, offset);
            waiters.forEach(waiter -> waiter.ordered.complete(news));
        }
    }

    private @Nullable Waiter enter(Waiter waiter) {
        if (!places.tryAcquire()) {
            return null;
        }
        waiter.place = places;
        waiting.merge(waiter.id, List.of(waiter), WaitingRequests::both);
        return waiter;
    }

    private void leave(Waiter waiter) {
        waiting.computeIfPresent(
                waiter.id,
                (id, waiters) -> {
                    List<Waiter> left = waiters.stream().filter(other -> other != waiter).toList();
                    return left.isEmpty() ? null : left;
                });
        waiter.giveBack();
    }

    /** Lists are replaced, never changed: the reply path walks over them meanwhile. */
    private static List<Waiter> both(List<Waiter> present, List<Waiter> added) {
        List<Waiter> all = new ArrayList<>(present);
        all.addAll(added);
        return List.copyOf(all);
    }

    /**
     * A place of one request; for its thread. Everything that comes from its taking on is told:
     * also an order that comes before its verdict.
     */
    public static final class Waiter implements AutoCloseable {
        private final WaitingRequests owner;
        private final String id;
        private final @Nullable String cardId;
        private final @Nullable String fingerprint;
        private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        private final CompletableFuture<OrderNews<Order>> ordered = new CompletableFuture<>();

        /** Where the place is from; for the request's thread. */
        private @Nullable Semaphore place;

        private boolean turned;

        private Waiter(
                WaitingRequests owner,
                String id,
                @Nullable String cardId,
                @Nullable String fingerprint) {
            this.owner = owner;
            this.id = id;
            this.cardId = cardId;
            this.fingerprint = fingerprint;
        }

        /** Waits until the verdict comes or the time is over, which may be now. */
        public Outcome await(Duration timeout) throws InterruptedException {
            Outcome come = get(outcome, timeout);
            return come == null ? new Outcome.NotYet() : come;
        }

        /**
         * Goes on to wait for the order: gives the place back to those who wait for a verdict and
         * takes one of those who wait for orders, so that an inventory that has stopped is in
         * nobody's way who has no verdict yet.
         *
         * @return false where no place is left, and what is known has to do
         */
        public boolean turnToOrder() {
            if (turned) {
                return true;
            }
            giveBack();
            if (!owner.orderPlaces.tryAcquire()) {
                return false;
            }
            place = owner.orderPlaces;
            turned = true;
            return true;
        }

        /**
         * Waits until an outcome of the order comes or the time is over, which may be now.
         *
         * @return the first outcome; null where none came
         */
        public @Nullable OrderNews<Order> awaitOrder(Duration timeout) throws InterruptedException {
            return get(ordered, timeout);
        }

        private static <T> @Nullable T get(CompletableFuture<T> coming, Duration timeout)
                throws InterruptedException {
            try {
                return coming.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException late) {
                return null;
            } catch (ExecutionException e) {
                throw new IllegalStateException("it is only ever completed", e);
            }
        }

        private void giveBack() {
            if (place != null) {
                place.release();
                place = null;
            }
        }

        private void tell(Verdict verdict) {
            if (cardId != null && !cardId.equals(verdict.getCardId())) {
                return;
            }
            boolean same = fingerprint == null || fingerprint.equals(verdict.getBodyFingerprint());
            outcome.complete(same ? new Outcome.Decided(verdict) : new Outcome.OtherBody());
        }

        /** Gives the place back. */
        @Override
        public void close() {
            owner.leave(this);
        }
    }
}
