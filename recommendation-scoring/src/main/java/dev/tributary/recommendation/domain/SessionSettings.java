package dev.tributary.recommendation.domain;

import java.time.Duration;

/**
 * What a session is.
 *
 * @param gap after so long without a click, in event time, the next one begins another visit
 * @param clicksMax newest clicks that are kept, at least 1
 */
public record SessionSettings(Duration gap, int clicksMax) {
    public SessionSettings {
        if (!gap.isPositive()) {
            throw new IllegalArgumentException("gap is " + gap + ", not above zero");
        }
        if (clicksMax < 1) {
            throw new IllegalArgumentException("clicksMax is " + clicksMax + ", not at least 1");
        }
    }
}
