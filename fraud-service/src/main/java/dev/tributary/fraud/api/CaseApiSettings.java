package dev.tributary.fraud.api;

import org.springframework.util.unit.DataSize;

import java.time.Duration;

/**
 * What the way in of resolutions needs to know.
 *
 * @param bodyLimit largest body of a resolution; above 0
 * @param shownWait how long an answer may wait until the case shows its resolution; not negative
 */
public record CaseApiSettings(DataSize bodyLimit, Duration shownWait) {
    public CaseApiSettings {
        if (bodyLimit.toBytes() < 1) {
            throw new IllegalArgumentException("bodyLimit is " + bodyLimit + ", not above 0");
        }
        if (shownWait.isNegative()) {
            throw new IllegalArgumentException("shownWait is negative: " + shownWait);
        }
    }
}
