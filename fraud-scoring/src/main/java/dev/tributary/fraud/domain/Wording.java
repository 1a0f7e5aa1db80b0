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

    /** The value of a feature; {@code absent} where it has none. */
    static String value(Feature feature, double value) {
        if (Double.isNaN(value)) {
            return "absent";
        }
        return switch (feature.type()) {
            case INTEGER -> decimal(value, 0);
            case DECIMAL -> decimal(value, 2);
            case FLAG -> value > 0 ? "yes" : "no";
        };
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
