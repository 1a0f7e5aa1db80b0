package dev.tributary.ingest.domain;

/**
 * An amount that was paid.
 *
 * @param amountMinor minor units of the currency (cents for EUR, yen for JPY), above 0
 * @param currency alphabetic code of ISO 4217
 */
public record Money(long amountMinor, String currency) {
    public Money {
        if (amountMinor <= 0) {
            throw new IllegalArgumentException("amount " + amountMinor + " is not above 0");
        }
        TextRules.currency(currency);
    }
}
