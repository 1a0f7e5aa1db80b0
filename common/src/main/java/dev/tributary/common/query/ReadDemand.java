package dev.tributary.common.query;

import dev.tributary.common.web.Faults;
import dev.tributary.common.web.ProblemException;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How fresh an answer has to be.
 *
 * @param maxLag records that a standby may be behind; empty where only the owner will do
 * @param minPosition what must have been taken in
 * @param patience how long to wait for that; of no account where nothing is asked for
 * @param passedOn the request comes from another instance and goes no further
 * @param copy any copy of the state that is here is to be read, whoever owns it
 */
public record ReadDemand(
        OptionalLong maxLag,
        InputPosition minPosition,
        Duration patience,
        boolean passedOn,
        boolean copy) {
    /** Query parameter: records that a standby may be behind, 0 or more. */
    public static final String MAX_LAG = "maxLag";

    /** Query parameter: how long to wait for the position, ISO 8601. */
    public static final String WAIT = "wait";

    /** Header: what must have been taken in, as an earlier answer told it. */
    public static final String MIN_POSITION_HEADER = "Tributary-Min-Position";

    /** How long an answer waits for its position unless the caller says. */
    public static final Duration WAIT_DEFAULT = Duration.ofMillis(500);

    /** The longest that a caller can have an answer wait for its position. */
    public static final Duration WAIT_MAX = Duration.ofSeconds(10);

    /** Whatever the owner has. */
    public static final ReadDemand NONE =
            new ReadDemand(OptionalLong.empty(), InputPosition.NONE, Duration.ZERO, false, false);

    private static final int LAG_DIGITS_MAX = 18;

    /**
     * What a request asks for.
     *
     * @throws ProblemException 400 naming every field that cannot be read
     */
    public static ReadDemand of(HttpServletRequest request) {
        return of(request, WAIT_DEFAULT, WAIT_MAX);
    }

    /**
     * The same where waiting has other bounds.
     *
     * @param waitDefault where the request says nothing
     * @param waitMax longest wait
     */
    public static ReadDemand of(
            HttpServletRequest request, Duration waitDefault, Duration waitMax) {
        Faults faults = new Faults();
        ReadDemand demand =
                new ReadDemand(
                        maxLag(request.getParameter(MAX_LAG), faults),
                        minPosition(request.getHeader(MIN_POSITION_HEADER), faults),
                        wait(request.getParameter(WAIT), waitDefault, waitMax, faults),
                        request.getHeader(OwnerClient.HOP_HEADER) != null,
                        false);
        faults.throwIfAny();
        return demand;
    }

    private static OptionalLong maxLag(@Nullable String text, Faults faults) {
        if (text == null) {
            return OptionalLong.empty();
        }
        if (text.isEmpty()
                || text.length() > LAG_DIGITS_MAX
                || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            faults.add(MAX_LAG, "must be a number of records, 0 or more");
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(text));
    }

    private static InputPosition minPosition(@Nullable String text, Faults faults) {
        try {
            return text == null ? InputPosition.NONE : InputPosition.parse(text);
        } catch (IllegalArgumentException unreadable) {
            faults.add(MIN_POSITION_HEADER, String.valueOf(unreadable.getMessage()));
            return InputPosition.NONE;
        }
    }

    private static Duration wait(
            @Nullable String text, Duration standard, Duration max, Faults faults) {
        if (text == null) {
            return standard;
        }
        try {
            Duration wait = Duration.parse(text);
            if (!wait.isNegative() && wait.compareTo(max) <= 0) {
                return wait;
            }
        } catch (DateTimeParseException unreadable) {
            // Told below like any other duration that will not do.
        }
        faults.add(WAIT, "must be a duration of ISO 8601 from PT0S to " + max);
        return standard;
    }

    /** The same of any copy of the state that is here. */
    public ReadDemand ofCopy() {
        return new ReadDemand(maxLag, minPosition, patience, passedOn, true);
    }

    /** The same with so long to wait, as far as every instance waits so long. */
    public ReadDemand within(Duration time) {
        Duration bounded = time.compareTo(WAIT_MAX) < 0 ? time : WAIT_MAX;
        return new ReadDemand(maxLag, minPosition, bounded, passedOn, copy);
    }

    /** How long whoever answers may wait before it does. */
    Duration waiting() {
        return minPosition.isNone() ? Duration.ZERO : patience;
    }

    /** Whether a standby so far behind will do. */
    boolean allows(long lag) {
        return maxLag.isPresent() && lag <= maxLag.getAsLong();
    }

    /** Headers that tell the demand to another instance. */
    public Map<String, String> headers() {
        return minPosition.isNone()
                ? Map.of()
                : Map.of(MIN_POSITION_HEADER, minPosition.toString());
    }

    /** Query that tells the rest of it, for an address of its own. */
    public String query() {
        return (maxLag.isPresent() ? MAX_LAG + "=" + maxLag.getAsLong() + "&" : "")
                + WAIT
                + "="
                + patience;
    }
}
