package dev.tributary.ingest.api;

import dev.tributary.common.streams.Publication;
import dev.tributary.common.web.Problem;
import dev.tributary.common.web.ProblemException;
import dev.tributary.common.web.ProblemType;
import dev.tributary.ingest.api.TransactionReader.Received;
import dev.tributary.ingest.domain.CardTransaction;
import dev.tributary.ingest.domain.KnownTransaction;
import dev.tributary.ingest.domain.TransactionId;
import dev.tributary.ingest.publish.IntakePublisher;
import dev.tributary.ingest.query.AwaitedVerdicts;
import dev.tributary.ingest.query.AwaitedVerdicts.Outcome;
import dev.tributary.ingest.query.AwaitedVerdicts.Waiter;
import dev.tributary.ingest.query.RecentTransactions;
import dev.tributary.ingest.query.StatusAnswer;
import dev.tributary.ingest.query.TransactionStatusQuery;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.ingest.Transaction;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Optional;

/**
 * Takes one transaction in and waits for its verdict: is it known, send it, wait for the brokers,
 * wait for the scorer. Blocks its thread, which should be a virtual one.
 *
 * <p>A repeat that is known here is answered without being sent again; one that is not known is
 * sent again, and the scorer answers with the verdict it gave first.
 */
final class TransactionIntake {
    /** When a client may try again after a fault that passes. */
    static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final IntakeGate gate;
    private final IntakePublisher<CardTransaction, Transaction> publisher;
    private final RecentTransactions recent;
    private final AwaitedVerdicts awaited;
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
            AwaitedVerdicts awaited,
            TransactionStatusQuery status,
            Duration statusTimeout,
            IngestMeters meters) {
        this.gate = gate;
        this.publisher = publisher;
        this.recent = recent;
        this.awaited = awaited;
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
     * @param deadlineNanos until when to wait for the verdict, by {@link System#nanoTime()}
     * @return the verdict, or null where it did not come until the deadline; the transaction is in
     *     the log then
     * @throws ProblemException 422 where the id stands for another body, 503 where too many wait or
     *     where it is not known whether the log has it
     */
    @Nullable Verdict take(Received received, long deadlineNanos) {
        CardTransaction transaction = received.transaction();
        if (received.idGiven()) {
            Verdict earlier = earlierVerdict(transaction);
            if (earlier != null) {
                meters.repeated();
                return earlier;
            }
        }
        try (Waiter waiter = awaited.expect(transaction)) {
            if (waiter == null) {
                throw new ProblemException(
                        Problem.unavailable(
                                "Too many requests wait for a verdict. Nothing was taken in.",
                                RETRY_AFTER));
            }
            publish(transaction, waiter);
            return await(transaction, waiter, deadlineNanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notKnown(transaction.id());
        }
    }

    /** What is known of a repeat before it is sent again. */
    private @Nullable Verdict earlierVerdict(CardTransaction transaction) {
        Optional<KnownTransaction<Verdict>> known = recent.find(transaction.id());
        if (known.isEmpty()
                && status.findQuickly(transaction.id(), statusTimeout)
                        instanceof StatusAnswer.Known answer) {
            known = Optional.of(answer.transaction());
        }
        if (known.isEmpty()) {
            return null;
        }
        if (!known.get().fingerprint().equals(transaction.fingerprint())) {
            throw otherBody(transaction.id());
        }
        return known.get().verdict();
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
