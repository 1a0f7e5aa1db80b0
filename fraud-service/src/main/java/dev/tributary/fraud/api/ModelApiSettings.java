package dev.tributary.fraud.api;

import java.time.Duration;

/**
 * What the way in of changes to models needs to know.
 *
 * @param inForceWait how long an answer may wait until the change is in force here; not negative
 */
public record ModelApiSettings(Duration inForceWait) {
    public ModelApiSettings {
        if (inForceWait.isNegative()) {
            throw new IllegalArgumentException("inForceWait is negative: " + inForceWait);
        }
    }
}
