package dev.tributary.ingest.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tributary.ingest.domain.CatalogItem;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;

class CatalogItemAvroMapperTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00.123Z");

    private final CatalogItem item =
            new CatalogItem(
                    "sku-1", "Blue shirt", "Shirts", 2_999, "EUR", "http://shop.example/1", NOW);

    @Test
    void shouldMapEveryFieldAndBack() {
        assertThat(CatalogItemAvroMapper.toAvro(item))
                .isEqualTo(
                        new dev.tributary.schemas.ingest.CatalogItem(
                                "sku-1",
                                "Blue shirt",
                                "Shirts",
                                2_999L,
                                "EUR",
                                "http://shop.example/1",
                                false,
                                NOW));
        assertThat(CatalogItemAvroMapper.toDomain(CatalogItemAvroMapper.toAvro(item)))
                .isEqualTo(item);
    }

    @Test
    void shouldMapAnItemWithoutAnImageAndBack() {
        CatalogItem plain = new CatalogItem("sku-1", "n", "c", 0, "JPY", null, NOW);

        assertThat(CatalogItemAvroMapper.toAvro(plain).getImageUrl()).isNull();
        assertThat(CatalogItemAvroMapper.toDomain(CatalogItemAvroMapper.toAvro(plain)))
                .isEqualTo(plain);
    }

    @ParameterizedTest
    @MethodSource("impossible")
    void shouldRefuseARecordThatCouldNotHaveComeFromHere(
            Consumer<dev.tributary.schemas.ingest.CatalogItem> change) {
        dev.tributary.schemas.ingest.CatalogItem avro = CatalogItemAvroMapper.toAvro(item);
        change.accept(avro);

        assertThatIllegalArgumentException().isThrownBy(() -> CatalogItemAvroMapper.toDomain(avro));
    }

    private static Stream<Consumer<dev.tributary.schemas.ingest.CatalogItem>> impossible() {
        return Stream.of(
                it -> it.setSku("no blank"),
                it -> it.setName(""),
                it -> it.setName("n".repeat(201)),
                it -> it.setCategory(" c"),
                it -> it.setCategory("c".repeat(65)),
                it -> it.setPriceMinor(-1L),
                it -> it.setCurrency("XYZ"),
                it -> it.setImageUrl("shirt.jpg"));
    }
}
