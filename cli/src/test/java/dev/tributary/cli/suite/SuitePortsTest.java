package dev.tributary.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.local.FreePorts;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SuitePortsTest {
    @Test
    void shouldBeTheWellKnownOnesUnlessMoved() {
        SuitePorts ports = SuitePorts.standard();

        assertThat(ports.broker()).isEqualTo(9092);
        assertThat(ports.registry()).isEqualTo(8085);
        assertThat(ports.of(Service.INGEST)).isEqualTo(8081);
        assertThat(ports.of(Service.FRAUD)).isEqualTo(8082);
        assertThat(ports.of(Service.INVENTORY)).isEqualTo(8084);
        assertThat(ports.managementOf(Service.INGEST)).isEqualTo(9081);
    }

    @Test
    void shouldGiveEachUseAPortOfItsOwn() {
        int uses = 4 + 2 * Service.values().length;

        assertThat(SuitePorts.standard().all()).hasSize(uses);
    }

    @Test
    void shouldAllBeFreeWhenLookedFor() {
        assertThat(SuitePorts.free().all().keySet()).allMatch(FreePorts::isFree);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, SuitePorts.OFFSET_MAX + 1})
    void shouldRefuseAnOffsetOutOfRange(int offset) {
        assertThatThrownBy(() -> new SuitePorts(offset))
                .isInstanceOf(SuiteFault.class)
                .hasMessageContaining("the port offset is " + offset);
    }
}
