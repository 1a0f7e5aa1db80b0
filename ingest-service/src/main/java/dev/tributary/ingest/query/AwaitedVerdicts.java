package dev.tributary.ingest.query;

import dev.tributary.ingest.domain.CardTransaction;
import dev.tributary.ingest.domain.TransactionId;
import dev.tributary.schemas.fraud.Verdict;

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
 * The requests that wait for a verdict, by transaction. Several may wait for the same one. Their
 * number is bounded, so that a scorer that has stopped does not take this service with it.
 * Thread-safe.
 */
public final class AwaitedVerdicts {
    private final ConcurrentMap<String, List<Waiter>> waiting = new ConcurrentHashMap<>();
    private final Semaphore places;
    private final int max;

    /**
     * @param max requests that may wait at a time
     */
    public AwaitedVerdicts(int max) {
        this.places = new Semaphore(max);
        this.max = max;
    }

    /** What a request waited for. */
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

    /** Requests that wait now. */
    public int size() {
        return max - places.availablePermits();
    }

    /** Tells a verdict to those who wait for it. */
    void decide(Verdict verdict) {
        List<Waiter> waiters = waiting.get(verdict.getTransactionId());
        if (waiters != null) {
            waiters.forEach(waiter -> waiter.tell(verdict));
        }
    }

    private @Nullable Waiter enter(Waiter waiter) {
        if (!places.tryAcquire()) {
            return null;
        }
        waiting.merge(waiter.id, List.of(waiter), AwaitedVerdicts::both);
        return waiter;
    }

    private void leave(Waiter waiter) {
        waiting.computeIfPresent(
                waiter.id,
                (id, waiters) -> {
                    List<Waiter> left = waiters.stream().filter(other -> other != waiter).toList();
                    return left.isEmpty() ? null : left;
                });
        places.release();
    }

    /** Lists are replaced, never changed: the reply path walks over them meanwhile. */
    private static List<Waiter> both(List<Waiter> present, List<Waiter> added) {
        List<Waiter> all = new ArrayList<>(present);
        all.addAll(added);
        return List.copyOf(all);
    }

    /** A place of one request; for its thread. */
    public static final class Waiter implements AutoCloseable {
        private final AwaitedVerdicts owner;
        private final String id;
        private final @Nullable String cardId;
        private final @Nullable String fingerprint;
        private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

        private Waiter(
                AwaitedVerdicts owner,
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
            try {
                return outcome.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException late) {
                return new Outcome.NotYet();
            } catch (ExecutionException e) {
                throw new IllegalStateException("an outcome is only ever completed", e);
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
