package dev.tributary.fraud.domain;

import java.math.BigDecimal;
import java.util.OptionalInt;

/**
 * An amount of money.
 *
 * @param amountMinor minor units of the currency (cents for EUR, yen for JPY, fils for KWD); 0 or
 *     more
 * @param currency the currency
 */
public record Money(long amountMinor, CurrencyCode currency) {
    public Money {
        if (amountMinor < 0) {
            throw new IllegalArgumentException("amountMinor is negative: " + amountMinor);
        }
    }

    /**
     * Major units with the currency's own decimals, such as {@code 12.50 EUR} or {@code 980 JPY};
     * minor units, named as such, where the decimals are not known.
     */
    @Override
    public String toString() {
        OptionalInt digits = currency.minorDigits();
        return digits.isPresent()
                ? BigDecimal.valueOf(amountMinor, digits.getAsInt()).toPlainString()
                        + " "
                        + currency
                : amountMinor + " minor units of " + currency;
    }
}
