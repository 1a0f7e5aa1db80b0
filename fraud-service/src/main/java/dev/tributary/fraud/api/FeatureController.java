package dev.tributary.fraud.api;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.tributary.fraud.domain.Feature;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** What a rule's expression can be about. */
@RestController
@Tag(name = "features", description = "The numbers that rules and models look at")
class FeatureController {
    private static final Catalogue CATALOGUE =
            new Catalogue(
                    Arrays.stream(Feature.values()).map(FeatureController::document).toList());

    record Catalogue(List<FeatureDocument> features) {}

    /** One feature, as the catalogue has it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record FeatureDocument(
            @Schema(example = "cardCount5m") String name,
            Feature.Type type,
            @Schema(description = "1 where the values have none") String unit,
            String meaning,
            @Schema(description = "Length of the sliding window, where there is one")
                    @Nullable Duration window,
            @Schema(description = "What it is made of") Feature.Basis basis,
            @Schema(description = "Whether the transaction itself is counted in")
                    boolean inclusive) {}

    @GetMapping("/v1/features")
    @Operation(summary = "The feature catalogue")
    @ApiResponse(responseCode = "200", description = "All features, in a stable order")
    Catalogue features() {
        return CATALOGUE;
    }

    private static FeatureDocument document(Feature feature) {
        boolean inclusive =
                switch (feature.basis()) {
                    case CURRENT, EARLIER_AND_CURRENT -> true;
                    case EARLIER, CURRENT_AGAINST_EARLIER, CURRENT_AGAINST_LATER, LABELS -> false;
                };
        return new FeatureDocument(
                feature.featureName(),
                feature.type(),
                feature.unit(),
                feature.meaning(),
                feature.window().orElse(null),
                feature.basis(),
                inclusive);
    }
}
