package dev.tributary.fraud.api;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.tributary.fraud.domain.Feature;
import dev.tributary.fraud.domain.model.Activation;
import dev.tributary.fraud.domain.model.FraudModel;
import dev.tributary.fraud.domain.model.ModelInForce;
import dev.tributary.fraud.query.KnownModel;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A model in JSON, without its trees. Of a record that is no model to this version only the version
 * and {@code refused} are told.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ModelDocument(
        String version,
        @Schema(description = "Whether it should score") boolean active,
        @Schema(description = "Whether verdicts of the instance that answers follow it")
                boolean inForce,
        @Schema(description = "Why this version cannot use it") @Nullable String refused,
        @Nullable Integer trees,
        @Schema(description = "What it asks, by name in the catalogue")
                @Nullable List<String> features,
        @Schema(
                        description =
                                "Amount above which transactions were nearly always fraud, in minor"
                                        + " units of the reference currency")
                @Nullable Long amountCutMinor,
        @Nullable TrainingDocument training,
        @Schema(description = "How well it did on later transactions that it had not seen")
                @Nullable Map<String, Double> metrics,
        @Nullable Instant createdAt) {

    /** What it was trained on. */
    record TrainingDocument(
            @Schema(description = "Event time of the first transaction") Instant from,
            @Schema(description = "Event time after the last") Instant to,
            long transactions,
            long frauds,
            @Schema(description = "How long after a transaction its label counted as known")
                    Duration labelDelay,
            long seed) {
        static TrainingDocument of(FraudModel.Training training) {
            return new TrainingDocument(
                    training.from(),
                    training.to(),
                    training.transactions(),
                    training.frauds(),
                    training.labelDelay(),
                    training.seed());
        }
    }

    static ModelDocument of(KnownModel known, Activation activation, ModelInForce inForce) {
        boolean active = known.version().equals(activation.version());
        return switch (known) {
            case KnownModel.Unusable(String version, String reason) ->
                    new ModelDocument(
                            version, active, false, reason, null, null, null, null, null, null);
            case KnownModel.Usable(FraudModel model) ->
                    of(model, active, model.equals(inForce.model()));
        };
    }

    private static ModelDocument of(FraudModel model, boolean active, boolean inForce) {
        return new ModelDocument(
                model.version(),
                active,
                inForce,
                null,
                model.trees().treeCount(),
                model.trees().features().stream().map(Feature::featureName).toList(),
                model.learned().hasAmountCut() ? model.learned().amountCutMinor() : null,
                TrainingDocument.of(model.training()),
                model.sortedMetrics(),
                model.createdAt());
    }
}
