package dev.tributary.ingest.topology;

import dev.tributary.schemas.ingest.state.TransactionStatus;

import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

import java.time.Duration;
import java.time.Instant;

/**
 * Turns a record into news about its transaction, under the transaction's id. What cannot be news
 * ends in an exception, which the processing handler turns into a dead letter.
 */
final class NewsProcessor<V> extends ContextualProcessor<String, V, String, TransactionStatus> {
    /** How far the clocks of services and brokers may differ. */
    static final Duration AHEAD_MAX = Duration.ofHours(1);

    private final News<V> news;

    /** What a record tells. */
    @FunctionalInterface
    interface News<V> {
        /**
         * @param offset where the record is in its partition
         */
        TransactionStatus of(V value, long offset);
    }

    NewsProcessor(News<V> news) {
        this.news = news;
    }

    @Override
    public void process(Record<String, V> record) {
        V value = record.value();
        if (value == null) {
            throw new IllegalArgumentException("the record has no value");
        }
        TransactionStatus status = news.of(value, offset());
        Instant appended = Instant.ofEpochMilli(record.timestamp());
        if (status.getReceivedAt().isAfter(appended.plus(AHEAD_MAX))) {
            throw new IllegalArgumentException(
                    "received at "
                            + status.getReceivedAt()
                            + ", more than "
                            + AHEAD_MAX
                            + " after it was appended at "
                            + appended);
        }
        context().forward(record.withKey(status.getTransactionId()).withValue(status));
    }

    /** A record from a topic always has one. */
    private long offset() {
        return context().recordMetadata().orElseThrow().offset();
    }
}
