package dev.tributary.cli.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tributary.fraud.domain.LearnedConstants;
import dev.tributary.fraud.domain.WilsonInterval;

import org.junit.jupiter.api.Test;

/** Metrics and the cut in amounts, on rankings computed by hand. */
class RankingTest {
    /** Ranked fraud, honest, fraud, honest: precisions 1 and 2/3; 3 of 4 pairs in order. */
    @Test
    void shouldMeasureARankingAsByHand() {
        RankingMetrics metrics =
                RankingMetrics.of(
                        new float[] {0.1f, 0.9f, 0.5f, 0.3f},
                        new boolean[] {false, true, false, true});

        assertThat(metrics.averagePrecision()).isCloseTo((1 + 2 / 3.0) / 2, within(1e-12));
        assertThat(metrics.aucRoc()).isEqualTo(0.75);
    }

    /** All scores equal: one step, precision 1/4; every pair a tie. */
    @Test
    void shouldTakeEqualScoresAsOneStep() {
        RankingMetrics metrics =
                RankingMetrics.of(new float[4], new boolean[] {true, false, false, false});

        assertThat(metrics.averagePrecision()).isEqualTo(0.25);
        assertThat(metrics.aucRoc()).isEqualTo(0.5);
    }

    @Test
    void shouldHaveNoMetricsWhenThereIsOneClassOnly() {
        assertThat(RankingMetrics.of(new float[2], new boolean[2]).averagePrecision()).isNaN();
        assertThat(RankingMetrics.of(new float[2], new boolean[2]).aucRoc()).isNaN();
    }

    /** Thirty frauds above 220.00 and none below: the cut lies halfway to the next. */
    @Test
    void shouldFindTheAmountBeyondWhichAllIsFraud() {
        long[] amounts = new long[1_000];
        boolean[] frauds = new boolean[1_000];
        for (int i = 0; i < amounts.length; i++) {
            frauds[i] = i < 30;
            amounts[i] = i < 30 ? 222_00 + i : 220_00 - i * 10;
        }

        assertThat(AmountCut.learn(amounts, frauds)).isEqualTo((222_00 + 220_00 - 300) / 2);
    }

    @Test
    void shouldFindNoCutWhenAmountsDoNotTell() {
        long[] amounts = new long[1_000];
        boolean[] frauds = new boolean[1_000];
        for (int i = 0; i < amounts.length; i++) {
            amounts[i] = 1 + (i * 7919L) % 1_000;
            frauds[i] = i % 50 == 0;
        }

        assertThat(AmountCut.learn(amounts, frauds)).isEqualTo(LearnedConstants.NO_CUT);
    }

    /** 10 of 10: (1 + z²/20 - z sqrt(z²/400)) / (1 + z²/10) = 1 / 1.38416. */
    @Test
    void shouldBoundAShare() {
        assertThat(WilsonInterval.of(10, 10).lower()).isCloseTo(0.722460, within(1e-6));
        assertThat(WilsonInterval.of(0, 10).lower()).isZero();
    }
}
