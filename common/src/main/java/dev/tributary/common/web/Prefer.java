package dev.tributary.common.web;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;

/**
 * What a client prefers by the {@code Prefer} header of RFC 7240. As that says, preferences that
 * are not known or cannot be read are ignored, and of one given twice the first counts.
 *
 * @param respondAsync the client would rather be answered before the work is done
 * @param waiting how long the client would wait for the work to be done; together with {@code
 *     respondAsync} it is how long until the answer that it is not
 */
public record Prefer(boolean respondAsync, @Nullable Duration waiting) {
    /** No preference. */
    public static final Prefer NOTHING = new Prefer(false, null);

    private static final int MAX_DIGITS = 9;

    /** Reads all {@code Prefer} header fields of a request. */
    public static Prefer of(@Nullable Enumeration<String> headers) {
        if (headers == null || !headers.hasMoreElements()) {
            return NOTHING;
        }
        boolean respondAsync = false;
        Duration waiting = null;
        for (String header : Collections.list(headers)) {
            for (String preference : header.split(",", -1)) {
                String token = preference.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
                if (token.equals("respond-async")) {
                    respondAsync = true;
                } else if (token.startsWith("wait") && waiting == null) {
                    waiting = seconds(token.substring("wait".length()));
                }
            }
        }
        return new Prefer(respondAsync, waiting);
    }

    /**
     * How long to wait.
     *
     * @param standard where the client says nothing
     * @param max what more than that is cut to
     */
    public Duration waitOr(Duration standard, Duration max) {
        if (waiting == null) {
            return respondAsync ? Duration.ZERO : standard;
        }
        return waiting.compareTo(max) > 0 ? max : waiting;
    }

    private static @Nullable Duration seconds(String assignment) {
        String value = assignment.strip();
        if (!value.startsWith("=")) {
            return null;
        }
        value = value.substring(1).strip();
        if (value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")) {
            value = value.substring(1, value.length() - 1);
        }
        if (value.isEmpty()
                || value.length() > MAX_DIGITS
                || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return null;
        }
        return Duration.ofSeconds(Long.parseLong(value));
    }
}
