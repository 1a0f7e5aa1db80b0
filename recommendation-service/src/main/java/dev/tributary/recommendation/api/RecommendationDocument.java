package dev.tributary.recommendation.api;

import dev.tributary.recommendation.domain.Recommendation;
import dev.tributary.recommendation.domain.Sku;
import dev.tributary.recommendation.domain.Trend;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** What to show next. */
@Schema(name = "Recommendations")
record RecommendationDocument(
        @Schema(description = "The likeliest first.") List<Item> items,
        @Schema(description = "What they come from.") Strategy strategy,
        @Schema(
                        description =
                                "How far the index of this instance has read the sessions: the"
                                        + " newest record of each partition.",
                        example = "recommendation.sessions.v1-0:4711")
                String indexPosition,
        @Schema(description = "Newest click of the session; absent where there is none.")
                @Nullable Instant asOf) {
    /** What recommendations come from. */
    enum Strategy {
        /** The session and the index. */
        SESSION,
        /** What went with an item. */
        ITEM,
        /** What is looked at of late, by the categories that the customer was interested in. */
        CUSTOMER,
        /** What is looked at of late, because neither session nor customer lead to anything. */
        TRENDING
    }

    /** An item to show. */
    @Schema(name = "Recommendation")
    record Item(
            String sku,
            @Schema(description = "Greater is better; only comparable within one answer.")
                    double score,
            @Schema(
                            description =
                                    "Items of the session, or of the customer's history, that led"
                                            + " to it, the strongest first; none where it is shown"
                                            + " because it is looked at of late.")
                    List<String> because) {
        static Item of(Trend trend) {
            return new Item(trend.sku().value(), trend.interest(), List.of());
        }

        static Item of(Recommendation recommendation) {
            return new Item(
                    recommendation.sku().value(),
                    recommendation.score(),
                    recommendation.because().stream().map(Sku::value).toList());
        }
    }
}
