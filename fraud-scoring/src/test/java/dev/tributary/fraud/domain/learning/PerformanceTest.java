package dev.tributary.fraud.domain.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.fraud.domain.WilsonInterval;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.TreeMap;

/** Counts of days, what of them is mature, and what the shares are over. */
class PerformanceTest {
    private static final Duration DELAY = Duration.ofDays(7);
    private static final LocalDate FIRST = LocalDate.parse("2026-01-01");

    @Test
    void shouldMoveCountsWithLabels() {
        DayCounts one = DayCounts.NONE.hit().hit();
        assertThat(one.unlabelled()).isEqualTo(2);

        DayCounts fraud = one.labelled(null, new Label(true, 1));
        assertThat(fraud).isEqualTo(new DayCounts(2, 1, 0));
        assertThat(fraud.labelled(new Label(true, 1), new Label(false, 2)))
                .isEqualTo(new DayCounts(2, 0, 1));
        assertThat(fraud.labelled(new Label(true, 1), new Label(true, 2))).isEqualTo(fraud);
        assertThatThrownBy(() -> new DayCounts(1, 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldTakeADayAsMatureFromTheDelayAfterItsEndOn() {
        Instant mature = Instant.parse("2026-01-09T00:00:00Z");

        assertThat(of(mature).days().getFirst().mature()).isTrue();
        assertThat(of(mature.minusMillis(1)).days().getFirst().mature()).isFalse();
        assertThat(of(null).days()).noneMatch(Performance.Day::mature);
    }

    @Test
    void shouldSumMatureDaysApartFromTheOthersAndSayWhatTheSharesAreOver() {
        Performance performance = of(Instant.parse("2026-01-10T00:00:00Z"));

        assertThat(performance.mature()).isEqualTo(new DayCounts(30, 6, 4));
        assertThat(performance.immature()).isEqualTo(new DayCounts(5, 5, 0));
        assertThat(performance.mature().unlabelled()).isEqualTo(20);
        Performance.Precision labelled = Performance.amongLabelled(performance.mature());
        assertThat(labelled.value()).isEqualTo(0.6);
        assertThat(labelled.over()).isEqualTo(10);
        assertThat(labelled.bounds()).isEqualTo(WilsonInterval.of(6, 10));
        Performance.Precision all = Performance.amongAll(performance.mature());
        assertThat(all.value()).isEqualTo(0.2);
        assertThat(all.over()).isEqualTo(30);
        assertThat(Performance.amongLabelled(new DayCounts(3, 0, 0))).isNull();
        assertThat(Performance.amongAll(DayCounts.NONE)).isNull();
    }

    private static Performance of(Instant newest) {
        TreeMap<Integer, DayCounts> counts = new TreeMap<>();
        counts.put((int) FIRST.toEpochDay(), new DayCounts(10, 5, 0));
        counts.put((int) FIRST.plusDays(1).toEpochDay(), new DayCounts(20, 1, 4));
        counts.put((int) FIRST.plusDays(2).toEpochDay(), new DayCounts(5, 5, 0));
        return Performance.of(counts, newest, DELAY);
    }
}
