package dev.tributary.inventory.domain;

import java.time.Duration;

/**
 * What a reservation may be at most.
 *
 * @param linesMax most lines as sent, 1 or more
 * @param quantityMax most units of one sku, 1 or more
 * @param ttlMax longest time until it expires, above zero
 * @param reviewHold how much longer an order keeps its stock when its transaction is reviewed; not
 *     negative
 */
public record ReservationSettings(
        int linesMax, long quantityMax, Duration ttlMax, Duration reviewHold) {
    public ReservationSettings {
        if (linesMax < 1 || quantityMax < 1 || !ttlMax.isPositive() || reviewHold.isNegative()) {
            throw new IllegalArgumentException(
                    "no reservation is possible: %d lines, %d units, %s, %s more in review"
                            .formatted(linesMax, quantityMax, ttlMax, reviewHold));
        }
    }

    public static ReservationSettings defaults() {
        return new ReservationSettings(100, 1_000_000, Duration.ofHours(24), Duration.ofHours(24));
    }
}
