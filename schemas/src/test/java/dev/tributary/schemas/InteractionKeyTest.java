package dev.tributary.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class InteractionKeyTest {
    @Test
    void shouldTellSessionsAndIdsApart() {
        assertThat(InteractionKey.of("s", "1")).isEqualTo("s\u00001");
        assertThat(InteractionKey.of("s-1", "2")).isNotEqualTo(InteractionKey.of("s", "-12"));
    }

    @Test
    void shouldRefuseAnIdThatCouldMakeTwoKeysOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> InteractionKey.of("s\0", "1"));
        assertThatIllegalArgumentException().isThrownBy(() -> InteractionKey.of("s", "\0001"));
    }
}
