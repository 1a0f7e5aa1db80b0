package dev.tributary.inventory.api;

import dev.tributary.common.web.Faults;
import dev.tributary.common.web.JsonFields;
import dev.tributary.common.web.Problem;
import dev.tributary.common.web.ProblemException;
import dev.tributary.inventory.domain.Basket;
import dev.tributary.inventory.domain.BasketLine;
import dev.tributary.inventory.domain.ReservationFault;
import dev.tributary.inventory.domain.Sku;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Pattern;

/** JSON to what is wanted. Total: any bytes give it, or a refusal with everything that is wrong. */
final class InventoryReader {
    private static final int NAME_LENGTH_MAX = 64;

    /** What an address may have as it is. */
    private static final Pattern SEGMENT =
            Pattern.compile("[A-Za-z0-9._~!$&'()*+,=:@-]{1," + NAME_LENGTH_MAX + "}");

    private final ApiSettings settings;

    InventoryReader(ApiSettings settings) {
        this.settings = settings;
    }

    /**
     * Reads one reservation.
     *
     * @throws ProblemException 400 with all faults
     */
    WantedReservation reservation(byte[] json) {
        Faults faults = new Faults();
        JsonFields fields = fields(json, faults);
        String id = fields.requiredText("reservationId", InventoryReader::reservationId);
        Basket basket = basket(fields);
        Duration ttl = fields.text("ttl", this::ttl);
        fields.end();
        if (!faults.isEmpty() || id == null || basket == null) {
            throw new ProblemException(Problem.invalid(faults.list()));
        }
        return new WantedReservation(id, basket, ttl == null ? settings.ttlDefault() : ttl);
    }

    /**
     * Reads how many units are never promised.
     *
     * @throws ProblemException 400 with all faults
     */
    long safetyStock(byte[] json) {
        Faults faults = new Faults();
        JsonFields fields = fields(json, faults);
        Long units = fields.requiredInteger("units", 0, settings.stock().countMax());
        fields.end();
        if (!faults.isEmpty() || units == null) {
            throw new ProblemException(Problem.invalid(faults.list()));
        }
        return units;
    }

    private static JsonFields fields(byte[] json, Faults faults) {
        JsonFields fields = JsonFields.of(json, faults);
        if (fields == null) {
            throw new ProblemException(Problem.invalid(faults.list()));
        }
        return fields;
    }

    private @Nullable Basket basket(JsonFields fields) {
        int linesMax = settings.reservations().linesMax();
        int before = fields.faults();
        List<BasketLine> lines = fields.objects("lines", linesMax, this::line);
        if (fields.faults() > before) {
            return null;
        }
        return switch (Basket.of(lines, settings.reservations())) {
            case Basket.Outcome.Filled(Basket basket) -> basket;
            case Basket.Outcome.Refused(ReservationFault fault) -> {
                fields.note("lines", must(fault));
                yield null;
            }
        };
    }

    private @Nullable BasketLine line(JsonFields fields) {
        String sku = fields.requiredText("sku", InventoryReader::sku);
        Long quantity =
                fields.requiredInteger("quantity", 1, settings.reservations().quantityMax());
        return sku == null || quantity == null ? null : new BasketLine(new Sku(sku), quantity);
    }

    private String must(ReservationFault fault) {
        return switch (fault) {
            case NO_LINES -> "must have 1 line or more";
            case TOO_MANY_LINES ->
                    "must have " + settings.reservations().linesMax() + " lines at most";
            case QUANTITY ->
                    "must have "
                            + settings.reservations().quantityMax()
                            + " units of a sku at most";
            case TTL -> "must not last longer than " + settings.reservations().ttlMax();
        };
    }

    private Duration ttl(String text) {
        Duration max = settings.reservations().ttlMax();
        try {
            Duration ttl = Duration.parse(text);
            if (ttl.toMillis() >= 1 && ttl.compareTo(max) <= 0) {
                return Duration.ofMillis(ttl.toMillis());
            }
        } catch (DateTimeParseException | ArithmeticException e) {
            // Told below like any other duration that will not do.
        }
        throw new IllegalArgumentException(
                "must be a duration of ISO 8601 from PT0.001S to " + max);
    }

    /** Name of a reservation, which is a part of its address. */
    static String reservationId(String text) {
        if (!SEGMENT.matcher(text).matches() || text.equals(".") || text.equals("..")) {
            throw new IllegalArgumentException(
                    "must have 1 to "
                            + NAME_LENGTH_MAX
                            + " characters of A-Z a-z 0-9 . _ ~ ! $ & ' ( ) * + , = : @ -");
        }
        return text;
    }

    private static String sku(String text) {
        if (!isSku(text)) {
            throw new IllegalArgumentException(
                    "must have 1 to " + NAME_LENGTH_MAX + " visible characters without blanks");
        }
        return text;
    }

    /** Whether there can be a sku of that name. */
    static boolean isSku(String text) {
        return !text.isEmpty()
                && text.length() <= NAME_LENGTH_MAX
                && text.codePoints().allMatch(InventoryReader::isVisible);
    }

    private static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }
}
