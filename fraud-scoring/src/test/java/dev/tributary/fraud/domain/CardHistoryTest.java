package dev.tributary.fraud.domain;

import static dev.tributary.fraud.domain.TransactionBuilder.BERLIN;
import static dev.tributary.fraud.domain.TransactionBuilder.NOON;
import static dev.tributary.fraud.domain.TransactionBuilder.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Bounds, order and forgetting. */
class CardHistoryTest {
    private static final int MAX = 4;

    private final CardLife card = bounded(SettingsVariations.bounds(MAX, MAX, MAX));

    @Test
    void shouldCountExactlyWhenAsManyAttemptsAsAreKeptCameBefore() {
        nTimes(MAX);
        Verdict verdict = card.happens(transaction("last").after(Duration.ofSeconds(50)));

        assertThat(verdict.features().get(Feature.CARD_COUNT_24H)).isEqualTo(MAX + 1);
        assertThat(verdict.features().get(Feature.CARD_SUM_MINOR_24H)).isEqualTo(10_00 * (MAX + 1));
    }

    @Test
    void shouldCountALowerBoundWhenMoreAttemptsCameBeforeThanAreKept() {
        nTimes(MAX + 1);
        Verdict verdict = card.happens(transaction("last").after(Duration.ofSeconds(50)));

        assertThat(verdict.features().get(Feature.CARD_COUNT_24H)).isEqualTo(MAX + 1);
        assertThat(verdict.features().get(Feature.CARD_SUM_MINOR_24H)).isEqualTo(10_00 * (MAX + 1));
    }

    /** Seven attempts, of which the last four are kept and the others are totals. */
    @Test
    void shouldCountWholeDaysOfAttemptsThatAreNoLongerKept() {
        for (int i = 0; i < 6; i++) {
            card.happens(transaction("t-" + i).of(10_00 + i).after(Duration.ofHours(12L * i)));
        }
        Verdict verdict = card.happens(transaction("last").of(1_00).after(Duration.ofDays(4)));

        assertThat(card.history().days())
                .containsExactly(
                        new DayTotal(day(0), 1, 1, 10_00, 0, 10_00 / 50_00f),
                        new DayTotal(day(1), 2, 2, 20_03, 0, (float) (10_02 / 34_00.2)));
        assertThat(verdict.features().get(Feature.CARD_COUNT_7D)).isEqualTo(7);
        assertThat(verdict.features().get(Feature.CARD_SUM_MINOR_30D)).isEqualTo(61_15);
    }

    @Test
    void shouldForgetTheOldestAttemptFirst() {
        nTimes(MAX);
        assertThat(attempts()).containsExactly(ids("t-0", "t-1", "t-2", "t-3"));
        card.happens(transaction("late").after(Duration.ofMillis(1_500)));

        assertThat(attempts()).containsExactly(ids("t-1", "late", "t-2", "t-3"));
        card.happens(transaction("oldest").after(Duration.ofMillis(500)));
        assertThat(attempts())
                .as("itself the oldest")
                .containsExactly(ids("t-1", "late", "t-2", "t-3"));
    }

    @Test
    void shouldForgetTheOldestPlaceFirst() {
        for (int i = 0; i <= MAX; i++) {
            card.happens(transaction("t-" + i).in(BERLIN).after(Duration.ofDays(i)));
        }

        assertThat(card.history().places())
                .extracting(place -> place.transactionId().value())
                .containsExactly("t-1", "t-2", "t-3", "t-4");
    }

    @Test
    void shouldForgetTheDeviceUnusedForLongestFirst() {
        for (int i = 0; i < MAX; i++) {
            card.happens(transaction("t-" + i).on("d-" + i).after(Duration.ofDays(i)));
        }
        assertThat(devices()).containsExactly("d-0", "d-1", "d-2", "d-3");
        card.happens(transaction("again").on("d-0").after(Duration.ofDays(8)));
        card.happens(transaction("new").on("d-4").after(Duration.ofDays(9)));

        assertThat(devices()).containsExactly("d-2", "d-3", "d-0", "d-4");
    }

