package dev.tributary.inventory.api;

import dev.tributary.inventory.domain.ReservationSettings;
import dev.tributary.inventory.domain.StockSettings;

import org.springframework.util.unit.DataSize;

import java.time.Duration;

/**
 * Bounds of the API.
 *
 * @param bodyLimit largest body
 * @param deadline how long a request waits for what its command comes to, unless it says
 * @param waitMax the longest that it can say
 * @param ttlDefault for how long stock is kept, unless a reservation says
 * @param reservations what a reservation may be at most
 * @param stock how much stock there can be
 */
public record ApiSettings(
        DataSize bodyLimit,
        Duration deadline,
        Duration waitMax,
        Duration ttlDefault,
        ReservationSettings reservations,
        StockSettings stock) {}
