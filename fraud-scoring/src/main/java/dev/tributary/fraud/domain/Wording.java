package dev.tributary.fraud.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** Numbers as reasons say them; the same in every locale. */
final class Wording {
    private Wording() {}

    static String decimal(double value, int digits) {
        return BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP).toPlainString();
    }

    /** Such as {@code 24 h}, {@code 5 min} or, below a minute or between, {@code PT90S}. */
    static String duration(Duration duration) {
        if (duration.equals(Duration.ofHours(duration.toHours()))) {
            return duration.toHours() + " h";
        }
        if (duration.equals(Duration.ofMinutes(duration.toMinutes()))) {
            return duration.toMinutes() + " min";
        }
        return duration.toString();
    }

    static String window(Feature feature) {
        return duration(feature.window().orElseThrow());
    }
}
