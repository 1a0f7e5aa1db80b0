package dev.tributary.fraud.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.Map;

class ReferenceRatesTest {
    private final ReferenceRates rates = ReferenceRates.defaults();

    /** 10,000 yen / 176.5 = 56.657 EUR; 10.000 dinars / 0.355 = 28.169 EUR; 100 USD / 1.161. */
    @ParameterizedTest
    @CsvSource({
        "EUR, 12345, 12345",
        "USD, 10000, 8613",
        "JPY, 10000, 5666",
        "KWD, 10000, 2817",
        "IDR, 1, 0"
    })
    void shouldConvertWithEachCurrencysOwnDecimals(
            String currency, long minor, long referenceMinor) {
        assertThat(rates.toReferenceMinor(money(minor, currency))).isEqualTo(referenceMinor);
    }

    @Test
    void shouldRoundHalfToEvenWhenBetweenTwoMinorUnits() {
        ReferenceRates two = rates("EUR", Map.of("EUR", "1", "USD", "2"));

        assertThat(two.toReferenceMinor(money(5, "USD"))).isEqualTo(2);
        assertThat(two.toReferenceMinor(money(7, "USD"))).isEqualTo(4);
    }

    @Test
    void shouldCompareInAnotherCurrencyWhenReferenceIsChangedAlone() {
        ReferenceRates inYen =
                new ReferenceRates(new CurrencyCode("JPY"), rates.asOf(), rates.unitsPerBase());

        assertThat(inYen.toReferenceMinor(money(1_00, "EUR"))).isEqualTo(176);
        assertThat(inYen.toReferenceMinor(money(1_00, "USD"))).isEqualTo(152);
    }

    @Test
    void shouldGiveNoAmountWhenCurrencyHasNoRate() {
        assertThat(rates.toReferenceMinor(money(1, "XTS"))).isEqualTo(ReferenceRates.NO_AMOUNT);
        assertThat(rates.toReferenceMinor(money(1, "ARS"))).isEqualTo(ReferenceRates.NO_AMOUNT);
    }

    @Test
    void shouldCapInsteadOfOverflowingWhenAmountIsAbsurd() {
        long most = ReferenceRates.MAX_REFERENCE_MINOR;

        assertThat(rates.toReferenceMinor(money(most, "EUR"))).isEqualTo(most);
        assertThat(rates.toReferenceMinor(money(most + 1, "EUR"))).isEqualTo(most);
        assertThat(rates.toReferenceMinor(money(Long.MAX_VALUE, "EUR"))).isEqualTo(most);
        assertThat(rates.toReferenceMinor(money(Long.MAX_VALUE, "KWD"))).isEqualTo(most);
        assertThat(rates.toReferenceMinor(money(Long.MAX_VALUE, "JPY"))).isEqualTo(most);
    }

    @Test
    void shouldCoverSomeFortyCurrenciesByDefault() {
        assertThat(rates.unitsPerBase()).hasSizeGreaterThanOrEqualTo(40);
        assertThat(rates.reference()).isEqualTo(new CurrencyCode("EUR"));
        assertThat(rates.asOf()).isEqualTo(YearMonth.of(2025, 10));
    }

    @Test
    void shouldRefuseTablesThatCannotConvert() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rates("EUR", Map.of("USD", "1")))
                .withMessageContaining("EUR has no rate");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rates("EUR", Map.of("EUR", "1", "USD", "0")))
                .withMessageContaining("USD is not above 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rates("EUR", Map.of("EUR", "1", "QQQ", "2")))
                .withMessageContaining("QQQ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rates("EUR", Map.of("EUR", "1", "XAU", "2")))
                .withMessageContaining("XAU");
    }

    private static Money money(long amountMinor, String currency) {
        return new Money(amountMinor, new CurrencyCode(currency));
    }

    private static ReferenceRates rates(String reference, Map<String, String> units) {
        Map<CurrencyCode, BigDecimal> table = new HashMap<>();
        units.forEach((code, value) -> table.put(new CurrencyCode(code), new BigDecimal(value)));
        return new ReferenceRates(new CurrencyCode(reference), YearMonth.of(2026, 1), table);
    }
}
