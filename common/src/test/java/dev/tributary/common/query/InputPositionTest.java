package dev.tributary.common.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.apache.kafka.streams.query.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class InputPositionTest {
    @Test
    void shouldReadWhatItWrites() {
        Position taken =
                Position.fromMap(
                        Map.of(
                                "ingest.transactions.v1", Map.of(10, 7L, 9, 0L),
                                "a-b-1", Map.of(0, 999_999_999_999L)));

        InputPosition position = InputPosition.of(taken);

        assertThat(position)
                .hasToString(
                        "a-b-1-0:999999999999,ingest.transactions.v1-9:0,"
                                + "ingest.transactions.v1-10:7");
        assertThat(InputPosition.parse(position.toString())).isEqualTo(position);
        assertThat(InputPosition.parse("")).isEqualTo(InputPosition.NONE);
        assertThat(InputPosition.NONE).hasToString("");
    }

    @Test
    void shouldTakeTheLaterOffsetWhenAPartitionIsNamedTwice() {
        assertThat(InputPosition.parse("t-0:3, t-0:5,t-0:4 ")).hasToString("t-0:5");
        assertThat(InputPosition.parse("t-0:3,t-1:1").and(InputPosition.parse("t-0:2,u-0:4")))
                .hasToString("t-0:3,t-1:1,u-0:4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "t",
                "t-0",
                "t:0",
                "-0:1",
                "t-:1",
                "t-0:",
                "t-x:1",
                "t-0:x",
                "t-0:-1",
                "t-0:1,",
                "t-0:1;t-1:1",
                "t-0:1234567890123456789",
                "t-9999999999:1",
                "t-1:0:1"
            })
    void shouldRefuseWhatIsNoPosition(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> InputPosition.parse(text));
    }

    @Test
    void shouldRefuseMoreThanFits() {
        String most =
                IntStream.range(0, InputPosition.ENTRIES_MAX)
                        .mapToObj(i -> "t-" + i + ":1")
                        .collect(Collectors.joining(","));

        assertThat(InputPosition.parse(most).offsets()).hasSize(InputPosition.ENTRIES_MAX);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InputPosition.parse(most + ",t-999:1"));
    }

    @Test
    void shouldCoverWhatItIsAsFarAsInEveryPartition() {
        InputPosition position = InputPosition.parse("t-0:5,u-0:3");

        assertThat(position.covers(InputPosition.NONE)).isTrue();
        assertThat(position.covers(InputPosition.parse("t-0:5"))).isTrue();
        assertThat(position.covers(InputPosition.parse("t-0:5,u-0:4"))).isFalse();
        assertThat(position.covers(InputPosition.parse("t-1:0"))).isFalse();
        assertThat(position.covers(InputPosition.parse("t-1:0,u-0:1").ofPartition(0))).isTrue();
    }
}
