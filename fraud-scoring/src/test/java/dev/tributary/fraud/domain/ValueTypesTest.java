package dev.tributary.fraud.domain;

import static dev.tributary.fraud.domain.TransactionBuilder.NOON;
import static dev.tributary.fraud.domain.TransactionBuilder.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;

class ValueTypesTest {
    @Test
    void shouldBoundIdentifiers() {
        String longest = "x".repeat(Identifier.MAX_LENGTH);

        assertThat(new TransactionId(longest).value()).isEqualTo(longest);
        assertThatIllegalArgumentException().isThrownBy(() -> new TransactionId(longest + "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> new CardId(longest + "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> new DeviceId(longest + "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> new CardId(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "EU", "EURO", "eur", "E1R", "ÄÖÜ"})
    void shouldRefuseWhatIsNoCurrencyCode(String code) {
        assertThatIllegalArgumentException().isThrownBy(() -> new CurrencyCode(code));
    }

    @ParameterizedTest
    @CsvSource({
        "1250, EUR, 12.50 EUR",
        "980, JPY, 980 JPY",
        "1234, KWD, 1.234 KWD",
        "7, QQQ, 7 minor units of QQQ",
        "9223372036854775807, EUR, 92233720368547758.07 EUR"
    })
    void shouldSayMoneyWithTheCurrencysOwnDecimals(long minor, String code, String words) {
        assertThat(new Money(minor, new CurrencyCode(code))).hasToString(words);
    }

    @ParameterizedTest
    @CsvSource({"90.1, 0", "-90.1, 0", "0, 180.1", "0, -180.1", "NaN, 0", "0, NaN", "Infinity, 0"})
    void shouldRefuseWhatIsNoPlace(double latitude, double longitude) {
        assertThatIllegalArgumentException().isThrownBy(() -> new GeoPoint(latitude, longitude));
    }

    /**
     * A degree of the equator is 6,378.137 km x pi / 180; a meridian's quarter is 10,001.966 km.
     */
    @Test
    void shouldMeasureAlongTheEllipsoid() {
        GeoPoint origin = new GeoPoint(0, 0);

        assertThat(origin.kilometresTo(new GeoPoint(0, 1))).isCloseTo(111.3195, within(1e-4));
        assertThat(origin.kilometresTo(new GeoPoint(90, 0))).isCloseTo(10_001.966, within(1e-3));
        assertThat(new GeoPoint(0, 179.5).kilometresTo(new GeoPoint(0, -179.5)))
                .isCloseTo(111.3195, within(1e-4));
        assertThat(origin.kilometresTo(origin)).isZero();
    }

    @Test
    void shouldCutEventTimeToMillisecondsAndBoundIt() {
        assertThat(transaction("t").at(NOON.plusNanos(999_999)).build().occurredAt())
                .isEqualTo(NOON);
        Instant latest = Instant.parse("9999-12-31T23:59:59.999Z");
        assertThat(transaction("t").at(latest).build().occurredAt()).isEqualTo(latest);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> transaction("t").at(latest.plusMillis(1)).build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> transaction("t").at(Instant.MAX).build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> transaction("t").at(Instant.MIN).build());
    }

    @Test
    void shouldRefuseTransactionsOfNoOrNegativeMoney() {
        assertThatIllegalArgumentException().isThrownBy(() -> transaction("t").of(0).build());
        assertThatIllegalArgumentException().isThrownBy(() -> transaction("t").of(-1).build());
    }
}
