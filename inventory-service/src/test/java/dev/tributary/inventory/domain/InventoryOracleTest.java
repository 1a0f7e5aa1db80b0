package dev.tributary.inventory.domain;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The domain alone against plain counting; see {@link InventoryOracle}. */
class InventoryOracleTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 22, 333, 4_444})
    void shouldNeverOversellOrStrandWhateverComesInWhateverOrder(long seed) {
        InventoryOracle.check(
                seed, new DomainEngine(InventoryOracle.STOCK, InventoryOracle.RESERVATIONS));
    }
}
