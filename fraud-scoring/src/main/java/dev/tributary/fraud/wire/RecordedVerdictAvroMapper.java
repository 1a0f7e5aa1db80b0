package dev.tributary.fraud.wire;

import dev.tributary.fraud.domain.Decision;
import dev.tributary.fraud.domain.Feature;
import dev.tributary.fraud.domain.FeatureVector;
import dev.tributary.fraud.domain.backtest.PastTransaction;
import dev.tributary.schemas.fraud.Verdict;

import java.util.EnumMap;
import java.util.Map;

/** Reads back what was seen when a verdict was given, to the bit. */
public final class RecordedVerdictAvroMapper {
    private RecordedVerdictAvroMapper() {}

    /**
     * The transaction as it was seen. Features that this version does not have are left out; those
     * that the recording one did not have are absent.
     *
     * @throws IllegalArgumentException where a feature is no number
     */
    public static PastTransaction toDomain(Verdict verdict) {
        Map<Feature, Double> features = new EnumMap<>(Feature.class);
        verdict.getFeatures()
                .forEach((name, value) ->
                        Feature.named(name).ifPresent(feature -> features.put(feature, value)));
        return new PastTransaction(
                verdict.getOccurredAt(),
                FeatureVector.of(features),
                switch (verdict.getDecision()) {
                    case APPROVE -> Decision.APPROVE;
                    case REVIEW -> Decision.REVIEW;
                    case BLOCK -> Decision.BLOCK;
                    case UNKNOWN -> null;
                });
    }
}
