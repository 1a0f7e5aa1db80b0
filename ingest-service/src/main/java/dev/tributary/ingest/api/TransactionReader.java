package dev.tributary.ingest.api;

import dev.tributary.common.web.Faults;
import dev.tributary.common.web.JsonFields;
import dev.tributary.ingest.domain.Basket;
import dev.tributary.ingest.domain.CardId;
import dev.tributary.ingest.domain.CardTransaction;
import dev.tributary.ingest.domain.Channel;
import dev.tributary.ingest.domain.GeoPoint;
import dev.tributary.ingest.domain.LineItem;
import dev.tributary.ingest.domain.Money;
import dev.tributary.ingest.domain.TextRules;
import dev.tributary.ingest.domain.TransactionBody;
import dev.tributary.ingest.domain.TransactionId;
import dev.tributary.ingest.domain.TransactionLimits;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * JSON to a transaction. Total: any bytes give a transaction or the list of everything that is
 * wrong with them.
 */
final class TransactionReader {
    private static final String ID = "transactionId";

    private final TransactionLimits limits;
    private final Function<Instant, TransactionId> newId;

    /**
     * @param limits what a transaction may be at most
     * @param newId makes an id for a transaction that came without, at the time of its arrival
     */
    TransactionReader(TransactionLimits limits, Function<Instant, TransactionId> newId) {
        this.limits = limits;
        this.newId = newId;
    }

    /**
     * A transaction and where its id is from.
     *
     * @param idGiven the client chose the id, so it may have been used before
     */
    record Received(CardTransaction transaction, boolean idGiven) {}

    /**
     * Reads one transaction.
     *
     * @param json the body
     * @param key values of the header {@value IdempotencyKey#HEADER}, none or more
     * @param faults takes everything that is wrong
     * @return null if anything was noted
     */
    @Nullable Received read(byte[] json, List<String> key, Instant receivedAt, Faults faults) {
        TransactionId keyId = IdempotencyKey.read(key, TransactionId::new, faults);
        JsonFields fields = JsonFields.of(json, faults);
        if (fields == null) {
            return null;
        }
        TransactionId given = IdempotencyKey.orOfBody(keyId, fields, ID, TransactionId::new);
        TransactionBody body = readBody(fields, receivedAt, faults);
        fields.end();
        if (body == null || !faults.isEmpty()) {
            return null;
        }
        TransactionId id = given != null ? given : newId.apply(receivedAt);
        return new Received(CardTransaction.receive(id, body, receivedAt), given != null);
    }

    private @Nullable TransactionBody readBody(
            JsonFields fields, Instant receivedAt, Faults faults) {
        CardId cardId = fields.requiredText("cardId", CardId::new);
        String customerId = fields.text("customerId", TextRules::name);
        Long amountMinor = fields.requiredInteger("amountMinor", 1, limits.amountMinorMax());
        String currency = fields.requiredText("currency", TextRules::currency);
        String merchantId = fields.requiredText("merchantId", TextRules::name);
        String terminalId = fields.text("terminalId", TextRules::name);
        Channel channel = fields.requiredText("channel", Channel::of);
        String deviceId = fields.text("deviceId", TextRules::name);
        String ipAddress = fields.text("ipAddress", TextRules::ipAddress);
        String country = fields.text("country", TextRules::country);
        GeoPoint location = fields.object("location", TransactionReader::readLocation);
        Basket basket = readBasket(fields);
        Instant occurredAt = fields.text("occurredAt", text -> limits.eventTime(text, receivedAt));
        if (!faults.isEmpty()
                || cardId == null
                || amountMinor == null
                || currency == null
                || merchantId == null
                || channel == null) {
            return null;
        }
        return new TransactionBody(
                cardId,
                customerId,
                new Money(amountMinor, currency),
                merchantId,
                terminalId,
                channel,
                deviceId,
                ipAddress,
                country,
                location,
                basket,
                occurredAt);
    }

    private static @Nullable GeoPoint readLocation(JsonFields fields) {
        Double latitude =
                fields.requiredNumber("latitude", -GeoPoint.LATITUDE_MAX, GeoPoint.LATITUDE_MAX);
        Double longitude =
                fields.requiredNumber("longitude", -GeoPoint.LONGITUDE_MAX, GeoPoint.LONGITUDE_MAX);
        return latitude == null || longitude == null ? null : new GeoPoint(latitude, longitude);
    }

    private Basket readBasket(JsonFields fields) {
        List<LineItem> sent = fields.objects("items", limits.itemsMax(), this::readItem);
        return switch (Basket.of(sent, limits.quantityMax(), limits.amountMinorMax())) {
            case Basket.Outcome.Filled(Basket basket) -> basket;
            case Basket.Outcome.Refused(String reason) -> {
                fields.note("items", reason);
                yield Basket.EMPTY;
            }
        };
    }

    private @Nullable LineItem readItem(JsonFields fields) {
        String sku = fields.requiredText("sku", TextRules::name);
        Long quantity = fields.requiredInteger("quantity", 1, limits.quantityMax());
        Long unitPriceMinor = fields.requiredInteger("unitPriceMinor", 0, limits.amountMinorMax());
        return sku == null || quantity == null || unitPriceMinor == null
                ? null
                : new LineItem(sku, Math.toIntExact(quantity), unitPriceMinor);
    }
}
