package dev.tributary.fraud.api;

import dev.tributary.common.streams.Publication;
import dev.tributary.common.web.Problem;
import dev.tributary.common.web.ProblemException;
import dev.tributary.common.web.ProblemType;
import dev.tributary.fraud.domain.cases.Resolution;
import dev.tributary.fraud.domain.cases.ReviewCase;
import dev.tributary.fraud.publish.LabelPublisher;
import dev.tributary.fraud.query.CaseAnswer;
import dev.tributary.fraud.query.CaseQuery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * Resolves a case by a label of its transaction, which comes back to the case like any other label.
 * Nothing is written where the case says the same already, so that asking again does no harm.
 */
final class CaseResolver {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final CaseQuery cases;
    private final LabelPublisher labels;
    private final Duration shownWait;
    private final InstantSource wallClock;

    /**
     * @param shownWait how long to wait until the case shows its resolution
     * @param wallClock dates labels
     */
    CaseResolver(
            CaseQuery cases, LabelPublisher labels, Duration shownWait, InstantSource wallClock) {
        this.cases = cases;
        this.labels = labels;
        this.shownWait = shownWait;
        this.wallClock = wallClock;
    }

    /**
     * A case after it was resolved.
     *
     * @param known the case as it stands
     * @param shown false where it does not show yet what was written
     */
    record Outcome(ReviewCase known, boolean shown) {}

    /**
     * @throws ProblemException 404 where no case of the transaction is known; 503 where nobody can
     *     say, or where it is not known whether the label was written
     */
    Outcome resolve(String transactionId, ResolutionBody asked) {
        try {
            ReviewCase before = existing(transactionId);
            Resolution counts = before.resolution();
            if (counts != null && counts.ruling() == asked.decision()) {
                return new Outcome(before, true);
            }
            Instant now = wallClock.instant().truncatedTo(ChronoUnit.MILLIS);
            Instant labelledAt = before.nextLabelledAt(now);
            write(transactionId, asked, labelledAt, now);
            return cases.await(transactionId, known -> shows(known, labelledAt), shownWait)
                    .map(after -> new Outcome(after, true))
                    .orElseGet(() -> new Outcome(before, false));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("The service ends; send it again.");
        }
    }

    private ReviewCase existing(String transactionId) {
        return switch (cases.ask(transactionId)) {
            case CaseAnswer.Known(ReviewCase known) -> known;
            case CaseAnswer.Unknown() ->
                    throw new ProblemException(
                            Problem.of(
                                    ProblemType.NOT_FOUND,
                                    "case " + transactionId + " is not known"));
            case CaseAnswer.NoAnswer(String reason) -> throw unavailable(reason);
        };
    }

    private void write(String transactionId, ResolutionBody asked, Instant labelledAt, Instant now)
            throws InterruptedException {
        Publication written =
                labels.publish(transactionId, asked.decision(), asked.note(), labelledAt, now);
        if (written instanceof Publication.Unknown(Throwable cause)) {
            throw unavailable(
                    "It is not known whether the resolution was written; send it again: "
                            + cause.getMessage());
        }
    }

    /** This label or one that was known later, which then counts in its place. */
    private static boolean shows(ReviewCase known, Instant labelledAt) {
        Resolution counts = known.resolution();
        return counts != null && !counts.labelledAt().isBefore(labelledAt);
    }

    private static ProblemException unavailable(String detail) {
        return new ProblemException(Problem.unavailable(detail, RETRY_AFTER));
    }
}
