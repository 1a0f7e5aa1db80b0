package dev.tributary.cli.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.fraud.domain.Feature;

import org.junit.jupiter.api.Test;

/** Paths of trees as expressions that people can read and that mean what the path says. */
class ConjunctionTest {
    private static final Conjunction ROOT = Conjunction.root();

    @Test
    void shouldAskWholeNumbersAsWholeNumbers() {
        assertThat(ROOT.from(Feature.CARD_COUNT_1H, 3.5f).expression())
                .isEqualTo("cardCount1h >= 4");
        assertThat(ROOT.below(Feature.CARD_COUNT_1H, 3.5f).expression())
                .isEqualTo("cardCount1h <= 3");
        assertThat(ROOT.from(Feature.CARD_COUNT_1H, 4).expression()).isEqualTo("cardCount1h >= 4");
        assertThat(ROOT.below(Feature.CARD_COUNT_1H, 4).expression()).isEqualTo("cardCount1h <= 3");
        assertThat(ROOT.from(Feature.AMOUNT_MINOR, 22_001.5f).expression())
                .isEqualTo("amountMinor >= 22002");
    }

    @Test
    void shouldRoundOthersToWhatAPersonReads() {
        assertThat(ROOT.from(Feature.AMOUNT_TO_MEDIAN_30D, 3.14159f).expression())
                .isEqualTo("amountToMedian30d >= 3.142");
        assertThat(ROOT.below(Feature.AMOUNT_Z_SCORE, -0.00012345f).expression())
                .isEqualTo("amountZScore < -0.0001234");
        assertThat(ROOT.from(Feature.AMOUNT_Z_SCORE, -0.0f).expression())
                .isEqualTo("amountZScore >= 0");
        assertThat(ROOT.from(Feature.AMOUNT_Z_SCORE, 1e20f).expression()).isNull();
        assertThat(ROOT.from(Feature.AMOUNT_Z_SCORE, 1e-20f).expression()).isNull();
    }

    @Test
    void shouldSayFlagsAsFlags() {
        assertThat(ROOT.from(Feature.NIGHT, 0.5f).expression()).isEqualTo("night");
        assertThat(ROOT.below(Feature.NIGHT, 1).expression()).isEqualTo("!night");
        assertThat(ROOT.below(Feature.NIGHT, 2).expression()).isNull();
        assertThat(ROOT.from(Feature.NIGHT, 0.5f).below(Feature.NIGHT, 0.5f).expression()).isNull();
    }

    @Test
    void shouldKeepTheTightestLimitsInTheOrderOfTheCatalogue() {
        assertThat(
                        ROOT.from(Feature.NIGHT, 0.5f)
                                .from(Feature.CARD_COUNT_1H, 2)
                                .from(Feature.CARD_COUNT_1H, 5)
                                .from(Feature.CARD_COUNT_1H, 3)
                                .below(Feature.CARD_COUNT_1H, 9)
                                .below(Feature.CARD_COUNT_1H, 8)
                                .from(Feature.AMOUNT_MINOR, 100)
                                .expression())
                .isEqualTo("amountMinor >= 100 && cardCount1h >= 5 && cardCount1h <= 7 && night");
    }

    @Test
    void shouldSayNothingWhereNothingIsAskedOrNothingCanBe() {
        assertThat(ROOT.expression()).isNull();
        assertThat(ROOT.from(Feature.CARD_COUNT_1H, 5).below(Feature.CARD_COUNT_1H, 5).expression())
                .isNull();
        assertThat(ROOT.from(Feature.CARD_COUNT_1H, 5).below(Feature.CARD_COUNT_1H, 6).expression())
                .isEqualTo("cardCount1h >= 5 && cardCount1h <= 5");
        assertThat(
                        ROOT.from(Feature.AMOUNT_Z_SCORE, 1.00001f)
                                .below(Feature.AMOUNT_Z_SCORE, 1.00002f)
                                .expression())
                .isNull();
    }
}
