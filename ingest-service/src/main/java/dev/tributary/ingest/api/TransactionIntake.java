package dev.tributary.ingest.api;

import dev.tributary.common.streams.Publication;
import dev.tributary.common.web.Problem;
import dev.tributary.common.web.ProblemException;
import dev.tributary.common.web.ProblemType;
import dev.tributary.ingest.api.TransactionReader.Received;
import dev.tributary.ingest.domain.CardTransaction;
import dev.tributary.ingest.domain.KnownTransaction;
import dev.tributary.ingest.domain.OrderNews;
import dev.tributary.ingest.domain.TransactionId;
import dev.tributary.ingest.publish.IntakePublisher;
import dev.tributary.ingest.query.OrderOutcome;
import dev.tributary.ingest.query.RecentTransactions;
import dev.tributary.ingest.query.StatusAnswer;
import dev.tributary.ingest.query.TransactionStatusQuery;
import dev.tributary.ingest.query.WaitingRequests;
import dev.tributary.ingest.query.WaitingRequests.Outcome;
import dev.tributary.ingest.query.WaitingRequests.Waiter;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.ingest.Transaction;
import dev.tributary.schemas.inventory.Order;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Optional;

/**
 * Takes one transaction in and waits for its verdict, and for what becomes of its basket if it has
 * one: is it known, send it, wait for the brokers, wait for the scorer, wait for the inventory.
 * Blocks its thread, which should be a virtual one.
 *
 * <p>A repeat that is known here is answered without being sent again, with its order as it is
 * known now; one that is not known is sent again, and the scorer answers with the verdict it gave
 * first.
 *
 * <p>An inventory that is away costs a transaction its deadline, never its verdict.
 */
final class TransactionIntake {
    /** When a client may try again after a fault that passes. */
    static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final IntakeGate gate;
    private final IntakePublisher<CardTransaction, Transaction> publisher;
    private final RecentTransactions recent;
    private final WaitingRequests waiting;
    private final TransactionStatusQuery status;
    private final Duration statusTimeout;
    private final IngestMeters meters;

    /**
     * @param statusTimeout how long the state may take to say whether an id was used before
     */
    TransactionIntake(
            IntakeGate gate,
            IntakePublisher<CardTransaction, Transaction> publisher,
            RecentTransactions recent,
            WaitingRequests waiting,
            TransactionStatusQuery status,
            Duration statusTimeout,
            IngestMeters meters) {
        this.gate = gate;
        this.publisher = publisher;
        this.recent = recent;
        this.waiting = waiting;
        this.status = status;
        this.statusTimeout = statusTimeout;
        this.meters = meters;
    }

    /**
     * Refuses while the service starts.
     *
     * @throws ProblemException 503 saying what it waits for
     */
    void checkOpen() {
        Optional<String> reason = gate.obstacle();
        if (reason.isPresent()) {
            throw new ProblemException(
                    Problem.unavailable("The service is starting: " + reason.get(), RETRY_AFTER));
        }
    }

    /**
     * Takes a transaction in.
     *
     * @param deadlineNanos until when to wait for the verdict and the order, by {@link
     *     System#nanoTime()}
     * @return the verdict and what is known of the order, or null where there was no verdict until
     *     the deadline; the transaction is in the log then
     * @throws ProblemException 422 where the id stands for another body, 503 where too many wait or
     *     where it is not known whether the log has it
     */
    @Nullable KnownTransaction<Verdict, Order> take(Received received, long deadlineNanos) {
        CardTransaction transaction = received.transaction();
        if (received.idGiven()) {
            KnownTransaction<Verdict, Order> earlier = earlier(transaction);
            if (earlier != null) {
                meters.repeated();
                return earlier;
            }
        }
        try (Waiter waiter = waiting.expect(transaction)) {
            if (waiter == null) {
                throw new ProblemException(
                        Problem.unavailable(
                                "Too many requests wait for a verdict. Nothing was taken in.",
                                RETRY_AFTER));
            }
            publish(transaction, waiter);
            Verdict verdict = await(transaction, waiter, deadlineNanos);
            if (verdict == null) {
                return null;
            }
            KnownTransaction<Verdict, Order> decided =
                    KnownTransaction.<Verdict, Order>received(transaction).decide(verdict);
            return OrderOutcome.isAwaitedFor(decided)
                    ? awaitOrder(decided, verdict.getRepeat(), waiter, deadlineNanos)
                    : decided;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notKnown(transaction.id());
        }
    }

