package dev.tributary.ingest;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Bodies of requests, valid unless a test says otherwise. */
public final class Bodies {
    private final Map<String, String> fields = new LinkedHashMap<>();

    private Bodies() {}

    public static Bodies aTransaction() {
        return new Bodies()
                .with("cardId", "\"c-17\"")
                .with("amountMinor", "12999")
                .with("currency", "\"EUR\"")
                .with("merchantId", "\"m-4\"")
                .with("channel", "\"CARD_PRESENT\"");
    }

    /** With every field there is. */
    public static Bodies aFullTransaction() {
        return aTransaction()
                .id("full-1")
                .with("customerId", "\"u-9\"")
                .with("terminalId", "\"t-4-1\"")
                .with("deviceId", "\"d-1\"")
                .with("ipAddress", "\"203.0.113.7\"")
                .with("country", "\"DE\"")
                .with("location", "{\"latitude\": 52.52, \"longitude\": 13.405}")
                .with("items", "[{\"sku\": \"sku-1\", \"quantity\": 2, \"unitPriceMinor\": 6499}]")
                .with("occurredAt", "\"2026-01-31T12:00:00.123Z\"");
    }

    public Bodies id(String id) {
        return with("transactionId", "\"" + id + "\"");
    }

    public Bodies card(String cardId) {
        return with("cardId", "\"" + cardId + "\"");
    }

    /** Sets a field to JSON text. */
    public Bodies with(String field, String json) {
        fields.put(field, json);
        return this;
    }

    public Bodies without(String field) {
        fields.remove(field);
        return this;
    }

    public String json() {
        return fields.entrySet().stream()
                .map(field -> "\"" + field.getKey() + "\":" + field.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }
}
