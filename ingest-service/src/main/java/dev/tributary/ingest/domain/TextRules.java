package dev.tributary.ingest.domain;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the single text fields of what comes in may hold. Each rule returns the value, or throws
 * {@link IllegalArgumentException} saying what the field must be.
 */
public final class TextRules {
    /** Longest name of a thing, in UTF-16 units. */
    public static final int NAME_LENGTH_MAX = 64;

    /** Longest web address, in UTF-16 units. */
    public static final int WEB_ADDRESS_LENGTH_MAX = 2_000;

    private static final Set<String> CURRENCIES =
            Currency.getAvailableCurrencies().stream()
                    .map(Currency::getCurrencyCode)
                    .collect(Collectors.toUnmodifiableSet());
    private static final Set<String> COUNTRIES =
            Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2);

    private static final Pattern IPV4 =
            Pattern.compile("((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.(?!$)|$)){4}");
    private static final Pattern IPV6_CHARACTERS = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

    /** The date and time of RFC 3339, of the years in which cards exist. */
    private static final Pattern RFC_3339 =
            Pattern.compile(
                    "[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?"
                            + "([Zz]|[+-][0-9]{2}:[0-9]{2})");

    private TextRules() {}

    /** Name of a card, customer, session, merchant, terminal, device or stock keeping unit. */
    public static String name(String text) {
        boolean visible = text.codePoints().allMatch(TextRules::isVisible);
        if (text.isEmpty() || text.length() > NAME_LENGTH_MAX || !visible) {
            throw new IllegalArgumentException(
                    "must have 1 to " + NAME_LENGTH_MAX + " visible characters without blanks");
        }
        return text;
    }

    /**
     * Words for people to read: one line that begins and ends with something to see.
     *
     * @param lengthMax in UTF-16 units
     */
    public static String words(String text, int lengthMax) {
        boolean readable =
                !text.isEmpty()
                        && text.length() <= lengthMax
                        && isVisible(text.codePointAt(0))
                        && isVisible(text.codePointBefore(text.length()))
                        && text.codePoints().allMatch(TextRules::isOfOneLine);
        if (!readable) {
            throw new IllegalArgumentException(
                    "must be one line of 1 to "
                            + lengthMax
                            + " characters without blanks at its ends");
        }
        return text;
    }

    /** Absolute address of http or https; never looked up. */
    public static String webAddress(String text) {
        if (text.length() > WEB_ADDRESS_LENGTH_MAX || !isWebAddress(text)) {
            throw new IllegalArgumentException(
                    "must be an absolute address of http or https, of at most "
                            + WEB_ADDRESS_LENGTH_MAX
                            + " characters");
        }
        return text;
    }

    /** Name of one of an enum's constants. */
    public static <E extends Enum<E>> E oneOf(E[] constants, String text) {
        for (E constant : constants) {
            if (constant.name().equals(text)) {
                return constant;
            }
        }
        throw new IllegalArgumentException(
                "must be one of "
                        + Arrays.stream(constants)
                                .map(Enum::name)
                                .collect(Collectors.joining(", ")));
    }

    /** Alphabetic code of ISO 4217. */
    public static String currency(String text) {
        if (!CURRENCIES.contains(text)) {
            throw new IllegalArgumentException(
                    "must be a currency of ISO 4217, three capital letters");
        }
        return text;
    }

    /** Alpha-2 code of ISO 3166-1. */
    public static String country(String text) {
        if (!COUNTRIES.contains(text)) {
            throw new IllegalArgumentException(
                    "must be a country of ISO 3166-1, two capital letters");
        }
        return text;
    }

    /** IPv4 address of four decimal parts, or IPv6 address without a zone; never looked up. */
    public static String ipAddress(String text) {
        if (!IPV4.matcher(text).matches() && !isIpv6(text)) {
            throw new IllegalArgumentException("must be an IPv4 or IPv6 address");
        }
        return text;
    }

    /** Moment of RFC 3339 not before 1970, to the millisecond. */
    public static Instant moment(String text) {
        if (RFC_3339.matcher(text).matches()) {
            try {
                Instant moment =
                        OffsetDateTime.parse(text.toUpperCase(Locale.ROOT))
                                .toInstant()
                                .truncatedTo(ChronoUnit.MILLIS);
                if (!moment.isBefore(Instant.EPOCH)) {
                    return moment;
                }
            } catch (DateTimeException e) {
                // Looks like a moment but names none, such as the 30th of February.
            }
        }
        throw new IllegalArgumentException(
                "must be a moment of RFC 3339 since 1970, such as 2026-01-31T12:00:00Z");
    }

    private static boolean isIpv6(String text) {
        if (!IPV6_CHARACTERS.matcher(text).matches() || text.indexOf(':') < 0) {
            return false;
        }
        try {
            InetAddress.ofLiteral(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isWebAddress(String text) {
        try {
            URI address = new URI(text);
            String scheme = address.getScheme();
            return address.getHost() != null
                    && ("https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isOfOneLine(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
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
