package dev.tributary.ingest.api;

import dev.tributary.common.streams.Publication;
import dev.tributary.common.web.Problem;
import dev.tributary.common.web.ProblemException;
import dev.tributary.ingest.domain.TransactionLabel;
import dev.tributary.ingest.publish.IntakePublisher;
import dev.tributary.schemas.ingest.Label;

/**
 * Takes one label in: sends it and waits for the brokers. Nothing is remembered here; whoever joins
 * labels to transactions takes the same label again for what it is. Blocks its thread, which should
 * be a virtual one.
 */
final class LabelIntake {
    private final IntakePublisher<TransactionLabel, Label> publisher;
    private final IngestMeters meters;

    LabelIntake(IntakePublisher<TransactionLabel, Label> publisher, IngestMeters meters) {
        this.publisher = publisher;
        this.meters = meters;
    }

    /**
     * Returns when the log has the label.
     *
     * @throws ProblemException 503 where that is not known
     */
    void take(TransactionLabel label) {
        long sentNanos = System.nanoTime();
        Publication publication = Acknowledgement.await(publisher.publish(label));
        meters.published(System.nanoTime() - sentNanos);
        if (publication instanceof Publication.Unknown) {
            throw new ProblemException(
                    Problem.unavailable(
                                    "It is not known whether the label was taken in. Send it again;"
                                            + " it will not count twice.",
                                    TransactionIntake.RETRY_AFTER)
                            .with("transactionId", label.transactionId().value()));
        }
    }
}
