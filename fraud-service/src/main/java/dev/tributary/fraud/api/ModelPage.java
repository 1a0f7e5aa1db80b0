package dev.tributary.fraud.api;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.tributary.fraud.domain.model.Activation;
import dev.tributary.fraud.domain.model.FraudModel;
import dev.tributary.fraud.domain.model.ModelInForce;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** Models in the order of their versions, and which of them scores. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ModelPage(List<ModelDocument> models, State state) {
    /** Which model scores. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record State(
            @Schema(description = "What should score; absent where none should")
                    @Nullable String activeVersion,
            @Schema(description = "What a rollback leads to; absent where it leads to none")
                    @Nullable String rollbackVersion,
            @Schema(description = "When that was asked for") @Nullable Instant activatedAt,
            @Schema(description = "What verdicts of the instance that answers follow")
                    @Nullable String inForceVersion,
            @Schema(description = "What they have to do without") List<String> degraded,
            @Schema(description = "False while it is not known yet which models there are")
                    boolean loaded) {
        static State of(Activation activation, ModelInForce inForce, boolean loaded) {
            FraudModel model = inForce.model();
            return new State(
                    activation.version(),
                    activation.before(),
                    activation.equals(Activation.NEVER) ? null : activation.at(),
                    model == null ? null : model.version(),
                    inForce.degraded(),
                    loaded);
        }
    }
}
