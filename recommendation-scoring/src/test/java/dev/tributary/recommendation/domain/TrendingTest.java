package dev.tributary.recommendation.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

class TrendingTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration PANE = Duration.ofMinutes(5);
    private static final Duration HOUR = Duration.ofHours(1);

    private final Trending trending =
            new Trending(new TrendSettings(PANE, Duration.ofHours(6), 3, .25));

    private void put(String sku, Duration after, long interest) {
        trending.put(new Sku(sku), NOON.plus(after), interest);
    }

    private List<String> top(Duration window) {
        return trending.ranked(window).stream().map(it -> it.sku().value()).toList();
    }

    @Test
    void shouldCountWhatIsLongerAgoLess() {
        put("a", Duration.ZERO, 8);
        put("b", Duration.ofMinutes(15), 5);
        put("c", Duration.ofMinutes(45), 2);

        List<Trend> top = trending.ranked(HOUR);

        // 45, 30 and 0 minutes ago, at a half-life of 15: 8 / 8, 5 / 4, 2.
        assertThat(top).extracting(it -> it.sku().value()).containsExactly("c", "b", "a");
        assertThat(top.get(1).interest()).isCloseTo(1.25, within(1e-9));
        assertThat(top.get(2).interest()).isCloseTo(1, within(1e-9));
    }

    @Test
    void shouldEndTheWindowWithTheNewestPane() {
        put("a", Duration.ZERO, 1_000);
        put("b", Duration.ofMinutes(55), 1);
        assertThat(top(HOUR)).containsExactlyInAnyOrder("a", "b");

        put("b", Duration.ofMinutes(60), 1);
        assertThat(top(HOUR)).containsExactly("b");
        assertThat(top(HOUR.plusMillis(1))).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void shouldTakeTheNewestSumOfAPane() {
        put("a", Duration.ZERO, 1);
        put("a", Duration.ZERO, 3);
        assertThat(trending.ranked(HOUR).getFirst().interest()).isEqualTo(3);

        put("a", Duration.ZERO, 0);
        assertThat(top(HOUR)).isEmpty();
    }

    @Test
    void shouldKeepNothingOlderThanTheLongestWindow() {
        put("new", Duration.ofHours(6), 1);
        put("too old", Duration.ZERO, 1);
        put("old", PANE, 1);
        assertThat(top(Duration.ofDays(1))).containsExactlyInAnyOrder("new", "old");

        put("new", Duration.ofHours(6).plus(PANE), 1);
        assertThat(top(Duration.ofDays(1))).containsExactly("new");
    }

    @Test
    void shouldCountNoMoreItemsOfAPaneThanItsBound() {
        for (String sku : List.of("a", "b", "c", "d")) {
            put(sku, Duration.ZERO, 1);
        }
        put("c", Duration.ZERO, 5);

        assertThat(top(HOUR)).containsExactly("c", "a", "b");
    }

    @Test
    void shouldTellNothingOnceItIsCleared() {
        put("a", Duration.ZERO, 3);
        assertThat(top(HOUR)).containsExactly("a");

        trending.clear();
        assertThat(top(HOUR)).isEmpty();
    }

    @Test
    void shouldRankManyWindowsAsIfEachWereAskedForFirst() {
        put("a", Duration.ZERO, 3);
        put("b", Duration.ofMinutes(5), 2);
        for (int minutes = 10; minutes < 100; minutes++) {
            assertThat(top(Duration.ofMinutes(minutes))).containsExactlyInAnyOrder("a", "b");
        }
        assertThat(top(PANE)).containsExactly("b");
    }
}
