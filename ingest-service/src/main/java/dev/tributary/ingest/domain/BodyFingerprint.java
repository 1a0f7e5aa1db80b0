package dev.tributary.ingest.domain;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The first {@value #BYTES} bytes of the SHA-256 of a canonical form of what a client sent, in
 * hexadecimal. The form is a sequence of values, each with its length before it so that no two
 * bodies share a form; it does not depend on the order or the layout of the JSON. What the service
 * fills in is not part of it: the id, and the event time where the client left it out.
 *
 * <p>Changing the form changes what counts as a repeat; the version at its start says so.
 */
final class BodyFingerprint {
    static final int BYTES = 16;

    private static final String VERSION = "1";
    private static final HexFormat HEX = HexFormat.of();

    private final StringBuilder form = new StringBuilder(256);

    private BodyFingerprint() {}

    static String of(TransactionBody body) {
        String form = new BodyFingerprint().form(body);
        byte[] digest = sha256().digest(form.getBytes(StandardCharsets.UTF_8));
        return HEX.formatHex(digest, 0, BYTES);
    }

    private String form(TransactionBody body) {
        add(VERSION);
        add(body.cardId().value());
        add(body.customerId());
        add(body.amount().amountMinor());
        add(body.amount().currency());
        add(body.merchantId());
        add(body.terminalId());
        add(body.channel().name());
        add(body.deviceId());
        add(body.ipAddress());
        add(body.country());
        GeoPoint location = body.location();
        add(location == null ? null : location.latitude());
        add(location == null ? null : location.longitude());
        for (LineItem line : body.basket().lines()) {
            add(line.sku());
            add(line.quantity());
            add(line.unitPriceMinor());
        }
        add(body.occurredAt());
        return form.toString();
    }

    private void add(@Nullable Object value) {
        if (value == null) {
            form.append("-;");
        } else {
            String text = value.toString();
            form.append(text.length()).append(':').append(text).append(';');
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
