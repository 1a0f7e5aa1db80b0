package dev.tributary.fraud.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/**
 * Against worked values (to four digits), and against what defines the bounds: the shares p at
 * which the observed share is z standard errors of p away.
 */
class WilsonIntervalTest {
    @Test
    void shouldGiveWorkedValues() {
        assertInterval(WilsonInterval.of(0, 10), 0, 0.2775);
        assertInterval(WilsonInterval.of(10, 10), 0.7225, 1);
        assertInterval(WilsonInterval.of(1, 1), 0.2065, 1);
        assertInterval(WilsonInterval.of(81, 263), 0.2553, 0.3662);
    }

    @Test
    void shouldBeWhereTheObservedShareIsZStandardErrorsAway() {
        for (int count = 2; count < 60; count++) {
            for (int hits = 1; hits < count; hits++) {
                WilsonInterval interval = WilsonInterval.of(hits, count);
                double share = (double) hits / count;
                for (double p : new double[] {interval.lower(), interval.upper()}) {
                    double away = Math.abs(share - p) / Math.sqrt(p * (1 - p) / count);
                    assertThat(away).isCloseTo(WilsonInterval.Z, within(1e-9));
                }
                assertThat(interval.lower()).isLessThan(share);
                assertThat(interval.upper()).isGreaterThan(share);
            }
        }
    }

    @Test
    void shouldKnowNothingWhereThereAreNoCases() {
        assertThat(WilsonInterval.of(0, 0)).isEqualTo(new WilsonInterval(0, 1));
    }

    @Test
    void shouldStayWithinZeroAndOneForLargeCounts() {
        assertThat(WilsonInterval.of(1L << 60, 1L << 60).upper()).isEqualTo(1);
        assertThat(WilsonInterval.of(0, 1L << 60).lower()).isZero();
    }

    @Test
    void shouldRefuseMoreHitsThanCases() {
        assertThatThrownBy(() -> WilsonInterval.of(2, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 hits of 1");
        assertThatThrownBy(() -> WilsonInterval.of(-1, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertInterval(WilsonInterval interval, double lower, double upper) {
        assertThat(interval.lower()).isCloseTo(lower, within(5e-5));
        assertThat(interval.upper()).isCloseTo(upper, within(5e-5));
    }
}
