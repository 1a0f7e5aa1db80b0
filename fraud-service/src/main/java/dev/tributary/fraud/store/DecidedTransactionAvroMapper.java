package dev.tributary.fraud.store;

import dev.tributary.fraud.domain.CardId;
import dev.tributary.fraud.domain.Decision;
import dev.tributary.fraud.domain.EntityKey;
import dev.tributary.fraud.domain.EntityKind;
import dev.tributary.fraud.domain.Feature;
import dev.tributary.fraud.domain.FeatureVector;
import dev.tributary.fraud.domain.Outcome;
import dev.tributary.fraud.domain.learning.DecidedTransaction;
import dev.tributary.fraud.domain.learning.Label;
import dev.tributary.fraud.domain.model.ModelScore;
import dev.tributary.schemas.fraud.Reason;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.fraud.state.KnownLabel;
import dev.tributary.schemas.fraud.state.StoredDecision;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A decided transaction out of its verdict, and between the domain and its state record, where
 * nothing is lost either way. What is no possible one is refused with an {@link
 * IllegalArgumentException}.
 */
public final class DecidedTransactionAvroMapper {
    private DecidedTransactionAvroMapper() {}

    /** Of the features only those are kept that tell how much the card itself explains. */
    public static DecidedTransaction fromVerdict(Verdict verdict) {
        FeatureVector features = evidence(verdict.getFeatures());
        String model = verdict.getModelVersion();
        Double score = verdict.getModelScore();
        return new DecidedTransaction(
                verdict.getOccurredAt().toEpochMilli(),
                verdict.getReceivedAt().toEpochMilli(),
                DecidedTransaction.card(new CardId(verdict.getCardId())),
                switch (verdict.getDecision()) {
                    case APPROVE -> Decision.APPROVE;
                    case REVIEW -> Decision.REVIEW;
                    case BLOCK -> Decision.BLOCK;
                    case UNKNOWN ->
                            throw new IllegalArgumentException(
                                    "the decision on %s is not known here"
                                            .formatted(verdict.getTransactionId()));
                },
                entities(verdict),
                Outcome.amountMinor(features),
                Outcome.cardEvidence(features),
                verdict.getReasons().stream().map(Reason::getCode).distinct().toList(),
                verdict.getShadow().stream().distinct().toList(),
                model == null || score == null ? null : new ModelScore(model, score),
                null);
    }

    private static FeatureVector evidence(Map<String, Double> told) {
        Map<Feature, Double> kept = new EnumMap<>(Feature.class);
        for (Feature feature :
                List.of(Feature.AMOUNT_MINOR, Feature.AMOUNT_SURGE, Feature.SURGE_EVIDENCE_14D)) {
            Double value = told.get(feature.featureName());
            if (value != null) {
                kept.put(feature, value);
            }
        }
        return FeatureVector.of(kept);
    }

    private static List<EntityKey> entities(Verdict verdict) {
        List<EntityKey> entities = new ArrayList<>();
        add(entities, EntityKind.TERMINAL, verdict.getTerminalId());
        add(entities, EntityKind.MERCHANT, verdict.getMerchantId());
        add(entities, EntityKind.DEVICE, verdict.getDeviceId());
        add(entities, EntityKind.IP, verdict.getIpAddress());
        return entities;
    }

    private static void add(List<EntityKey> entities, EntityKind kind, @Nullable String id) {
        if (id != null) {
            entities.add(new EntityKey(kind, id));
        }
    }

    public static dev.tributary.schemas.fraud.state.DecidedTransaction toAvro(
            DecidedTransaction decided) {
        ModelScore model = decided.model();
        Label label = decided.label();
        return new dev.tributary.schemas.fraud.state.DecidedTransaction(
                Instant.ofEpochMilli(decided.occurredAtMs()),
                Instant.ofEpochMilli(decided.receivedAtMs()),
                decided.card(),
                switch (decided.decision()) {
                    case APPROVE -> StoredDecision.APPROVE;
                    case REVIEW -> StoredDecision.REVIEW;
                    case BLOCK -> StoredDecision.BLOCK;
                },
                decided.entities().stream().map(EntityKey::toString).toList(),
                decided.amountMinor(),
                decided.cardEvidence(),
                decided.reasons(),
                decided.shadow(),
                model == null ? null : model.version(),
                model == null ? null : model.probability(),
                label == null
                        ? null
                        : new KnownLabel(
                                label.fraud(), Instant.ofEpochMilli(label.labelledAtMs())));
    }

    public static DecidedTransaction fromAvro(
            dev.tributary.schemas.fraud.state.DecidedTransaction state) {
        String model = state.getModelVersion();
        Double score = state.getModelScore();
        KnownLabel label = state.getLabel();
        return new DecidedTransaction(
                state.getOccurredAt().toEpochMilli(),
                state.getReceivedAt().toEpochMilli(),
                state.getCard(),
                switch (state.getDecision()) {
                    case APPROVE -> Decision.APPROVE;
                    case REVIEW -> Decision.REVIEW;
                    case BLOCK -> Decision.BLOCK;
                    case UNKNOWN -> throw new IllegalArgumentException("a decision not known here");
                },
                state.getEntities().stream().map(EntityKey::of).toList(),
                state.getAmountMinor(),
                state.getCardEvidence(),
                state.getReasons(),
                state.getShadow(),
                model == null || score == null ? null : new ModelScore(model, score),
                label == null
                        ? null
                        : new Label(label.getFraud(), label.getLabelledAt().toEpochMilli()));
    }
}
