package dev.tributary.fraud.domain.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tributary.fraud.wire.ModelActivationAvroMapper;

import org.junit.jupiter.api.Test;

import java.time.Instant;

class ActivationTest {
    private static final Instant NOW = Instant.parse("2026-01-09T00:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(1);

    @Test
    void shouldGoBackToTheModelBeforeAndThenToNone() {
        Activation first = Activation.NEVER.to("m-1", NOW);
        assertThat(first).isEqualTo(new Activation("m-1", null, NOW));
        assertThat(first.to("m-2", NOW).back(LATER)).isEqualTo(new Activation("m-1", null, LATER));
        assertThat(first.to("m-2", NOW).back(LATER).back(LATER).version()).isNull();
        assertThatIllegalStateException().isThrownBy(() -> Activation.NEVER.back(NOW));
    }

    @Test
    void shouldChangeNothingWhenTheSameModelIsActivatedAgain() {
        Activation second = Activation.NEVER.to("m-1", NOW).to("m-2", NOW);

        assertThat(second.to("m-2", LATER)).isSameAs(second);
        assertThat(second.to("m-2", LATER).before()).isEqualTo("m-1");
    }

    @Test
    void shouldGoThroughTheWireUnchanged() {
        for (Activation each :
                new Activation[] {
                    new Activation("m-1", "m-0", NOW),
                    new Activation("m-1", null, NOW),
                    new Activation(null, null, NOW)
                }) {
            assertThat(
                            ModelActivationAvroMapper.toDomain(
                                    ModelActivationAvroMapper.KEY,
                                    ModelActivationAvroMapper.toAvro(each)))
                    .isEqualTo(each);
        }
    }
}