    /** What is known of a repeat before it is sent again; null where it has no verdict. */
    private @Nullable KnownTransaction<Verdict, Order> earlier(CardTransaction transaction) {
        KnownTransaction<Verdict, Order> lately = recent.find(transaction.id()).orElse(null);
        boolean known = lately != null && lately.body() != null;
        KnownTransaction<Verdict, Order> earlier =
                known ? lately : hearState(transaction.id(), lately);
        if (earlier == null || earlier.body() == null) {
            return null;
        }
        if (!earlier.isAbout(transaction)) {
            throw otherBody(transaction.id());
        }
        if (earlier.verdict() == null) {
            return null;
        }
        // A verdict alone does not tell what was bought; the repeat does.
        KnownTransaction<Verdict, Order> whole =
                earlier.hear(KnownTransaction.received(transaction));
        return known && whole.order() == null && OrderOutcome.isAwaitedFor(whole)
                ? hearState(transaction.id(), whole)
                : whole;
    }

    /** Adds what the state knows. */
    private @Nullable KnownTransaction<Verdict, Order> hearState(
            TransactionId id, @Nullable KnownTransaction<Verdict, Order> known) {
        return status.findQuickly(id, statusTimeout)
                        instanceof StatusAnswer.Known(KnownTransaction<Verdict, Order> kept, _)
                ? (known == null ? kept : known.hear(kept))
                : known;
    }

    private void publish(CardTransaction transaction, Waiter waiter) throws InterruptedException {
        recent.receive(transaction);
        long sentNanos = System.nanoTime();
        Publication publication = Acknowledgement.await(publisher.publish(transaction));
        meters.published(System.nanoTime() - sentNanos);
        if (publication instanceof Publication.Unknown) {
            recent.forget(transaction);
            // A verdict says that the log has it after all.
            if (waiter.await(Duration.ZERO) instanceof Outcome.NotYet) {
                throw notKnown(transaction.id());
            }
        }
    }

    private @Nullable Verdict await(CardTransaction transaction, Waiter waiter, long deadlineNanos)
            throws InterruptedException {
        long fromNanos = System.nanoTime();
        Duration left = Duration.ofNanos(Math.max(0, deadlineNanos - fromNanos));
        Outcome outcome = waiter.await(left);
        meters.awaited(System.nanoTime() - fromNanos);
        return switch (outcome) {
            case Outcome.Decided(Verdict verdict) -> verdict;
            case Outcome.OtherBody() -> throw otherBody(transaction.id());
            case Outcome.NotYet() -> null;
        };
    }

    /** Adds what becomes of the order until the deadline, or what is known of it then. */
    private KnownTransaction<Verdict, Order> awaitOrder(
            KnownTransaction<Verdict, Order> decided,
            boolean repeat,
            Waiter waiter,
            long deadlineNanos) {
        long fromNanos = System.nanoTime();
        KnownTransaction<Verdict, Order> known = hearLately(decided);
        if (repeat && known.order() == null) {
            // It may have come by before this instance started, and will not come again.
            KnownTransaction<Verdict, Order> kept = hearState(known.id(), known);
            known = kept == null ? known : kept;
        }
        if (OrderOutcome.isAwaitedFor(known) && waiter.turnToOrder()) {
            try {
                Duration left = Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime()));
                OrderNews<Order> told = waiter.awaitOrder(left);
                known = hearLately(told == null ? known : known.order(told));
            } catch (InterruptedException e) {
                // The service is stopping; what there is to say is said.
                Thread.currentThread().interrupt();
            }
        }
        meters.ordered(System.nanoTime() - fromNanos);
        return known;
    }

    private KnownTransaction<Verdict, Order> hearLately(KnownTransaction<Verdict, Order> known) {
        return recent.find(known.id()).map(known::hear).orElse(known);
    }

    /** The id stands for another transaction: sending this one again will not help. */
    static ProblemException otherBody(TransactionId id) {
        return new ProblemException(
                Problem.of(
                                ProblemType.ID_REUSED,
                                "Under this id another transaction came first; this one was not"
                                        + " decided.")
                        .with("transactionId", id.value()));
    }

    private static ProblemException notKnown(TransactionId id) {
        return new ProblemException(
                Problem.unavailable(
                                "It is not known whether the transaction was taken in. Send it again"
                                        + " with the same transactionId; it will not count twice.",
                                RETRY_AFTER)
                        .with("transactionId", id.value()));
    }
}
