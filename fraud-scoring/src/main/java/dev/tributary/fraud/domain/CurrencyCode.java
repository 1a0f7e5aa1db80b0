package dev.tributary.fraud.domain;

import java.util.Currency;
import java.util.OptionalInt;

/**
 * An ISO 4217 alphabetic code: three capital letters. Wider than {@link Currency}, so that a
 * currency this Java has not heard of is scored without its amount instead of refused.
 */
public record CurrencyCode(String value) implements Comparable<CurrencyCode> {
    /** ISO 4217's code for "no currency". */
    public static final CurrencyCode NONE = new CurrencyCode("XXX");

    public CurrencyCode {
        if (value.length() != 3 || !value.chars().allMatch(c -> c >= 'A' && c <= 'Z')) {
            throw new IllegalArgumentException(
                    "currency '" + value + "' is not three capital letters");
        }
    }

    /** Decimals of its minor unit (2 for EUR, 0 for JPY, 3 for KWD), where this Java knows them. */
    OptionalInt minorDigits() {
        try {
            int digits = Currency.getInstance(value).getDefaultFractionDigits();
            return digits < 0 ? OptionalInt.empty() : OptionalInt.of(digits);
        } catch (IllegalArgumentException unknown) {
            return OptionalInt.empty();
        }
    }

    @Override
    public int compareTo(CurrencyCode other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
