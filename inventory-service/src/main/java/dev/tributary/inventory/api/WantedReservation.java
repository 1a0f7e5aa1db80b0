package dev.tributary.inventory.api;

import dev.tributary.inventory.domain.Basket;
import dev.tributary.inventory.domain.BasketLine;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

/**
 * What a caller wants to reserve.
 *
 * @param reservationId name of the reservation
 * @param basket each sku once
 * @param ttl for how long
 */
record WantedReservation(String reservationId, Basket basket, Duration ttl) {
    private static final int FINGERPRINT_BYTES = 16;

    /**
     * First 16 bytes of the SHA-256 of lines and time, in hexadecimal: the same id with another one
     * is another reservation.
     */
    String fingerprint() {
        StringBuilder form = new StringBuilder("1;").append(ttl).append(';');
        for (BasketLine line : basket.lines()) {
            String sku = line.sku().value();
            form.append(sku.length())
                    .append(':')
                    .append(sku)
                    .append(';')
                    .append(line.quantity())
                    .append(';');
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(form.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
