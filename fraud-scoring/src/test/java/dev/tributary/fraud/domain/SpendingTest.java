package dev.tributary.fraud.domain;

import static dev.tributary.fraud.domain.CardLife.codes;
import static dev.tributary.fraud.domain.CardLife.spoken;
import static dev.tributary.fraud.domain.TransactionBuilder.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** A card's own spending, and the rule about amounts far above it. */
class SpendingTest {
    private final HistorySettings settings = HistorySettings.defaults();

    /** 10, 20, 30, 40: mean 25, squared deviations 225 + 25 + 25 + 225 = 500, s = sqrt(500 / 3). */
    @Test
    void shouldKnowMeanAndDeviation() {
        Spending spending = Spending.NONE;
        for (long amount : new long[] {10, 20, 30, 40}) {
            spending = spending.plus(amount, settings);
        }

        assertThat(spending.count()).isEqualTo(4);
        assertThat(spending.meanMinor()).isEqualTo(25);
        assertThat(spending.squaredDeviations()).isCloseTo(500, within(1e-9));
        assertThat(spending.standardDeviationMinor()).isCloseTo(12.909944, within(1e-6));
    }

    @Test
    void shouldHaveNoDeviationWhenNothingVaried() {
        Spending spending = Spending.NONE.plus(9_99, settings);
        assertThat(spending.standardDeviationMinor()).isZero();
        for (int i = 0; i < 1_000; i++) {
            spending = spending.plus(9_99, settings);
        }

        assertThat(spending.meanMinor()).isEqualTo(9_99);
        assertThat(spending.standardDeviationMinor()).isZero();
    }

    /**
     * Five of 100 enter as they are; then 1,000,000 enters as 3 x 100: mean (5 x 100 + 300) / 6.
     */
    @Test
    void shouldClipOnceTheCardIsKnown() {
        Spending fifth = times(5, 100);
        Spending fourth = times(4, 100);

        assertThat(fifth.plus(1_000_000, settings).meanMinor()).isCloseTo(133.333, within(1e-3));
        assertThat(fifth.plus(300, settings)).isEqualTo(fifth.plus(301, settings));
        assertThat(fourth.plus(301, settings).meanMinor()).isCloseTo(140.2, within(1e-9));
    }

    @Test
    void shouldMoveByAFifthAtMostWhenOneFraudGotThrough() {
        assertThat(times(10, 50_00).plus(Long.MAX_VALUE / 4, settings).meanMinor())
                .isLessThan(50_00 * 1.2);
    }

    @Test
    void shouldRefuseImpossibleStatistics() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Spending(-1, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Spending(1, Double.NaN, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Spending(1, -1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Spending(1, 1, Double.NaN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Spending(1, Double.POSITIVE_INFINITY, 0));
    }

    /** Ten amounts of alternately 40 and 60: mean 50, s = sqrt(10 x 100 / 9) = 10.54. */
    @Test
    void shouldFlagTenTimesTheMeanAfterTenTransactions() {
        CardLife card = new CardLife();
        spendTenTimes(card);
        Verdict verdict = card.happens(transaction("big").of(500_00).after(Duration.ofDays(11)));

        assertThat(verdict.features().get(Feature.SPEND_COUNT)).isEqualTo(10);
        assertThat(verdict.features().get(Feature.AMOUNT_TO_MEAN_RATIO))
                .isCloseTo(10, within(1e-9));
        assertThat(verdict.features().get(Feature.AMOUNT_Z_SCORE)).isCloseTo(42.69, within(1e-2));
        assertThat(verdict.decision()).isEqualTo(Decision.REVIEW);
        assertThat(verdict.reasons())
                .containsExactly(
                        new Reason(
                                "UNUSUAL_SPEND",
                                "20.00 EUR or more, 4.0 times the mean of this card's 10 or more"
                                        + " earlier transactions or more, and 3.0 standard deviations"
                                        + " above it where they varied. Seen: spendCount 10,"
                                        + " amountMinor 50000, amountToMeanRatio 10.00, amountZScore"
                                        + " 42.69.",
                                0.6));
    }

    @Test
    void shouldNotJudgeACardItHardlyKnows() {
        CardLife card = new CardLife();
        for (int i = 0; i < 9; i++) {
            card.happens(transaction("t-" + i).of(50_00).after(Duration.ofDays(i)));
        }

        assertThat(codes(card.happens(transaction("big").of(500_00).after(Duration.ofDays(10)))))
                .isEmpty();
    }

    @Test
    void shouldSpeakAtEveryLimitAndNotBelow() {
        assertThat(spoken(spend(10, 20_00, 4, 3))).containsExactly("UNUSUAL_SPEND");
        assertThat(spoken(spend(9, 20_00, 4, 3))).isEmpty();
        assertThat(spoken(spend(10, 19_99, 4, 3))).isEmpty();
        assertThat(spoken(spend(10, 20_00, Math.nextDown(4.0), 3))).isEmpty();
        assertThat(spoken(spend(10, 20_00, 4, Math.nextDown(3.0)))).isEmpty();
        assertThat(spoken(new FeatureVector())).isEmpty();
    }

    @Test
    void shouldGoByTheRatioAloneWhenSpendingNeverVaried() {
        CardLife card = new CardLife();
        for (int i = 0; i < 10; i++) {
            card.happens(transaction("t-" + i).of(9_99).after(Duration.ofDays(i)));
        }
        Verdict verdict = card.happens(transaction("big").of(99_90).after(Duration.ofDays(11)));

        assertThat(verdict.features().has(Feature.AMOUNT_Z_SCORE)).isFalse();
        assertThat(verdict.reasons().getFirst().detail()).contains("amountZScore absent");
    }

    @Test
    void shouldNotLearnFromBlockedTransactions() {
        CardLife card = new CardLife();
        card.happens(transaction("a").of(50_00).in(TransactionBuilder.BERLIN));
        Spending before = card.history().spending();
        Verdict blocked = card.happens(transaction("b").of(90_00).in(TransactionBuilder.NEW_YORK));

        assertThat(blocked.decision()).isEqualTo(Decision.BLOCK);
        assertThat(card.history().spending()).isEqualTo(before);
    }

    private static void spendTenTimes(CardLife card) {
        for (int i = 0; i < 10; i++) {
            card.happens(
                    transaction("t-" + i).of(i % 2 == 0 ? 40_00 : 60_00).after(Duration.ofDays(i)));
        }
    }

    private static FeatureVector spend(int count, long amountMinor, double ratio, double zScore) {
        FeatureVector features = new FeatureVector();
        features.set(Feature.SPEND_COUNT, count);
        features.set(Feature.AMOUNT_MINOR, (double) amountMinor);
        features.set(Feature.SPEND_MEAN_MINOR, amountMinor / ratio);
        features.set(Feature.AMOUNT_TO_MEAN_RATIO, ratio);
        features.set(Feature.AMOUNT_Z_SCORE, zScore);
        return features;
    }

    private Spending times(int times, long amountMinor) {
        Spending spending = Spending.NONE;
        for (int i = 0; i < times; i++) {
            spending = spending.plus(amountMinor, settings);
        }
        return spending;
    }
}
