package dev.tributary.fraud.domain;

import java.time.Duration;

/**
 * The sliding windows of velocity, shortest first. A window of length w at event time t is (t - w,
 * t]: open at the old end, closed at the event.
 */
enum VelocityWindow {
    ONE_MINUTE("1M", Duration.ofMinutes(1)),
    FIVE_MINUTES("5M", Duration.ofMinutes(5)),
    ONE_HOUR("1H", Duration.ofHours(1)),
    ONE_DAY("24H", Duration.ofHours(24));

    private final String suffix;
    private final Duration length;

    VelocityWindow(String suffix, Duration length) {
        this.suffix = suffix;
        this.length = length;
    }

    /** How rule codes end. */
    String suffix() {
        return suffix;
    }

    Duration length() {
        return length;
    }

    Feature count() {
        return switch (this) {
            case ONE_MINUTE -> Feature.CARD_COUNT_1M;
            case FIVE_MINUTES -> Feature.CARD_COUNT_5M;
            case ONE_HOUR -> Feature.CARD_COUNT_1H;
            case ONE_DAY -> Feature.CARD_COUNT_24H;
        };
    }

    Feature sumMinor() {
        return switch (this) {
            case ONE_MINUTE -> Feature.CARD_SUM_MINOR_1M;
            case FIVE_MINUTES -> Feature.CARD_SUM_MINOR_5M;
            case ONE_HOUR -> Feature.CARD_SUM_MINOR_1H;
            case ONE_DAY -> Feature.CARD_SUM_MINOR_24H;
        };
    }
}
