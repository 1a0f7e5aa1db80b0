package dev.tributary.fraud.domain;

import java.math.BigDecimal;
import java.util.Currency;

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
     * Major units with the currency's own decimals, such as {@code 12.50 EUR} or {@code 980 JPY}.
     */
    @Override
    public String toString() {
        int digits = Currency.getInstance(currency.value()).getDefaultFractionDigits();
        return BigDecimal.valueOf(amountMinor, Math.max(digits, 0)).toPlainString()
                + " "
                + currency;
    }
}
