package dev.tributary.fraud.domain;

import static dev.tributary.fraud.domain.CardLife.codes;
import static dev.tributary.fraud.domain.CardLife.reasons;
import static dev.tributary.fraud.domain.CardLife.spoken;
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
        int limit = usualCount(window);
        FeatureVector features = new FeatureVector();

        features.set(window.count(), limit);
        assertThat(spoken(features)).isEmpty();
        features.set(window.count(), limit + 1);
        assertThat(spoken(features)).containsExactly("VELOCITY_COUNT_" + window.suffix());
        assertThat(reasons(features).getFirst().detail())
                .isEqualTo(
                        "More than %d attempts with this card within %s, this one included. Seen: %s %d.",
                        limit,
                        Wording.duration(window.length()),
                        window.count().featureName(),
                        limit + 1);
    }

    @ParameterizedTest
    @EnumSource(VelocityWindow.class)
    void shouldSpeakAboveTheSumLimitButNotAtIt(VelocityWindow window) {
        long limitMinor = usualSumMinor(window);
        FeatureVector features = new FeatureVector();

        features.set(window.count(), 2);
        features.set(window.sumMinor(), (double) limitMinor);
        assertThat(spoken(features)).isEmpty();
        features.set(window.sumMinor(), (double) (limitMinor + 1));
        assertThat(spoken(features)).containsExactly("VELOCITY_SUM_" + window.suffix());
        assertThat(reasons(features).getFirst().detail())
                .isEqualTo(
                        "More than %s in 2 or more attempts with this card within %s, this one"
                                + " included. Seen: %s 2, %s %d.",
                        new Money(limitMinor, new CurrencyCode("EUR")),
                        Wording.duration(window.length()),
                        window.count().featureName(),
                        window.sumMinor().featureName(),
                        limitMinor + 1);
        features.set(window.count(), 1);
        assertThat(spoken(features)).as("one purchase alone").isEmpty();
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

    private static int usualCount(VelocityWindow window) {
        RuleSettings.VelocityCount counts = RuleSettings.defaults().velocityCount();
        return switch (window) {
            case ONE_MINUTE -> counts.oneMinute().limit();
            case FIVE_MINUTES -> counts.fiveMinutes().limit();
            case ONE_HOUR -> counts.oneHour().limit();
            case ONE_DAY -> counts.oneDay().limit();
        };
    }

    private static long usualSumMinor(VelocityWindow window) {
        RuleSettings.VelocitySum sums = RuleSettings.defaults().velocitySum();
        return switch (window) {
            case ONE_MINUTE -> sums.oneMinute().limitMinor();
            case FIVE_MINUTES -> sums.fiveMinutes().limitMinor();
            case ONE_HOUR -> sums.oneHour().limitMinor();
            case ONE_DAY -> sums.oneDay().limitMinor();
        };
    }

    private static TransactionBuilder nth(int i) {
        return transaction("t-" + i).after(Duration.ofSeconds(5L * i));
    }
}
