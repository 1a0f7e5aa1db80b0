package dev.tributary.inventory.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.common.query.Freshness;
import dev.tributary.common.query.InputPosition;
import dev.tributary.common.query.Lookup;
import dev.tributary.common.query.ReadDemand;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.OptionalLong;

class RecentlyToldTest {
    private final RecentlyTold<String> recent = new RecentlyTold<>("topic", 2);

    @Test
    void shouldFindTheNewestWithItsPlace() {
        recent.keep("a", "first", 1, 7);
        recent.keep("a", "second", 1, 9);

        InputPosition place = InputPosition.of("topic", 1, 9);
        assertThat(recent.find("a", ReadDemand.NONE))
                .hasValue(new Lookup.Found<>("second", Freshness.active(place)));
        assertThat(recent.position("a")).isEqualTo(place);
        assertThat(recent.position("b").isNone()).isTrue();
    }

    @Test
    void shouldFindNothingThatIsBehindWhatIsDemanded() {
        recent.keep("a", "value", 1, 9);

        assertThat(recent.find("a", after(1, 9))).isPresent();
        assertThat(recent.find("a", after(1, 10))).isEmpty();
        assertThat(recent.find("a", after(2, 10))).isPresent();
    }

    @Test
    void shouldForgetWhatCameByLongestAgo() {
        recent.keep("a", "a", 0, 0);
        recent.keep("b", "b", 0, 1);
        recent.keep("a", "again", 0, 2);
        recent.keep("c", "c", 0, 3);

        assertThat(recent.find("b", ReadDemand.NONE)).isEmpty();
        assertThat(recent.find("a", ReadDemand.NONE)).isPresent();
        assertThat(recent.find("c", ReadDemand.NONE)).isPresent();
    }

    private static ReadDemand after(int partition, long offset) {
        return new ReadDemand(
                OptionalLong.empty(),
                InputPosition.of("topic", partition, offset),
                Duration.ZERO,
                false,
                false);
    }
}
