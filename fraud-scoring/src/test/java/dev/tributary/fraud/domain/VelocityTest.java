package dev.tributary.fraud.domain;

import static dev.tributary.fraud.domain.CardLife.codes;
import static dev.tributary.fraud.domain.TransactionBuilder.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;

/** Counts and sums over (t - w, t], the transaction itself included, and the rules upon them. */
class VelocityTest {
    private static final Duration TICK = Duration.ofMillis(1);

    private final CardLife card =
            new CardLife(SettingsVariations.with(SettingsVariations.noRules()));

    @ParameterizedTest
    @EnumSource(VelocityWindow.class)
    void shouldCountAnAttemptWhenInsideTheWindow(VelocityWindow window) {
        card.happens(transaction("a").of(3_00));
        Verdict verdict =
                card.happens(transaction("b").of(4_00).after(window.length().minus(TICK)));

        assertThat(verdict.features().get(window.count())).isEqualTo(2);
        assertThat(verdict.features().get(window.sumMinor())).isEqualTo(7_00);
    }

    @ParameterizedTest
    @EnumSource(VelocityWindow.class)
    void shouldNotCountAnAttemptWhenOnTheEdgeOfTheWindow(VelocityWindow window) {
        card.happens(transaction("a").of(3_00));
        Verdict verdict = card.happens(transaction("b").of(4_00).after(window.length()));

        assertThat(verdict.features().get(window.count())).isEqualTo(1);
        assertThat(verdict.features().get(window.sumMinor())).isEqualTo(4_00);
    }

