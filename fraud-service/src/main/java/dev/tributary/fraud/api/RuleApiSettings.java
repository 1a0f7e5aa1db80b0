package dev.tributary.fraud.api;

import org.springframework.util.unit.DataSize;

import java.time.Duration;

/**
 * What the way in of rules needs to know.
 *
 * @param bodyLimit largest body of a rule; above 0
 * @param inForceWait how long an answer may wait until the rule is in force here; not negative
 */
public record RuleApiSettings(DataSize bodyLimit, Duration inForceWait) {
    public RuleApiSettings {
        if (bodyLimit.toBytes() < 1) {
            throw new IllegalArgumentException("bodyLimit is " + bodyLimit + ", not above 0");
        }
        if (inForceWait.isNegative()) {
            throw new IllegalArgumentException("inForceWait is negative: " + inForceWait);
        }
    }
}
