package dev.tributary.fraud.domain;

import static dev.tributary.fraud.domain.CardLife.codes;
import static dev.tributary.fraud.domain.TransactionBuilder.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** Small amounts within the ten minutes before, this one not included, then a large one. */
class CardTestingTest {
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final Duration TICK = Duration.ofMillis(1);

    private final CardLife card = new CardLife();

    @Test
    void shouldFlagThreeSmallAmountsAndThenALargeOne() {
        threeSmall(9_99);
        Verdict verdict =
                card.happens(transaction("large").of(100_00).after(Duration.ofMinutes(4)));

        assertThat(verdict.reasons())
                .containsExactly(
                        new Reason(
                                "CARD_TESTING",
                                "100.00 EUR or more after 3 or more attempts below 10.00 EUR within"
                                        + " 10 min: a test of the card. Seen: smallAmounts10m 3,"
                                        + " amountMinor 10000.",
                                0.8));
        assertThat(verdict.decision()).isEqualTo(Decision.REVIEW);
    }

    @Test
    void shouldFlagTheFirstSmallAmountJustInsideTheWindow() {
        threeSmall(9_99);

        assertThat(
                        codes(
                                card.happens(
                                        transaction("large")
                                                .of(100_00)
                                                .after(TEN_MINUTES.minus(TICK)))))
                .containsExactly("CARD_TESTING");
    }

    @Test
    void shouldBeSilentWhenTheFirstSmallAmountIsOnTheEdgeOfTheWindow() {
        threeSmall(9_99);
        Verdict verdict = card.happens(transaction("large").of(100_00).after(TEN_MINUTES));

        assertThat(verdict.features().get(Feature.SMALL_AMOUNTS_10M)).isEqualTo(2);
        assertThat(codes(verdict)).isEmpty();
    }

    @Test
    void shouldBeSilentBelowEitherLimit() {
        threeSmall(9_99);
        assertThat(codes(card.happens(transaction("no").of(99_99).after(Duration.ofMinutes(4)))))
                .isEmpty();

        CardLife two = new CardLife();
        two.happens(transaction("a").of(1));
        two.happens(transaction("b").of(1));
        assertThat(codes(two.happens(transaction("large").of(100_00)))).isEmpty();
    }

    @Test
    void shouldNotTakeTheBoundItselfForSmall() {
        threeSmall(10_00);
        Verdict verdict =
                card.happens(transaction("large").of(100_00).after(Duration.ofMinutes(4)));

        assertThat(verdict.features().get(Feature.SMALL_AMOUNTS_10M)).isZero();
    }

    @Test
    void shouldNotCountItself() {
        Verdict verdict = card.happens(transaction("a").of(1));

        assertThat(verdict.features().get(Feature.SMALL_AMOUNTS_10M)).isZero();
    }

    @Test
    void shouldCountOnlyWhatHappenedBeforeWhenOutOfOrder() {
        threeSmall(9_99);
        Verdict between =
                card.happens(transaction("large").of(100_00).after(Duration.ofSeconds(90)));

        assertThat(between.features().get(Feature.SMALL_AMOUNTS_10M)).isEqualTo(2);
        assertThat(codes(between)).isEmpty();
    }

    @Test
    void shouldCountATransactionOnceWhenItComesAgain() {
        card.happens(transaction("a").of(1));
        card.happens(transaction("a").of(1));
        card.happens(transaction("b").of(1));
        card.happens(transaction("b").of(1));

        assertThat(codes(card.happens(transaction("large").of(100_00)))).isEmpty();
    }

    @Test
    void shouldCompareAcrossCurrencies() {
        card.happens(transaction("a").of(1_000, "JPY"));
        card.happens(transaction("b").of(1_000, "JPY"));
        card.happens(transaction("c").of(1_000, "JPY"));

        assertThat(codes(card.happens(transaction("large").of(120_00, "USD"))))
                .containsExactly("CARD_TESTING");
    }

    /** At 12:00, 12:01 and 12:02. */
    private void threeSmall(long amountMinor) {
        for (int i = 0; i < 3; i++) {
            card.happens(transaction("s-" + i).of(amountMinor).after(Duration.ofMinutes(i)));
        }
    }
}
