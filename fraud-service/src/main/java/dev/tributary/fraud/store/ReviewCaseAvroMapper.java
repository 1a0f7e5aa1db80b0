package dev.tributary.fraud.store;

import dev.tributary.fraud.domain.CardId;
import dev.tributary.fraud.domain.Reason;
import dev.tributary.fraud.domain.TransactionId;
import dev.tributary.fraud.domain.cases.Opening;
import dev.tributary.fraud.domain.cases.Resolution;
import dev.tributary.fraud.domain.cases.ReviewCase;
import dev.tributary.fraud.domain.cases.Ruling;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.fraud.state.CaseOpening;
import dev.tributary.schemas.fraud.state.CaseReason;
import dev.tributary.schemas.fraud.state.CaseResolution;
import dev.tributary.schemas.ingest.Label;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A case out of verdict and label, and between the domain and its state record, where nothing is
 * lost either way. What is no possible one is refused with an {@link IllegalArgumentException}.
 */
public final class ReviewCaseAvroMapper {
    private ReviewCaseAvroMapper() {}

    /**
     * @param verdict one that asks for a review
     * @param arrivedAt when it arrived in the log
     */
    public static ReviewCase fromVerdict(Verdict verdict, Instant arrivedAt) {
        return ReviewCase.opened(
                new TransactionId(verdict.getTransactionId()),
                new Opening(
                        new CardId(verdict.getCardId()),
                        verdict.getScore(),
                        verdict.getReasons().stream()
                                .map(it -> new Reason(it.getCode(), it.getDetail(), it.getWeight()))
                                .toList(),
                        verdict.getOccurredAt(),
                        arrivedAt));
    }

    /**
     * @param label what was told
     * @param arrivedAt when it arrived in the log
     */
    public static ReviewCase fromLabel(Label label, Instant arrivedAt) {
        return ReviewCase.labelled(
                new TransactionId(label.getTransactionId()),
                new Resolution(
                        Ruling.ofLabel(label.getFraud()),
                        label.getNote(),
                        label.getSource().name(),
                        label.getLabelledAt(),
                        arrivedAt));
    }

    public static dev.tributary.schemas.fraud.state.ReviewCase toAvro(ReviewCase known) {
        return new dev.tributary.schemas.fraud.state.ReviewCase(
                known.transactionId().value(), toAvro(known.opening()), toAvro(known.resolution()));
    }

    private static @Nullable CaseOpening toAvro(@Nullable Opening opening) {
        return opening == null
                ? null
                : new CaseOpening(
                        opening.cardId().value(),
                        opening.score(),
                        opening.reasons().stream()
                                .map(it -> new CaseReason(it.code(), it.detail(), it.weight()))
                                .toList(),
                        opening.occurredAt(),
                        opening.openedAt());
    }

    private static @Nullable CaseResolution toAvro(@Nullable Resolution resolution) {
        return resolution == null
                ? null
                : new CaseResolution(
                        resolution.ruling().isFraud(),
                        resolution.note(),
                        resolution.source(),
                        resolution.labelledAt(),
                        resolution.arrivedAt());
    }

    public static ReviewCase fromAvro(dev.tributary.schemas.fraud.state.ReviewCase state) {
        return new ReviewCase(
                new TransactionId(state.getTransactionId()),
                fromAvro(state.getOpening()),
                fromAvro(state.getResolution()));
    }

    private static @Nullable Opening fromAvro(@Nullable CaseOpening state) {
        return state == null
                ? null
                : new Opening(
                        new CardId(state.getCardId()),
                        state.getScore(),
                        state.getReasons().stream()
                                .map(it -> new Reason(it.getCode(), it.getDetail(), it.getWeight()))
                                .toList(),
                        state.getOccurredAt(),
                        state.getOpenedAt());
    }

    private static @Nullable Resolution fromAvro(@Nullable CaseResolution state) {
        return state == null
                ? null
                : new Resolution(
                        Ruling.ofLabel(state.getFraud()),
                        state.getNote(),
                        state.getSource(),
                        state.getLabelledAt(),
                        state.getArrivedAt());
    }
}
