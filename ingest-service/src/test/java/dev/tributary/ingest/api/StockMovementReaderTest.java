package dev.tributary.ingest.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.common.web.Fault;
import dev.tributary.common.web.Faults;
import dev.tributary.ingest.domain.MovementId;
import dev.tributary.ingest.domain.StockMovement;
import dev.tributary.ingest.domain.StockMovement.Kind;
import dev.tributary.ingest.domain.TransactionLimits;
import dev.tributary.ingest.publish.StockMovementAvroMapper;
import dev.tributary.schemas.ingest.StockMovementKind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

class StockMovementReaderTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    private final StockMovementReader reader =
            new StockMovementReader(
                    new TransactionLimits(1_000_000_000_000L, 100, 1_000, Duration.ofSeconds(60)));

    @Test
    void shouldReadEveryField() {
        StockMovement movement =
                reader.read(
                        bytes(
                                """
                                {"movementId": "m-1", "sku": "sku-1", "warehouseId": "w-1",
                                 "kind": "ADJUSTMENT", "quantity": -7,
                                 "occurredAt": "2026-01-30T12:00:00+01:00"}\
                                """),
                        NOW,
                        new Faults());

        Instant then = Instant.parse("2026-01-30T11:00:00Z");
        assertThat(movement)
                .isEqualTo(
                        new StockMovement(
                                new MovementId("m-1"),
                                "sku-1",
                                "w-1",
                                Kind.ADJUSTMENT,
                                -7,
                                then,
                                NOW));
        assertThat(StockMovementAvroMapper.toAvro(movement))
                .isEqualTo(
                        new dev.tributary.schemas.ingest.StockMovement(
                                "m-1",
                                "sku-1",
                                "w-1",
                                StockMovementKind.ADJUSTMENT,
                                -7L,
                                then,
                                NOW));
    }

    @Test
    void shouldTakeTheArrivalWhereItIsNotSaidWhenItHappened() {
        StockMovement movement = reader.read(bytes(movement("RECEIPT", "1")), NOW, new Faults());

        assertThat(movement.occurredAt()).isEqualTo(NOW);
        assertThat(StockMovementAvroMapper.toAvro(movement).getKind())
                .isEqualTo(StockMovementKind.RECEIPT);
    }

    @ParameterizedTest
    @CsvSource({
        "RECEIPT, 1, true",
        "RECEIPT, 0, false",
        "RECEIPT, -1, false",
        "RECEIPT, 1000000000, true",
        "RECEIPT, 1000000001, false",
        "RETURN, 1, true",
        "RETURN, 0, false",
        "RETURN, -1, false",
        "ADJUSTMENT, 1, true",
        "ADJUSTMENT, 0, false",
        "ADJUSTMENT, -1, true",
        "ADJUSTMENT, -1000000000, true",
        "ADJUSTMENT, -1000000001, false",
        "ADJUSTMENT, 9223372036854775808, false",
        "ADJUSTMENT, 1.5, false",
        "ADJUSTMENT, 1e3, false"
    })
    void shouldTakeUnitsWithinTheirBounds(String kind, String quantity, boolean taken) {
        assertThat(faults(movement(kind, quantity)))
                .extracting(Fault::field)
                .isEqualTo(taken ? List.of() : List.of("quantity"));
    }

    @Test
    void shouldNameAllFaultsAtOnce() {
        assertThat(
                        faults(
                                """
                                {"movementId": "no blank", "sku": "", "warehouseId": 7,
                                 "kind": "UNKNOWN", "quantity": "1",
                                 "occurredAt": "2026-01-31T12:01:00.001Z", "note": "?"}\
                                """))
                .extracting(Fault::field)
                .containsExactly(
                        "movementId",
                        "sku",
                        "warehouseId",
                        "kind",
                        "quantity",
                        "occurredAt",
                        "note");
        assertThat(faults("{}"))
                .extracting(Fault::field)
                .containsExactly("movementId", "sku", "warehouseId", "kind", "quantity");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json",
                "[]",
                "null",
                "{\"movementId\": 7, \"sku\": [], \"kind\": null, \"quantity\": true}",
                "{\"movementId\":\"m\",\"movementId\":\"m\",\"sku\":\"s\",\"warehouseId\":\"w\",\"kind\":\"RETURN\",\"quantity\":1}"
            })
    void shouldRefuseWhatIsNoMovement(String json) {
        assertThat(faults(json)).isNotEmpty();
    }

    private static String movement(String kind, String quantity) {
        return """
        {"movementId": "m", "sku": "s", "warehouseId": "w", "kind": "%s", "quantity": %s}\
        """
                .formatted(kind, quantity);
    }

    private List<Fault> faults(String json) {
        Faults faults = new Faults();
        StockMovement movement = reader.read(bytes(json), NOW, faults);
        assertThat(movement == null).isEqualTo(!faults.isEmpty());
        return faults.list();
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
