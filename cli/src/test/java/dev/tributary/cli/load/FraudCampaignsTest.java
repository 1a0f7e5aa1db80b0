package dev.tributary.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.cli.load.Card.Purchase;
import dev.tributary.cli.load.FraudCampaigns.Outcome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Each scenario's span and share, at and beside its edges. */
class FraudCampaignsTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final long SEED = 11;

    @Test
    void shouldBeFraudWhenTheAmountIsAboveTheLimitOnly() {
        FraudCampaigns campaigns = campaigns(settings(1, 100_000, 1));
        campaigns.open(0);

        assertThat(campaigns.decide(0, purchase(0, 22_000)))
                .isEqualTo(new Outcome(22_000, FraudScenario.NONE));
        assertThat(campaigns.decide(0, purchase(0, 22_001)))
                .isEqualTo(new Outcome(22_001, FraudScenario.HIGH_AMOUNT));
    }

    @Test
    void shouldTurnTwoTerminalsBadEachDayForFourWeeksWhenDaysPass() {
        int terminals = 20_000;
        int days = 40;
        FraudCampaigns campaigns = campaigns(settings(1, terminals, days));
        Map<Integer, Set<Integer>> badDays = new HashMap<>();
        for (int day = 0; day < days; day++) {
            campaigns.open(day);
            int bad = 0;
            for (int terminal = 0; terminal < terminals; terminal++) {
                Outcome outcome = campaigns.decide(day, purchase(terminal, 30_000));
                if (outcome.scenario() == FraudScenario.BAD_TERMINAL) {
                    badDays.computeIfAbsent(terminal, t -> new HashSet<>()).add(day);
                    bad++;
                }
            }
            // No campaign begins on the last day; no terminal is drawn twice under this seed.
            assertThat(bad)
                    .as("bad terminals on day %d", day)
                    .isEqualTo(2 * (Math.min(day + 1, days - 1) - Math.max(0, day - 27)));
        }
        Set<Integer> sinceTheFirstDay = new HashSet<>();
        badDays.forEach((terminal, bad) -> {
            if (bad.contains(0)) {
                sinceTheFirstDay.add(terminal);
                assertThat(bad).contains(27).doesNotContain(28).hasSize(28);
            }
        });
        assertThat(sinceTheFirstDay).hasSize(2);
    }

    /** With three cards all are stolen on the first of two days, and on the last nobody steals. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldTakeAThirdOfTheSpanTimesFiveWhenCardsAreStolen(long seed) {
        SimulationSettings settings = new SimulationSettings(3, 20_000, 2, START, seed);
        List<Card> cards = cards(settings);
        FraudCampaigns campaigns = new FraudCampaigns(settings, cards);
        int all = 0;
        int stolen = 0;
        for (int day = 0; day < 2; day++) {
            campaigns.open(day);
            for (Card card : cards) {
                for (Purchase purchase : card.day(seed, day)) {
                    all++;
                    Outcome outcome = campaigns.decide(day, purchase);
                    boolean taken = outcome.scenario() == FraudScenario.STOLEN_CARD;
                    stolen += taken ? 1 : 0;
                    assertThat(outcome.amountMinor())
                            .isEqualTo((taken ? 5 : 1) * purchase.amountMinor());
                }
            }
        }
        assertThat(stolen).isEqualTo(all / 3);
    }

    @Test
    void shouldStealForTwoWeeksWhenACampaignBegins() {
        SimulationSettings settings = settings(3_000, 2_000, 40);
        List<Card> cards = cards(settings);
        FraudCampaigns campaigns = new FraudCampaigns(settings, cards);
        campaigns.open(0);
        Set<Integer> days = new HashSet<>();
        for (int day = 0; day < 40; day++) {
            for (Card card : cards) {
                for (Purchase purchase : card.day(SEED, day)) {
                    if (campaigns.decide(day, purchase).scenario() == FraudScenario.STOLEN_CARD) {
                        days.add(day);
                    }
                }
            }
        }

        assertThat(days).isNotEmpty().allMatch(day -> day < 14);
    }

    /** With three cards every day steals all of them, so many transactions are drawn again. */
    @Test
    void shouldMultiplyAgainWhenCampaignsOverlap() {
        SimulationSettings settings = settings(3, 20_000, 20);
        List<Card> cards = cards(settings);
        FraudCampaigns campaigns = new FraudCampaigns(settings, cards);
        Set<Long> factors = new HashSet<>();
        for (int day = 0; day < 20; day++) {
            campaigns.open(day);
            for (Card card : cards) {
                for (Purchase purchase : card.day(SEED, day)) {
                    factors.add(
                            campaigns.decide(day, purchase).amountMinor() / purchase.amountMinor());
                }
            }
        }

        assertThat(factors).contains(1L, 5L, 25L, 125L).allMatch(factor -> 9_765_625 % factor == 0);
    }

    private static SimulationSettings settings(int cards, int terminals, int days) {
        return new SimulationSettings(cards, terminals, days, START, SEED);
    }

    private static FraudCampaigns campaigns(SimulationSettings settings) {
        return new FraudCampaigns(settings, cards(settings));
    }

    private static List<Card> cards(SimulationSettings settings) {
        Grid grid = new Grid(settings.seed(), settings.terminals());
        return new ArrayList<>(
                IntStream.range(0, settings.cards())
                        .mapToObj(number -> new Card(settings.seed(), number, grid))
                        .toList());
    }

    private static Purchase purchase(int terminal, long amountMinor) {
        return new Purchase(0, 1_000, 1, terminal, amountMinor);
    }
}