    /** The horizon is 30 days and the allowed lateness of 1 h, from the end of the day on. */
    @Test
    void shouldForgetAttemptsAtTheHorizon() {
        Duration dayEnd = Duration.ofHours(12).minusMillis(1);
        card.happens(transaction("a"));
        card.happens(transaction("b").after(dayEnd.plusDays(30).plusMinutes(59)));
        assertThat(attempts()).containsExactly(ids("a", "b"));
        card.happens(transaction("c").after(dayEnd.plusDays(30).plusHours(1)));

        assertThat(attempts()).containsExactly(ids("b", "c"));
    }

    @Test
    void shouldHaveCompleteWindowsWhenAnEventIsAsLateAsAllowed() {
        card.happens(transaction("oldest").after(Duration.ofDays(-1).plusMillis(1)));
        card.happens(transaction("newest").after(Duration.ofHours(1)));
        Verdict late = card.happens(transaction("late"));

        assertThat(late.features().get(Feature.CARD_COUNT_24H)).isEqualTo(2);
    }

    @Test
    void shouldScoreButNotKeepAnAttemptOlderThanTheHorizon() {
        card.happens(transaction("new").after(Duration.ofDays(60)));
        Verdict old = card.happens(transaction("old").on("d-1").in(BERLIN));

        assertThat(old.features().get(Feature.CARD_COUNT_24H)).isEqualTo(1);
        assertThat(old.features().get(Feature.SPEND_COUNT)).isEqualTo(1);
        assertThat(attempts()).containsExactly(ids("new"));
        assertThat(devices()).containsExactly("d-1");
        assertThat(card.history().places()).hasSize(1);
    }

    @Test
    void shouldBeTheSameWhicheverWayAttemptsAndPlacesArrive() {
        CardLife forth = bounded(HistorySettings.defaults());
        CardLife back = bounded(HistorySettings.defaults());
        for (int i = 0; i < 20; i++) {
            forth.happens(sometimesTied(i));
            back.happens(sometimesTied(19 - i));
        }

        assertThat(back.history().attempts().ids()).isEqualTo(forth.history().attempts().ids());
        assertThat(back.history().attempts().timesMs())
                .isEqualTo(forth.history().attempts().timesMs());
        assertThat(back.history().places()).isEqualTo(forth.history().places());
        assertThat(back.history().devices()).isEqualTo(forth.history().devices());
    }

    @Test
    void shouldTrimOldStateWhenBoundsAreLowered() {
        CardLife generous = bounded(HistorySettings.defaults());
        for (int i = 0; i < 20; i++) {
            generous.happens(sometimesTied(i));
        }
        FraudScorer strict =
                new FraudScorer(SettingsVariations.with(SettingsVariations.bounds(2, 2, 2)));
        CardHistory after =
                strict.score(generous.history(), transaction("x").in(BERLIN).on("d").build())
                        .after();

        assertThat(after.attempts()).satisfies(kept -> assertThat(kept.size()).isEqualTo(2));
        assertThat(after.places()).hasSize(2);
        assertThat(after.devices()).hasSize(2);
    }

    @Test
    void shouldForgetAmountsWhenTheReferenceCurrencyChanges() {
        CardLife euros = bounded(HistorySettings.defaults());
        euros.happens(transaction("a").of(50_00));
        ReferenceRates defaults = ReferenceRates.defaults();
        FraudScorer inYen =
                new FraudScorer(
                        SettingsVariations.with(
                                new ReferenceRates(
                                        new CurrencyCode("JPY"),
                                        defaults.asOf(),
                                        defaults.unitsPerBase())));
        FraudScorer.Scored scored = inYen.score(euros.history(), transaction("b").of(1_00).build());

        assertThat(scored.verdict().features().get(Feature.CARD_COUNT_1M)).isEqualTo(2);
        assertThat(scored.verdict().features().get(Feature.CARD_SUM_MINOR_1M)).isEqualTo(176);
        assertThat(scored.verdict().features().get(Feature.SPEND_COUNT)).isZero();
        assertThat(scored.after().referenceCurrency()).isEqualTo(new CurrencyCode("JPY"));
    }

