package dev.tributary.inventory.topology;

import dev.tributary.common.streams.Topic;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.ingest.Label;
import dev.tributary.schemas.ingest.StockMovement;
import dev.tributary.schemas.ingest.Transaction;
import dev.tributary.schemas.inventory.Order;
import dev.tributary.schemas.inventory.ReservationInput;
import dev.tributary.schemas.inventory.ReservationUpdate;
import dev.tributary.schemas.inventory.StockAlert;
import dev.tributary.schemas.inventory.StockAudit;
import dev.tributary.schemas.inventory.StockCommand;
import dev.tributary.schemas.inventory.StockLevel;

/**
 * The topics of stock and reservations, with their serdes.
 *
 * @param transactions what is bought, keyed by cardId
 * @param verdicts what was decided of transactions, keyed by cardId
 * @param labels what somebody says of transactions, keyed by transactionId
 * @param movements what came and went otherwise than by a sale, keyed by sku
 * @param reservationInputs what reservations are told, keyed by their id
 * @param stockCommands what stock is told, keyed by sku
 * @param reservations where the reservations of callers stand, keyed by the caller's name for them
 * @param orders what became of baskets, keyed by transactionId
 * @param levels the stock, keyed by sku
 * @param alerts stock that is low or no longer, keyed by sku
 * @param audits what was found when stock was held against its holds, keyed by partition
 * @param deadLetters what was refused, as it came
 */
public record InventoryTopics(
        Topic<String, Transaction> transactions,
        Topic<String, Verdict> verdicts,
        Topic<String, Label> labels,
        Topic<String, StockMovement> movements,
        Topic<String, ReservationInput> reservationInputs,
        Topic<String, StockCommand> stockCommands,
        Topic<String, ReservationUpdate> reservations,
        Topic<String, Order> orders,
        Topic<String, StockLevel> levels,
        Topic<String, StockAlert> alerts,
        Topic<String, StockAudit> audits,
        Topic<byte[], byte[]> deadLetters) {}