    @ParameterizedTest
    @EnumSource(VelocityWindow.class)
    void shouldNotCountAnAttemptWhenOutsideTheWindow(VelocityWindow window) {
        card.happens(transaction("a").of(3_00));
        Verdict verdict = card.happens(transaction("b").after(window.length().plus(TICK)));

        assertThat(verdict.features().get(window.count())).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(VelocityWindow.class)
    void shouldCountOnlyWhatHappenedBeforeWhenOutOfOrder(VelocityWindow window) {
        card.happens(transaction("early").of(1_00));
        card.happens(transaction("late").of(2_00).after(TICK.multipliedBy(2)));
        Verdict between = card.happens(transaction("between").of(4_00).after(TICK));
        Verdict last = card.happens(transaction("last").of(8_00).after(TICK.multipliedBy(3)));

        assertThat(between.features().get(window.count())).isEqualTo(2);
        assertThat(between.features().get(window.sumMinor())).isEqualTo(5_00);
        assertThat(last.features().get(window.count())).isEqualTo(4);
        assertThat(last.features().get(window.sumMinor())).isEqualTo(15_00);
    }

    @ParameterizedTest
    @EnumSource(VelocityWindow.class)
    void shouldCountTheSameMillisecondWhicheverIdSortsFirst(VelocityWindow window) {
        card.happens(transaction("m"));

        assertThat(card.happens(transaction("a")).features().get(window.count())).isEqualTo(2);
        assertThat(card.happens(transaction("z")).features().get(window.count())).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(VelocityWindow.class)
    void shouldNotCountTwiceWhenTheSameTransactionComesAgain(VelocityWindow window) {
        card.happens(transaction("a").of(1_00));
        card.happens(transaction("b").of(2_00));
        CardHistory once = card.history();
        Verdict again = card.happens(transaction("b").of(2_00));

        assertThat(again.features().get(window.count())).isEqualTo(2);
        assertThat(again.features().get(window.sumMinor())).isEqualTo(3_00);
        assertThat(card.history()).isEqualTo(once);
    }

    @ParameterizedTest
    @EnumSource(VelocityWindow.class)
    void shouldSpeakAboveTheCountLimitButNotAtIt(VelocityWindow window) {
        VelocityCountRule rule = new VelocityCountRule(window, 5, 0.6);
        FeatureVector features = new FeatureVector();

        features.set(window.count(), 5);
        assertThat(rule.evaluate(features)).isNull();
        features.set(window.count(), 6);
        assertThat(rule.evaluate(features))
                .isEqualTo(
                        new Reason(
                                "VELOCITY_COUNT_" + window.suffix(),
                                "6 attempts with this card within "
                                        + Wording.duration(window.length())
                                        + ", this one included; at most 5 are usual.",
                                0.6));
    }

    @ParameterizedTest
    @EnumSource(VelocityWindow.class)
    void shouldSpeakAboveTheSumLimitButNotAtIt(VelocityWindow window) {
        VelocitySumRule rule =
                new VelocitySumRule(window, new Money(100_00, new CurrencyCode("EUR")), 2, 0.5);
        FeatureVector features = new FeatureVector();

        features.set(window.count(), 2);
        features.set(window.sumMinor(), 100_00);
        assertThat(rule.evaluate(features)).isNull();
        features.set(window.sumMinor(), 100_01);
        assertThat(rule.evaluate(features))
                .isEqualTo(
                        new Reason(
                                "VELOCITY_SUM_" + window.suffix(),
                                "100.01 EUR in 2 attempts with this card within "
                                        + Wording.duration(window.length())
                                        + ", this one included; up to 100.00 EUR is usual.",
                                0.5));
        features.set(window.count(), 1);
        assertThat(rule.evaluate(features)).as("one purchase alone").isNull();
    }

    @Test
    void shouldFlagTheSixthAttemptWithinAMinuteByDefault() {
        CardLife ordinary = new CardLife();
        for (int i = 1; i <= 5; i++) {
            assertThat(codes(ordinary.happens(nth(i)))).as("attempt %d", i).isEmpty();
        }
        Verdict sixth = ordinary.happens(nth(6));

        assertThat(codes(sixth)).containsExactly("VELOCITY_COUNT_1M");
        assertThat(sixth.decision()).isEqualTo(Decision.REVIEW);
    }

    @Test
    void shouldCountBlockedAttempts() {
        CardLife harsh = new CardLife(SettingsVariations.thresholds(0.5, 0.5));
        for (int i = 1; i <= 6; i++) {
            harsh.happens(nth(i));
        }
        Verdict seventh = harsh.happens(nth(7));

        assertThat(seventh.decision()).isEqualTo(Decision.BLOCK);
        assertThat(seventh.features().get(Feature.CARD_COUNT_1M)).isEqualTo(7);
        assertThat(seventh.features().get(Feature.SPEND_COUNT)).isEqualTo(5);
    }

    /** 2,500 + 2,500.01 EUR within a day, hours apart. */
    @Test
    void shouldFlagTheDaysSumAboveItsLimitByDefault() {
        CardLife ordinary = new CardLife();
        ordinary.happens(transaction("a").of(2_500_00));
        Verdict atLimit =
                ordinary.happens(transaction("b").of(2_500_00).after(Duration.ofHours(10)));
        Verdict above =
                ordinary.happens(transaction("c").of(1).after(Duration.ofHours(11).plus(TICK)));

        assertThat(codes(atLimit)).isEmpty();
        assertThat(codes(above)).containsExactly("VELOCITY_SUM_24H");
    }

    @Test
    void shouldNotLetABenchOfOneCardEndInNothingButBlocks() {
        CardLife busy = new CardLife();
        Verdict last = busy.happens(nth(0));
        for (int i = 1; i < 1_000; i++) {
            last = busy.happens(transaction("t-" + i).of(50_00).after(Duration.ofSeconds(5L * i)));
        }

        assertThat(codes(last)).hasSizeGreaterThanOrEqualTo(4);
        assertThat(last.decision()).isEqualTo(Decision.REVIEW);
    }

    private static TransactionBuilder nth(int i) {
        return transaction("t-" + i).after(Duration.ofSeconds(5L * i));
    }
}
