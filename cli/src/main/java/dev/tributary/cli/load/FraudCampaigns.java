package dev.tributary.cli.load;

import dev.tributary.cli.load.Card.Purchase;
import dev.tributary.cli.load.Draws.Purpose;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Turns purchases into fraud, day by day, with the published meaning: an amount above 220 is fraud;
 * then all transactions of a bad terminal are; then a third of those of the day's three stolen
 * cards, the third taken of their transactions of the whole span together, rounded down, times
 * five. A later scenario overrides an earlier one, and a transaction drawn by two campaigns is
 * multiplied twice. Campaigns begin on every day but the last.
 *
 * <p>A third of a span can only be drawn once the span is known: the days ahead are drawn in
 * advance for the three cards. State is bounded by the spans: two terminals a day of 28 days, the
 * marks of 14 days. Days must be opened in order.
 */
final class FraudCampaigns {
    static final long HIGH_AMOUNT_MINOR = 22_000;
    static final int BAD_TERMINALS_A_DAY = 2;
    static final int BAD_TERMINAL_DAYS = 28;
    static final int STOLEN_CARDS_A_DAY = 3;
    static final int STOLEN_CARD_DAYS = 14;
    static final int STOLEN_CARD_SHARE = 3;
    static final int STOLEN_CARD_FACTOR = 5;

    private final SimulationSettings settings;
    private final List<Card> cards;

    /** By terminal, the first day it is good again. */
    private final Map<Integer, Integer> badUntilDay = new HashMap<>();

    /** By day and mark, the factor of the amount. */
    private final Map<Integer, Map<Mark, Long>> stolen = new HashMap<>();

    private record Mark(int card, int ordinal) {}

    private record Candidate(int day, Mark mark) {}

    /** A purchase and what became of it. */
    record Outcome(long amountMinor, FraudScenario scenario) {}

    FraudCampaigns(SimulationSettings settings, List<Card> cards) {
        this.settings = settings;
        this.cards = cards;
    }

    /** Begins the campaigns of a day and forgets what is past. */
    void open(int day) {
        stolen.remove(day - 1);
        badUntilDay.values().removeIf(until -> until <= day);
        if (day == settings.days() - 1) {
            return;
        }
        SplittableRandom random = Draws.of(settings.seed(), Purpose.BAD_TERMINALS, day);
        for (int terminal : Draws.distinct(random, BAD_TERMINALS_A_DAY, settings.terminals())) {
            badUntilDay.put(terminal, day + BAD_TERMINAL_DAYS);
        }
        steal(day);
    }

    /** What becomes of a purchase of the day that was opened last. */
    Outcome decide(int day, Purchase purchase) {
        FraudScenario scenario = FraudScenario.NONE;
        if (purchase.amountMinor() > HIGH_AMOUNT_MINOR) {
            scenario = FraudScenario.HIGH_AMOUNT;
        }
        if (badUntilDay.containsKey(purchase.terminal())) {
            scenario = FraudScenario.BAD_TERMINAL;
        }
        Long factor =
                stolen.getOrDefault(day, Map.of())
                        .get(new Mark(purchase.card(), purchase.ordinal()));
        return factor == null
                ? new Outcome(purchase.amountMinor(), scenario)
                : new Outcome(purchase.amountMinor() * factor, FraudScenario.STOLEN_CARD);
    }

    private void steal(int from) {
        SplittableRandom random = Draws.of(settings.seed(), Purpose.STOLEN_CARDS, from);
        int[] taken = Draws.distinct(random, STOLEN_CARDS_A_DAY, settings.cards());
        int until = Math.min(from + STOLEN_CARD_DAYS, settings.days());
        List<Candidate> candidates = new ArrayList<>();
        for (int day = from; day < until; day++) {
            for (int card : taken) {
                for (Purchase purchase : cards.get(card).day(settings.seed(), day)) {
                    candidates.add(new Candidate(day, new Mark(card, purchase.ordinal())));
                }
            }
        }
        int third = candidates.size() / STOLEN_CARD_SHARE;
        for (int index : Draws.distinct(random, third, candidates.size())) {
            Candidate candidate = candidates.get(index);
            stolen.computeIfAbsent(candidate.day(), day -> new HashMap<>())
                    .merge(candidate.mark(), (long) STOLEN_CARD_FACTOR, (a, b) -> a * b);
        }
    }
}
