package dev.tributary.ingest.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;

class TextRulesTest {
    @Test
    void shouldTakeANameUpToItsLimitAndRefuseBeyond() {
        assertThat(TextRules.name("x".repeat(64))).hasSize(64);
        assertThat(TextRules.name("Käse-№1/ü")).isEqualTo("Käse-№1/ü");
        assertRefused(() -> TextRules.name("x".repeat(65)), "visible");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a\t",
                "\u0000",
                "a\u00a0b",
                "a\u200bb",
                "\ufeff",
                "a\u2028",
                "\ue000",
                "\u202eabc",
                "\ud800"
            })
    void shouldRefuseWhenANameIsNotVisible(String name) {
        assertRefused(() -> TextRules.name(name), "visible");
    }

    @Test
    void shouldTakeWordsUpToTheirLimitAndRefuseBeyond() {
        assertThat(TextRules.words("x".repeat(20), 20)).hasSize(20);
        assertThat(TextRules.words("Käse & Brot, 2 kg", 20)).isEqualTo("Käse & Brot, 2 kg");
        assertThat(TextRules.words("می\u200cخواهم", 20)).isNotEmpty();
        assertRefused(() -> TextRules.words("x".repeat(21), 20), "1 to 20");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                " a",
                "a ",
                "\u00a0a",
                "\u200ba",
                "a\tb",
                "a\nb",
                "a\u0000b",
                "a\u2028b",
                "a\u2029b",
                "a\ud800b"
            })
    void shouldRefuseWhenWordsAreNotOneLine(String words) {
        assertRefused(() -> TextRules.words(words, 20), "one line");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://shop.example/shirt.jpg",
                "HTTPS://shop.example",
                "https://shop.example:8443/a%20b?size=2#top",
                "https://[2001:db8::1]/x",
                "https://203.0.113.7/x"
            })
    void shouldTakeWhenAWebAddressIsAbsolute(String address) {
        assertThat(TextRules.webAddress(address)).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "shirt.jpg",
                "/shirt.jpg",
                "//shop.example/shirt.jpg",
                "https:shirt.jpg",
                "https:///shirt.jpg",
                "https://",
                "ftp://shop.example/shirt.jpg",
                "javascript:alert(1)",
                "data:image/png;base64,AAAA",
                "https://shop.example/a b",
                "https://shop.example/\u0000"
            })
    void shouldRefuseWhenAWebAddressIsNotAbsolute(String address) {
        assertRefused(() -> TextRules.webAddress(address), "http or https");
    }

    @Test
    void shouldTakeAWebAddressUpToItsLimitAndRefuseBeyond() {
        String start = "https://shop.example/";

        assertThat(TextRules.webAddress(start + "x".repeat(2_000 - start.length()))).hasSize(2_000);
        assertRefused(
                () -> TextRules.webAddress(start + "x".repeat(2_001 - start.length())), "2000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EUR", "JPY", "USD", "KWD"})
    void shouldTakeWhenCurrencyIsOfIso4217(String code) {
        assertThat(TextRules.currency(code)).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "eur", "EURO", "XYZ", "978", "E R"})
    void shouldRefuseWhenCurrencyIsNotOfIso4217(String code) {
        assertRefused(() -> TextRules.currency(code), "ISO 4217");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "de", "DEU", "XX", "UK"})
    void shouldRefuseWhenCountryIsNotOfIso3166(String code) {
        assertThat(TextRules.country("DE")).isEqualTo("DE");
        assertRefused(() -> TextRules.country(code), "ISO 3166-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "203.0.113.7",
                "0.0.0.0",
                "255.255.255.255",
                "2001:db8::1",
                "::",
                "::1",
                "::ffff:203.0.113.7",
                "2001:DB8:0:0:0:0:0:1"
            })
    void shouldTakeWhenAddressIsALiteral(String address) {
        assertThat(TextRules.ipAddress(address)).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "example.org",
                "1",
                "1.2.3",
                "1.2.3.4.",
                "1.2.3.256",
                "01.2.3.4",
                "1.2.3.4.5",
                "0x7f.0.0.1",
                "fe80::1%eth0",
                "[::1]",
                ":::",
                "1:2",
                "12345::",
                "1.2.3.4:80",
                "::1::",
                "dead:beef"
            })
    void shouldRefuseWhenAddressIsNoLiteral(String address) {
        assertRefused(() -> TextRules.ipAddress(address), "IPv4 or IPv6");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T12:00:00Z, 2026-01-31T12:00:00Z",
        "2026-01-31t12:00:00z, 2026-01-31T12:00:00Z",
        "2026-01-31T12:00:00.123456789Z, 2026-01-31T12:00:00.123Z",
        "2026-01-31T12:00:00.5+01:30, 2026-01-31T10:30:00.500Z",
        "1970-01-01T00:00:00Z, 1970-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z, 9999-12-31T23:59:59Z"
    })
    void shouldReadToTheMillisecondWhenMomentIsOfRfc3339(String text, Instant moment) {
        assertThat(TextRules.moment(text)).isEqualTo(moment);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "2026-01-31",
                "2026-01-31T12:00:00",
                "2026-01-31T12:00Z",
                "2026-02-30T12:00:00Z",
                "2026-01-31T25:00:00Z",
                "2026-01-31 12:00:00Z",
                "1969-12-31T23:59:59Z",
                "0001-01-01T00:00:00Z",
                "+12026-01-31T12:00:00Z",
                "1769860800000",
                "2026-01-31T12:00:00+0100",
                "2026-01-31T12:00:60Z",
                "2026-01-31T12:00:00.1234567890Z",
                "2026-01-31T12:00:00+99:00"
            })
    void shouldRefuseWhenMomentIsNotOfRfc3339(String text) {
        assertRefused(() -> TextRules.moment(text), "RFC 3339");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "t-1",
                "A.b_c~d!$&'()*+,=:@-",
                "...",
                "01890a5d-ac96-774b-bcce-b302099a8057"
            })
    void shouldTakeAnIdWhenItCanStandInAnAddress(String id) {
        assertThat(new TransactionId(id).value()).isEqualTo(id);
        assertThat(new TransactionId("x".repeat(64)).value()).hasSize(64);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", ".", "..", "a/b", "a\\b", "a?b", "a#b", "a%20b", "a;b", "a b", "ä", "a\n"
            })
    void shouldRefuseAnIdWhenItCannotStandInAnAddress(String id) {
        assertRefused(() -> new TransactionId(id), "characters of");
        assertRefused(() -> new TransactionId("x".repeat(65)), "1 to 64");
    }

    private static void assertRefused(ThrowingCallable rule, String part) {
        assertThatThrownBy(rule)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("must ")
                .hasMessageContaining(part);
    }
}
