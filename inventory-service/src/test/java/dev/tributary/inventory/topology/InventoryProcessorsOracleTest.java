package dev.tributary.inventory.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.inventory.domain.InventoryOracle;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The processors with their stores and mappers against plain counting, told everything again, out
 * of order and at the edge of its time; see {@link InventoryOracle}. What a single driver cannot
 * do, as it delivers everything once and at once.
 */
class InventoryProcessorsOracleTest {
    /** So few that the holds of one sku take several turns. */
    private static final int AUDIT_ROWS = 2;

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(longs = {7, 88})
    void shouldNeverOversellOrStrandWhateverComesInWhateverOrder(long seed) {
        InventorySettings usual = InventorySettings.defaults();
        InventorySettings small =
                new InventorySettings(
                        InventoryOracle.STOCK,
                        InventoryOracle.RESERVATIONS,
                        InventoryOracle.RESERVATIONS.ttlMax(),
                        usual.reservationRetention(),
                        usual.holdRetention(),
                        usual.movementRetention(),
                        usual.expiryInterval(),
                        usual.expiriesMax(),
                        usual.auditInterval(),
                        AUDIT_ROWS,
                        usual.auditShare(),
                        Duration.ZERO);
        try (ProcessorEngine engine = new ProcessorEngine(small, folder)) {
            InventoryOracle.check(seed, engine);
            assertThat(engine.audits())
                    .as("audits that go on while stock changes")
                    .hasSizeGreaterThan(100)
                    .allMatch(it -> it.getViolationCount() == 0)
                    .anyMatch(it -> it.getHolds() > 2 * AUDIT_ROWS * it.getSkus());
        }
    }
}
