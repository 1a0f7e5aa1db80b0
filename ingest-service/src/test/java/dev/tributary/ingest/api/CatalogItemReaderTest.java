package dev.tributary.ingest.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.common.web.Fault;
import dev.tributary.common.web.Faults;
import dev.tributary.ingest.domain.CatalogItem;
import dev.tributary.ingest.domain.TransactionLimits;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

class CatalogItemReaderTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final long PRICE_MAX = 1_000_000;

    private final CatalogItemReader reader =
            new CatalogItemReader(
                    new TransactionLimits(PRICE_MAX, 100, 1_000, Duration.ofSeconds(60)));

    @Test
    void shouldReadEveryField() {
        String json =
                """
                {"sku": "sku-1", "name": "Blue shirt", "category": "Shirts & more",
                 "priceMinor": 2999, "currency": "EUR", "imageUrl": "https://shop.example/1.jpg"}\
                """;

        assertThat(reader.read("sku-1", bytes(json), NOW, new Faults()))
                .isEqualTo(
                        new CatalogItem(
                                "sku-1",
                                "Blue shirt",
                                "Shirts & more",
                                2_999,
                                "EUR",
                                "https://shop.example/1.jpg",
                                NOW));
    }

    @Test
    void shouldTakeTheSkuFromTheAddressAndDoWithoutAnImage() {
        CatalogItem item = reader.read("sku-1", bytes(item("n", "c", "0")), NOW, new Faults());

        assertThat(item).isEqualTo(new CatalogItem("sku-1", "n", "c", 0, "EUR", null, NOW));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 0, true",
        "200, 64, 1000000, true",
        "201, 1, 1, false",
        "1, 65, 1, false",
        "0, 1, 1, false",
        "1, 0, 1, false",
        "1, 1, -1, false",
        "1, 1, 1000001, false",
        "1, 1, 9223372036854775808, false",
        "1, 1, 1.5, false"
    })
    void shouldTakeWhatIsWithinItsBounds(int name, int category, String price, boolean taken) {
        List<Fault> faults = faults("s", item("n".repeat(name), "c".repeat(category), price));

        assertThat(faults).hasSize(taken ? 0 : 1);
    }

    @ParameterizedTest
    @CsvSource({"64, true", "65, false", "0, false"})
    void shouldTakeASkuUpToItsLength(int length, boolean taken) {
        assertThat(faults("s".repeat(length), item("n", "c", "1")))
                .extracting(Fault::field)
                .isEqualTo(taken ? List.of() : List.of("sku"));
    }

    @ParameterizedTest
    @CsvSource({"2000, true", "2001, false"})
    void shouldTakeAnImagesAddressUpToItsLength(int length, boolean taken) {
        String start = "https://shop.example/";
        String json =
                """
                {"name": "n", "category": "c", "priceMinor": 1, "currency": "EUR",
                 "imageUrl": "%s"}\
                """
                        .formatted(start + "x".repeat(length - start.length()));

        assertThat(faults("s", json))
                .extracting(Fault::field)
                .isEqualTo(taken ? List.of() : List.of("imageUrl"));
    }

    @Test
    void shouldNameAllFaultsAtOnce() {
        assertThat(
                        faults(
                                "no blank",
                                """
                                {"sku": "other", "name": " n", "category": 7, "priceMinor": "1",
                                 "currency": "eur", "imageUrl": "/shirt.jpg",
                                 "updatedAt": "2026-01-31T12:00:00Z"}\
                                """))
                .extracting(Fault::field)
                .containsExactly(
                        "sku",
                        "sku",
                        "name",
                        "category",
                        "priceMinor",
                        "currency",
                        "imageUrl",
                        "updatedAt");
        assertThat(faults("s", "{}"))
                .extracting(Fault::field)
                .containsExactly("name", "category", "priceMinor", "currency");
        assertThat(faults("no blank", "[]")).extracting(Fault::field).startsWith("sku").hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json",
                "[]",
                "null",
                "{\"name\": null, \"category\": [], \"priceMinor\": true, \"currency\": 7}",
                "{\"name\":\"n\",\"name\":\"n\",\"category\":\"c\",\"priceMinor\":1,\"currency\":\"EUR\"}"
            })
    void shouldRefuseWhatIsNoItem(String json) {
        assertThat(faults("s", json)).isNotEmpty();
    }

    private static String item(String name, String category, String priceMinor) {
        return """
        {"name": "%s", "category": "%s", "priceMinor": %s, "currency": "EUR"}\
        """
                .formatted(name, category, priceMinor);
    }

    private List<Fault> faults(String sku, String json) {
        Faults faults = new Faults();
        CatalogItem item = reader.read(sku, bytes(json), NOW, faults);
        assertThat(item == null).isEqualTo(!faults.isEmpty());
        return faults.list();
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
