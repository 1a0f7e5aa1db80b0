package dev.tributary.cli.fraud;

import dev.tributary.fraud.domain.Feature;

import java.util.Arrays;
import java.util.List;

/**
 * What a model may ask, unless it is told otherwise: all of the catalogue but what a few days of
 * labels cannot teach without misleading. Sums say what counts and means say; the calendar of a
 * training week is that week's; how many labelled transactions an entity has only says how busy it
 * is. Left out, the ranking is better on later days (docs/fraud-learning.md has the figures).
 */
final class ModelFeatures {
    private static final List<String> LEFT_OUT =
            List.of("cardSumMinor", "hourOfDay", "dayOfWeek", "night", "weekend", "terminalCount");
    private static final List<Feature> SHORT_MEANS =
            List.of(
                    Feature.CARD_MEAN_MINOR_1M,
                    Feature.CARD_MEAN_MINOR_5M,
                    Feature.CARD_MEAN_MINOR_1H);

    private ModelFeatures() {}

    static List<Feature> byDefault() {
        return Arrays.stream(Feature.values())
                .filter(feature -> LEFT_OUT.stream().noneMatch(feature.featureName()::startsWith))
                .filter(feature -> !SHORT_MEANS.contains(feature))
                .toList();
    }
}
