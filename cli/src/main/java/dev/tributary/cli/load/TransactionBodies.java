package dev.tributary.cli.load;

import dev.tributary.cli.load.Details.Line;
import dev.tributary.cli.load.Details.Place;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.time.Instant;

/**
 * Simulated transactions as bodies of {@code POST /v1/transactions}: one line of JSON, UTF-8,
 * without a line break, some 300 to 600 bytes. May be used by many threads.
 */
public final class TransactionBodies {
    /** ISO 4217 code of every simulated amount. */
    static final String CURRENCY = "EUR";

    private static final int TYPICAL_BYTES = 640;

    private final JsonFactory json = new JsonFactory();
    private final DetailsSource details;

    public TransactionBodies(Simulation simulation) {
        this.details = new DetailsSource(simulation);
    }

    /** The body with its simulated time. */
    public byte[] past(SimulatedTransaction transaction) {
        return body(transaction, transaction.occurredAt());
    }

    /** The body without a time: it happens when it arrives. */
    public byte[] live(SimulatedTransaction transaction) {
        return body(transaction, null);
    }

    private byte[] body(SimulatedTransaction transaction, @Nullable Instant occurredAt) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(TYPICAL_BYTES);
        write(transaction, occurredAt, body);
        return body.toByteArray();
    }

    private void write(
            SimulatedTransaction transaction, @Nullable Instant occurredAt, OutputStream out) {
        Details extra = details.of(transaction);
        try (JsonGenerator body = json.createGenerator(ObjectWriteContext.empty(), out)) {
            body.writeStartObject();
            body.writeStringProperty("transactionId", transaction.transactionId());
            body.writeStringProperty("cardId", transaction.cardId());
            body.writeStringProperty("customerId", "u-" + transaction.card());
            body.writeNumberProperty("amountMinor", transaction.amountMinor());
            body.writeStringProperty("currency", CURRENCY);
            body.writeStringProperty("merchantId", extra.merchantId());
            body.writeStringProperty("terminalId", transaction.terminalId());
            body.writeStringProperty("channel", extra.channel().name());
            writeWhereKnown(body, "deviceId", extra.deviceId());
            writeWhereKnown(body, "ipAddress", extra.ipAddress());
            body.writeStringProperty("country", extra.country());
            writePlace(body, extra.place());
            writeBasket(body, extra);
            writeWhereKnown(body, "occurredAt", occurredAt == null ? null : occurredAt.toString());
            body.writeEndObject();
        }
    }

    private static void writeWhereKnown(JsonGenerator body, String name, @Nullable String value) {
        if (value != null) {
            body.writeStringProperty(name, value);
        }
    }

    private static void writePlace(JsonGenerator body, @Nullable Place place) {
        if (place != null) {
            body.writeObjectPropertyStart("location");
            body.writeNumberProperty("latitude", place.latitude());
            body.writeNumberProperty("longitude", place.longitude());
            body.writeEndObject();
        }
    }

    private static void writeBasket(JsonGenerator body, Details extra) {
        if (!extra.basket().isEmpty()) {
            body.writeArrayPropertyStart("items");
            for (Line line : extra.basket()) {
                body.writeStartObject();
                body.writeStringProperty("sku", line.sku());
                body.writeNumberProperty("quantity", line.quantity());
                body.writeNumberProperty("unitPriceMinor", line.unitPriceMinor());
                body.writeEndObject();
            }
            body.writeEndArray();
        }
    }
}
