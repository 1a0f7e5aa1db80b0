package dev.tributary.inventory.topology;

import dev.tributary.inventory.domain.ReservationSettings;
import dev.tributary.inventory.domain.StockSettings;

import java.time.Duration;

/**
 * Bounds, retentions and intervals of the topology.
 *
 * @param stock how much stock there can be, and how it is given away
 * @param reservations what a reservation may be at most
 * @param orderHold how long an order keeps its stock without a verdict
 * @param reservationRetention for how long a reservation is known after its end, at least; its id
 *     names another one after that. Longer than anybody asks again, and at least {@value
 *     #FORGETS_LATER} times {@code holdRetention}
 * @param holdRetention for how long the stock knows after its end what a reservation held, at
 *     least. Holds are forgotten in coarse steps, and must be before their reservation is:
 *     otherwise another one of the same id would be given what the earlier one has sold
 * @param movementRetention for how long a movement is known after it was appended, at least; its id
 *     names another one after that
 * @param expiryInterval how often reservations that are due are looked for, by the clock on the
 *     wall
 * @param expiriesMax how many of them are told at a time
 * @param auditInterval how often stock is held against its holds, by the clock on the wall
 * @param auditRows how many skus and open holds are read at a time, which is how long a partition
 *     pauses for it
 * @param auditShare part of the time that it may take, above 0 and up to 1: after a turn that took
 *     long, a longer rest follows. A thread has several partitions, each with a share of its own
 * @param auditToldEvery how often an audit is told that found nothing else than the one before
 */
public record InventorySettings(
        StockSettings stock,
        ReservationSettings reservations,
        Duration orderHold,
        Duration reservationRetention,
        Duration holdRetention,
        Duration movementRetention,
        Duration expiryInterval,
        int expiriesMax,
        Duration auditInterval,
        int auditRows,
        double auditShare,
        Duration auditToldEvery) {
    private static final int FORGETS_LATER = 3;

    public InventorySettings {
        require(orderHold.isPositive(), "orderHold", orderHold);
        require(
                orderHold.compareTo(reservations.ttlMax()) <= 0,
                "orderHold, longer than reservations.ttlMax,",
                orderHold);
        require(holdRetention.isPositive(), "holdRetention", holdRetention);
        require(
                reservationRetention.compareTo(holdRetention.multipliedBy(FORGETS_LATER)) >= 0,
                "reservationRetention, less than %d times holdRetention,".formatted(FORGETS_LATER),
                reservationRetention);
        require(movementRetention.isPositive(), "movementRetention", movementRetention);
        require(expiryInterval.isPositive(), "expiryInterval", expiryInterval);
        require(expiriesMax >= 1, "expiriesMax", expiriesMax);
        require(auditInterval.isPositive(), "auditInterval", auditInterval);
        require(auditRows >= 1, "auditRows", auditRows);
        require(auditShare > 0 && auditShare <= 1, "auditShare", auditShare);
        require(!auditToldEvery.isNegative(), "auditToldEvery", auditToldEvery);
    }

    public static InventorySettings defaults() {
        return new InventorySettings(
                StockSettings.defaults(),
                ReservationSettings.defaults(),
                Duration.ofMinutes(15),
                Duration.ofDays(7),
                Duration.ofDays(1),
                Duration.ofDays(30),
                Duration.ofMillis(100),
                1_000,
                Duration.ofMillis(500),
                1_000,
                0.01,
                Duration.ofSeconds(30));
    }

    private static void require(boolean holds, String name, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(name + " is " + value + ", which cannot be");
        }
    }
}