    @Test
    void shouldNotOverflowWhenEveryAmountIsAbsurd() {
        CardLife rich = bounded(SettingsVariations.bounds(4_096, 1, 1));
        Verdict last = rich.happens(transaction("t").of(Long.MAX_VALUE));
        for (int i = 0; i < 4_096; i++) {
            last = rich.happens(transaction("t-" + i).of(Long.MAX_VALUE));
        }

        assertThat(last.features().get(Feature.CARD_SUM_MINOR_24H))
                .isEqualTo(4_097.0 * ReferenceRates.MAX_REFERENCE_MINOR);
    }

    @Test
    void shouldNotBeChangeableFromOutside() {
        nTimes(1);
        card.history().attempts().timesMs()[0] = 0;
        card.history().attempts().flags()[0] = 0;

        assertThat(card.history().attempts().get(0))
                .isEqualTo(
                        new Attempt(
                                IdHash.of("t-0"),
                                NOON.toEpochMilli(),
                                10_00,
                                0.2f,
                                true,
                                Attempt.DeviceUse.NONE));
    }

    @Test
    void shouldRefuseAHistoryOutOfOrder() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> history(List.of(attempt("a", 1), attempt("b", 0))))
                .withMessageContaining("attempts are not in order");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> history(ordered("a", "b").reversed()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> history(List.of(attempt("a", 0), attempt("a", 0))));
        assertThat(history(ordered("a", "b")).attempts().size()).isEqualTo(2);
    }

    @Test
    void shouldRefuseBoundsOutOfRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SettingsVariations.bounds(0, 1, 1))
                .withMessage("maxAttempts is 0, not 1 to 4096");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SettingsVariations.bounds(4_097, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> SettingsVariations.bounds(1, 65, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> SettingsVariations.bounds(1, 1, 257));
    }

    /** Twenty transactions, two in each second, with five devices. */
    private static TransactionBuilder sometimesTied(int i) {
        return transaction("t-" + (char) ('a' + i))
                .in(BERLIN)
                .on("d-" + i % 5)
                .after(Duration.ofSeconds(i / 2));
    }

    private static CardLife bounded(HistorySettings history) {
        ScorerSettings defaults = ScorerSettings.defaults();
        return new CardLife(
                new ScorerSettings(
                        history,
                        defaults.features(),
                        defaults.rates(),
                        SettingsVariations.noRules(),
                        defaults.model()));
    }

    private void nTimes(int times) {
        for (int i = 0; i < times; i++) {
            card.happens(transaction("t-" + i).after(Duration.ofSeconds(i)));
        }
    }

    private List<Long> attempts() {
        return card.history().attempts().toList().stream().map(Attempt::id).toList();
    }

    private static Long[] ids(String... transactionIds) {
        return Arrays.stream(transactionIds).map(IdHash::of).toArray(Long[]::new);
    }

    private static int day(int sinceNoon) {
        return EventTime.epochDay(NOON.toEpochMilli()) + sinceNoon;
    }

    private List<String> devices() {
        return card.history().devices().stream().map(CardHistory.KnownDevice::tieBreak).toList();
    }

    private static Attempt attempt(String id, long afterMs) {
        return Attempt.of(new TransactionId(id), NOON.toEpochMilli() + afterMs, 1_00);
    }

    /** Attempts of the same time in the order of their ids. */
    private static List<Attempt> ordered(String... transactionIds) {
        return Arrays.stream(transactionIds)
                .map(id -> attempt(id, 0))
                .sorted(Comparator.comparingLong(Attempt::id))
                .toList();
    }

    private static CardHistory history(List<Attempt> attempts) {
        return new CardHistory(
                new CurrencyCode("EUR"),
                Attempts.of(attempts),
                List.of(),
                List.of(),
                List.of(),
                KnownMerchants.NONE,
                Spending.NONE,
                UsualAmount.NONE);
    }
}
