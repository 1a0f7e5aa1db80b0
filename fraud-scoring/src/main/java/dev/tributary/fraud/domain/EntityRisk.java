package dev.tributary.fraud.domain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What is known of a terminal, merchant, device or address: a bounded summary, folded from uses and
 * outcomes in any order, from which {@link EntityFeatures} computes features as of the event time
 * of any transaction. Nothing in it is counted before the time from which on it was known.
 *
 * <p>The newest outcomes are kept one by one, frauds and honest ones apart; older ones, and those
 * beyond the bounds of {@link EntitySettings}, only as totals of their day. The same outcome again
 * changes nothing, a later label of the same transaction replaces the earlier one, as does one of
 * the same time that says otherwise; of outcomes that went into a day's total neither is
 * recognised.
 *
 * @param frauds latest known frauds
 * @param honest latest transactions known to be honest
 * @param days totals of older outcomes, by day, oldest first
 * @param uses latest uses
 */
public record EntityRisk(Outcomes frauds, Outcomes honest, List<EntityDay> days, EntityUses uses) {
    /** An entity never seen. */
    public static final EntityRisk NONE =
            new EntityRisk(Outcomes.NONE, Outcomes.NONE, List.of(), EntityUses.NONE);

    public EntityRisk {
        days = List.copyOf(days);
        for (int i = 1; i < days.size(); i++) {
            if (days.get(i - 1).epochDay() >= days.get(i).epochDay()) {
                throw new IllegalArgumentException("days are not in order");
            }
        }
    }

    /** With one more use; the same where it is kept already. */
    public EntityRisk plus(EntityUse use, EntitySettings settings) {
        return uses.contains(use.id())
                ? this
                : new EntityRisk(
                        frauds,
                        honest,
                        days,
                        uses.plus(use, settings.maxUses(), settings.useHorizon().toMillis()));
    }

    /** With one more outcome, or a later label of one that is kept. */
    public EntityRisk plus(Outcome outcome, EntitySettings settings) {
        int asFraud = frauds.indexOf(outcome.id());
        int asHonest = asFraud < 0 ? honest.indexOf(outcome.id()) : -1;
        Outcomes otherFrauds = frauds;
        Outcomes otherHonest = honest;
        if (asFraud >= 0) {
            if (!replaces(outcome, frauds.get(asFraud, true))) {
                return this;
            }
            otherFrauds = frauds.without(asFraud);
        } else if (asHonest >= 0) {
            if (!replaces(outcome, honest.get(asHonest, false))) {
                return this;
            }
            otherHonest = honest.without(asHonest);
        }
        return outcome.fraud()
                ? bounded(otherFrauds.plus(outcome), otherHonest, settings)
                : bounded(otherFrauds, otherHonest.plus(outcome), settings);
    }

    private static boolean replaces(Outcome outcome, Outcome kept) {
        return outcome.labelledAtMs() > kept.labelledAtMs()
                || (outcome.labelledAtMs() == kept.labelledAtMs()
                        && outcome.fraud() != kept.fraud());
    }

    /**
     * Whether nothing of it can matter to a transaction of that event time or later.
     *
     * @param nowMs milliseconds since 1970-01-01T00:00:00Z
     * @throws IllegalArgumentException outside the years 0 to 9999
     */
    public boolean isOver(long nowMs, EntitySettings settings) {
        EventTime.checked(nowMs);
        long newestOutcomeMs = Math.max(newestMs(frauds), newestMs(honest));
        long newestDayMs = days.isEmpty() ? EventTime.EARLIEST_MS : days.getLast().timeMs();
        long newestUseMs = uses.size() == 0 ? EventTime.EARLIEST_MS : uses.timeMs(uses.size() - 1);
        return nowMs - Math.max(newestOutcomeMs, newestDayMs)
                        >= settings.outcomeHorizon().toMillis()
                && nowMs - newestUseMs >= settings.useHorizon().toMillis();
    }

    /**
     * Whether it is worth telling the scorer: below the floors every feature of it is absent
     * anyway.
     */
    public boolean isReported(EntitySettings settings) {
        int known = frauds.size();
        for (EntityDay day : days) {
            known += day.frauds();
        }
        return known >= settings.leastFrauds() || uses.cardCount() >= settings.leastCards();
    }

    private EntityRisk bounded(Outcomes allFrauds, Outcomes allHonest, EntitySettings settings) {
        long newestMs = Math.max(newestMs(allFrauds), newestMs(allHonest));
        long horizonMs = settings.outcomeHorizon().toMillis();
        List<EntityDay> kept = new ArrayList<>();
        for (EntityDay day : days) {
            if (newestMs - day.timeMs() < horizonMs) {
                kept.add(day);
            }
        }
        Outcomes recentFrauds = within(allFrauds, newestMs, horizonMs);
        Outcomes recentHonest = within(allHonest, newestMs, horizonMs);
        int firstFraud = Math.max(0, recentFrauds.size() - settings.maxFrauds());
        for (int i = 0; i < firstFraud; i++) {
            add(kept, EntityDay.of(recentFrauds.get(i, true)));
        }
        int firstHonest = Math.max(0, recentHonest.size() - settings.maxHonest());
        for (int i = 0; i < firstHonest; i++) {
            add(kept, EntityDay.of(recentHonest.get(i, false)));
        }
        return new EntityRisk(
                recentFrauds.from(firstFraud), recentHonest.from(firstHonest), kept, uses);
    }

    private static long newestMs(Outcomes outcomes) {
        return outcomes.size() == 0 ? EventTime.EARLIEST_MS : outcomes.timeMs(outcomes.size() - 1);
    }

    /** Those whose day is not wholly beyond the horizon. */
    private static Outcomes within(Outcomes outcomes, long newestMs, long horizonMs) {
        int first = 0;
        while (first < outcomes.size()
                && newestMs - EventTime.endOfDayMs(EventTime.epochDay(outcomes.timeMs(first)))
                        >= horizonMs) {
            first++;
        }
        return outcomes.from(first);
    }

    private static void add(List<EntityDay> days, EntityDay more) {
        for (int i = 0; i < days.size(); i++) {
            if (days.get(i).epochDay() == more.epochDay()) {
                days.set(i, days.get(i).plus(more));
                return;
            }
        }
        days.add(more);
        days.sort(Comparator.comparingInt(EntityDay::epochDay));
    }
}
