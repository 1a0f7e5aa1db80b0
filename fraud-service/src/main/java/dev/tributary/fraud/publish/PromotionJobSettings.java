package dev.tributary.fraud.publish;

import dev.tributary.fraud.domain.learning.PromotionSettings;

import java.time.Duration;

/**
 * When learned rules are judged, and by what.
 *
 * @param enabled whether they are at all; where not, modes change by hand alone
 * @param interval from one time to the next, above 0
 * @param policy what decides
 */
public record PromotionJobSettings(boolean enabled, Duration interval, PromotionSettings policy) {
    public PromotionJobSettings {
        if (!interval.isPositive()) {
            throw new IllegalArgumentException("interval is " + interval + ", not above 0");
        }
    }

    public static PromotionJobSettings defaults() {
        return new PromotionJobSettings(true, Duration.ofMinutes(10), PromotionSettings.defaults());
    }
}
