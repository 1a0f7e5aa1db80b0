package dev.tributary.recommendation.domain;

import java.time.Duration;

/**
 * What is counted as of late.
 *
 * @param pane interest is counted by so much event time, which windows begin and end at
 * @param kept the longest window; at least a pane
 * @param itemsMax items of a pane that are counted
 * @param halfLifeShare after this share of a window interest counts half
 */
public record TrendSettings(Duration pane, Duration kept, int itemsMax, double halfLifeShare) {
    public TrendSettings {
        if (!pane.isPositive() || kept.compareTo(pane) < 0) {
            throw new IllegalArgumentException(
                    "pane is %s and kept %s; both are above zero, kept at least pane"
                            .formatted(pane, kept));
        }
        if (itemsMax < 1 || !(halfLifeShare > 0)) {
            throw new IllegalArgumentException("itemsMax and halfLifeShare are above zero");
        }
    }
}
