package dev.tributary.cli.chaos;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the suite made of the operations, as anybody can see it from outside once all is quiet: what
 * is committed on its topics and what its API answers.
 *
 * @param deliveries the log of stock movements of this run's skus, in its order for each sku
 * @param parked how often each delivery is among the dead letters
 * @param counted units by which the counters of the sku changed at each delivery, for each change
 * @param ended every end that a reservation or an order was ever said to have come to, by its id
 * @param decisions every first verdict, by transaction
 * @param reservations where each stands by the API; absent where there is none
 * @param orders where each stands by the API; absent where there is none
 * @param stock by the API; absent where a sku is not known
 * @param audit what {@code GET /v1/invariants} says at the end
 * @param violations what it ever said was wrong
 * @param at when the API was asked, not before
 */
record Evidence(
        List<Delivery> deliveries,
        Map<Place, Integer> parked,
        Map<Place, List<Long>> counted,
        Map<String, Set<String>> ended,
        Map<String, List<String>> decisions,
        Map<String, Standing> reservations,
        Map<String, Standing> orders,
        Map<String, Stock> stock,
        Audit audit,
        List<String> violations,
        Instant at) {

    /** Where a record stands in its topic. */
    record Place(int partition, long offset) {}

    /**
     * A movement as it came to the log.
     *
     * @param kind its name on the wire
     * @param quantity units
     */
    record Delivery(
            Place place,
            String movementId,
            String sku,
            String warehouseId,
            String kind,
            long quantity) {}

    /**
     * Where a reservation or an order stands.
     *
     * @param lines in any order
     * @param expiresAt until when its stock is kept
     */
    record Standing(String status, List<Operation.Line> lines, Instant expiresAt) {}

    /** The stock of a sku, in units. */
    record Stock(
            long onHand,
            long reserved,
            long safetyStock,
            long available,
            long received,
            long returned,
            long adjusted,
            long sold,
            long onHandInWarehouses,
            long reservedInWarehouses) {}

    /** All stock together, in units but for the holds. */
    record Audit(long openHolds, long reserved, long violations) {}
}
