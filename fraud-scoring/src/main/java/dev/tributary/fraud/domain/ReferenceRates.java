package dev.tributary.fraud.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes amounts of different currencies comparable: each is turned into minor units of one
 * reference currency. The rates are coarse, stated and fixed until the setting changes; they serve
 * risk features, where ten percent does not matter, and never accounting.
 *
 * @param reference the currency that amounts are compared in; must be in the table
 * @param asOf the month the rates are of
 * @param unitsPerBase how many major units of each currency one unit of a common base buys; the
 *     base itself has 1, and which currency that is does not matter. At most {@value
 *     #MAX_CURRENCIES} currencies, all with minor digits known to {@link java.util.Currency}
 */
public record ReferenceRates(
        CurrencyCode reference, YearMonth asOf, Map<CurrencyCode, BigDecimal> unitsPerBase) {
    /** What {@link #toReferenceMinor} answers for a currency without a rate. */
    public static final long NO_AMOUNT = -1;

    /**
     * Larger amounts count as this one (minor units of the reference currency), so that no sum of a
     * history can overflow.
     */
    public static final long MAX_REFERENCE_MINOR = 1_000_000_000_000_000L;

    private static final int MAX_CURRENCIES = 400;

    public ReferenceRates {
        unitsPerBase = Map.copyOf(unitsPerBase);
        if (!unitsPerBase.containsKey(reference)) {
            throw new IllegalArgumentException(
                    "reference currency " + reference + " has no rate itself");
        }
        if (unitsPerBase.size() > MAX_CURRENCIES) {
            throw new IllegalArgumentException(
                    unitsPerBase.size() + " reference rates, more than " + MAX_CURRENCIES);
        }
        unitsPerBase.forEach((currency, units) -> {
            minorDigits(currency);
            if (units.signum() <= 0) {
                throw new IllegalArgumentException(
                        "reference rate of " + currency + " is not above 0: " + units);
            }
        });
    }

    /**
     * EUR as the reference, with the euro reference rates of the European Central Bank of 21
     * October 2025 and, beyond those, currencies with a fixed or managed rate to the dollar or the
     * euro; all to about four digits.
     */
    public static ReferenceRates defaults() {
        Map<CurrencyCode, BigDecimal> rates = new HashMap<>();
        String published =
                """
                EUR 1      USD 1.161  JPY 176.5  BGN 1.956  CZK 24.31  DKK 7.469  GBP 0.8678
                HUF 389.6  PLN 4.239  RON 5.084  SEK 10.93  CHF 0.923  ISK 141.6  NOK 11.67
                TRY 48.71  AUD 1.789  BRL 6.253  CAD 1.63   CNY 8.263  HKD 9.02   IDR 19270
                ILS 3.817  INR 102.1  KRW 1660   MXN 21.4   MYR 4.909  NZD 2.029  PHP 67.76
                SGD 1.506  THB 38.07  ZAR 20.11
                AED 4.263  SAR 4.353  QAR 4.225  OMR 0.4463 BHD 0.4364 JOD 0.8229 KWD 0.355
                XOF 656    XAF 656    BAM 1.956
                """;
        String[] words = published.trim().split("\\s+", -1);
        for (int i = 0; i < words.length; i += 2) {
            rates.put(new CurrencyCode(words[i]), new BigDecimal(words[i + 1]));
        }
        return new ReferenceRates(new CurrencyCode("EUR"), YearMonth.of(2025, 10), rates);
    }

    /**
     * The amount in minor units of the reference currency, rounded half to even, at most {@link
     * #MAX_REFERENCE_MINOR}; {@link #NO_AMOUNT} where the currency has no rate.
     */
    public long toReferenceMinor(Money money) {
        if (money.currency().equals(reference)) {
            return Math.min(money.amountMinor(), MAX_REFERENCE_MINOR);
        }
        BigDecimal units = unitsPerBase.get(money.currency());
        BigDecimal referenceUnits = unitsPerBase.get(reference);
        if (units == null || referenceUnits == null) {
            return NO_AMOUNT;
        }
        BigDecimal converted =
                BigDecimal.valueOf(money.amountMinor(), minorDigits(money.currency()))
                        .multiply(referenceUnits)
                        .divide(units, minorDigits(reference), RoundingMode.HALF_EVEN)
                        .movePointRight(minorDigits(reference));
        return converted.compareTo(BigDecimal.valueOf(MAX_REFERENCE_MINOR)) > 0
                ? MAX_REFERENCE_MINOR
                : converted.longValueExact();
    }

    private static int minorDigits(CurrencyCode currency) {
        return currency.minorDigits()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "minor digits of currency " + currency + " are not known"));
    }
}
