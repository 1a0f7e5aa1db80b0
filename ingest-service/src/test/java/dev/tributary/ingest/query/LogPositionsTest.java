package dev.tributary.ingest.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogPositionsTest {
    @Test
    void shouldReadWhatItWrites() {
        assertThat(LogPositions.parse(" 1:4,0:17,10:999999999999999999 "))
                .hasToString("0:17,1:4,10:999999999999999999");
        assertThat(LogPositions.parse("0:17,1:4").after(1, 8).after(2, 0))
                .hasToString("0:17,1:9,2:1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "0:",
                ":1",
                "0:1,",
                ",0:1",
                "0:1,0:2",
                "0:-1",
                "a:1",
                "0:1;1:1",
                "0:1234567890123456789",
                "123456:1",
                "0 :1",
                "0:1 ,1:1"
            })
    void shouldRefuseWhatItDoesNotWrite(String text) {
        assertThatThrownBy(() -> LogPositions.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("next offset of each partition");
    }
}
