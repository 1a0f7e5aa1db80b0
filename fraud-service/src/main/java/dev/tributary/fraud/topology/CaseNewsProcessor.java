package dev.tributary.fraud.topology;

import dev.tributary.fraud.store.ReviewCaseAvroMapper;
import dev.tributary.schemas.fraud.Decision;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.fraud.state.ReviewCase;
import dev.tributary.schemas.ingest.Label;

import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * Turns a record into news about the case of its transaction, under the transaction's id; one that
 * is about no case into nothing. What cannot be news ends in an {@link IllegalArgumentException},
 * which the processing handler turns into a dead letter.
 */
final class CaseNewsProcessor<V> extends ContextualProcessor<String, V, String, ReviewCase> {
    private final News<V> news;

    private CaseNewsProcessor(News<V> news) {
        this.news = news;
    }

    /** What a record tells. */
    @FunctionalInterface
    private interface News<V> {
        /** Null for nothing. */
        dev.tributary.fraud.domain.cases.@Nullable ReviewCase of(
                @Nullable String key, V value, Instant arrivedAt);
    }

    /** A verdict that asks for a review, the first time it is told, opens a case. */
    static CaseNewsProcessor<Verdict> ofVerdicts() {
        return new CaseNewsProcessor<>((_, verdict, arrivedAt) ->
                verdict.getDecision() == Decision.REVIEW && !verdict.getRepeat()
                        ? ReviewCaseAvroMapper.fromVerdict(verdict, arrivedAt)
                        : null);
    }

    /** A label resolves the case of its transaction, whether there is one or will be. */
    static CaseNewsProcessor<Label> ofLabels() {
        return new CaseNewsProcessor<>((key, label, arrivedAt) -> {
            // Under another key it would be kept beside the case that it is about.
            if (!label.getTransactionId().equals(key)) {
                throw new IllegalArgumentException(
                        "a label of %s has the key %s".formatted(label.getTransactionId(), key));
            }
            return ReviewCaseAvroMapper.fromLabel(label, arrivedAt);
        });
    }

    @Override
    public void process(Record<String, V> record) {
        V value = record.value();
        if (value == null) {
            throw new IllegalArgumentException("the record has no value");
        }
        dev.tributary.fraud.domain.cases.ReviewCase told =
                news.of(record.key(), value, Instant.ofEpochMilli(record.timestamp()));
        if (told != null) {
            context()
                    .forward(
                            record.withKey(told.transactionId().value())
                                    .withValue(ReviewCaseAvroMapper.toAvro(told)));
        }
    }
}
