package dev.tributary.inventory;

import dev.tributary.schemas.fraud.Decision;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.ingest.Channel;
import dev.tributary.schemas.ingest.Label;
import dev.tributary.schemas.ingest.LabelSource;
import dev.tributary.schemas.ingest.LineItem;
import dev.tributary.schemas.ingest.StockMovement;
import dev.tributary.schemas.ingest.StockMovementKind;
import dev.tributary.schemas.ingest.Transaction;
import dev.tributary.schemas.inventory.ReservationInput;
import dev.tributary.schemas.inventory.ReservationInputKind;
import dev.tributary.schemas.inventory.StockCommand;
import dev.tributary.schemas.inventory.StockCommandKind;
import dev.tributary.schemas.inventory.WantedLine;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Records as other services and the API write them. */
public final class WireRecords {
    public static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private WireRecords() {}

    public static WantedLine line(String sku, long quantity) {
        return new WantedLine(sku, quantity);
    }

    /** Its body is told from another by the basket. */
    public static Transaction transaction(String id, WantedLine... basket) {
        List<LineItem> items =
                Arrays.stream(basket)
                        .map(it ->
                                new LineItem(it.getSku(), Math.toIntExact(it.getQuantity()), 100L))
                        .toList();
        return Transaction.newBuilder()
                .setTransactionId(id)
                .setCustomerId("customer of " + id)
                .setBodyFingerprint(fingerprint(basket))
                .setCardId("card of " + id)
                .setAmountMinor(100)
                .setCurrency("EUR")
                .setMerchantId("m-1")
                .setChannel(Channel.ECOMMERCE)
                .setItems(items)
                .setOccurredAt(NOON)
                .setReceivedAt(NOON)
                .build();
    }

    /** On the transaction with that basket. */
    public static Verdict verdict(String id, Decision decision, WantedLine... basket) {
        return Verdict.newBuilder()
                .setTransactionId(id)
                .setBodyFingerprint(fingerprint(basket))
                .setCardId("card of " + id)
                .setDecision(decision)
                .setScore(0.5)
                .setReasons(List.of())
                .setFeatures(Map.of())
                .setRuleSetVersion("rules")
                .setHasItems(basket.length > 0)
                .setOccurredAt(NOON)
                .setReceivedAt(NOON)
                .setDecidedAt(NOON)
                .build();
    }

    private static String fingerprint(WantedLine... basket) {
        return Integer.toHexString(Arrays.hashCode(basket));
    }

    public static Label label(String id, boolean fraud) {
        return Label.newBuilder()
                .setTransactionId(id)
                .setFraud(fraud)
                .setSource(LabelSource.ANALYST)
                .setLabelledAt(NOON)
                .setReceivedAt(NOON)
                .build();
    }

    public static StockMovement movement(
            String id, String sku, String warehouse, StockMovementKind kind, long quantity) {
        return new StockMovement(id, sku, warehouse, kind, quantity, NOON, NOON);
    }

    public static ReservationInput reserve(
            String name, String commandId, Duration ttl, WantedLine... lines) {
        return command(name, commandId, ReservationInputKind.RESERVE)
                .setLines(List.of(lines))
                .setTtlMs(ttl.toMillis())
                .setFingerprint(fingerprint(lines))
                .build();
    }

    public static ReservationInput confirm(String name, String commandId) {
        return command(name, commandId, ReservationInputKind.CONFIRM).build();
    }

    public static ReservationInput release(String name, String commandId) {
        return command(name, commandId, ReservationInputKind.RELEASE).build();
    }

    private static ReservationInput.Builder command(
            String name, String commandId, ReservationInputKind kind) {
        return ReservationInput.newBuilder()
                .setReservationId("api:" + name)
                .setKind(kind)
                .setCommandId(commandId);
    }

    public static StockCommand safetyStock(String sku, long units) {
        return new StockCommand(sku, StockCommandKind.SET_SAFETY_STOCK, null, units);
    }
}
