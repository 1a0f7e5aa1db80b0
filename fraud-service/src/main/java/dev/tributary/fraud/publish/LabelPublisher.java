package dev.tributary.fraud.publish;

import dev.tributary.common.streams.Publication;
import dev.tributary.common.streams.TopicPublisher;
import dev.tributary.fraud.domain.cases.Ruling;
import dev.tributary.schemas.ingest.Label;
import dev.tributary.schemas.ingest.LabelSource;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * Writes what analysts say of transactions to {@code ingest.labels.v1}, keyed by transactionId. A
 * call returns when all in-sync replicas have the record, or when that could not be learned in
 * time; doing the same again does no harm.
 */
public final class LabelPublisher {
    private final TopicPublisher<String, Label> publisher;

    public LabelPublisher(TopicPublisher<String, Label> publisher) {
        this.publisher = publisher;
    }

    /**
     * @param transactionId the transaction it is about
     * @param ruling what becomes of it
     * @param note why, at most 1,000 characters
     * @param labelledAt event time from when on it counts
     * @param receivedAt when it was taken in
     */
    public Publication publish(
            String transactionId,
            Ruling ruling,
            @Nullable String note,
            Instant labelledAt,
            Instant receivedAt)
            throws InterruptedException {
        return publisher.publish(
                transactionId,
                new Label(
                        transactionId,
                        ruling.isFraud(),
                        LabelSource.ANALYST,
                        note,
                        labelledAt,
                        receivedAt));
    }
}
