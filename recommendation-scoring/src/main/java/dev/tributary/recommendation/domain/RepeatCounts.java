package dev.tributary.recommendation.domain;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * How often a click was followed by another one on the same item: for each item, and in general.
 */
final class RepeatCounts {
    /** How a click came about, as far as that tells whether it will be repeated. */
    enum Arrival {
        /** The first of its session. */
        FIRST,
        /** On another item than the one before. */
        CHANGE,
        /** On the same item as the one before. */
        REPEAT
    }

    private static final class Counts {
        long transitions;
        long repeats;
    }

    private final Map<Arrival, Counts> general = new EnumMap<>(Arrival.class);
    private int[] itemTransitions = new int[1_024];
    private int[] itemRepeats = new int[1_024];

    RepeatCounts() {
        for (Arrival arrival : Arrival.values()) {
            general.put(arrival, new Counts());
        }
    }

    /**
     * A click was followed by another one, or no longer was.
     *
     * @param arrival of the first of them
     * @param repeated whether the second was on the same item
     * @param sign 1, or -1 to take away what was added
     */
    void add(int item, Arrival arrival, boolean repeated, int sign) {
        if (item >= itemTransitions.length) {
            int size = Math.max(item + 1, itemTransitions.length * 2);
            itemTransitions = Arrays.copyOf(itemTransitions, size);
            itemRepeats = Arrays.copyOf(itemRepeats, size);
        }
        Counts counts = counts(arrival);
        counts.transitions += sign;
        itemTransitions[item] += sign;
        if (repeated) {
            counts.repeats += sign;
            itemRepeats[item] += sign;
        }
    }

    /**
     * The share of clicks on an item that are followed by another one on it.
     *
     * @param item may be unknown
     */
    double rate(int item, Arrival arrival, RecommenderSettings.Repeats settings) {
        Counts counts = counts(arrival);
        double generally =
                (settings.priorRepeats() + counts.repeats)
                        / (settings.priorTransitions() + counts.transitions);
        boolean known = item >= 0 && item < itemTransitions.length;
        double of = known ? itemTransitions[item] : 0;
        double repeated = known ? itemRepeats[item] : 0;
        return (repeated + settings.itemPrior() * generally) / (of + settings.itemPrior());
    }

    private Counts counts(Arrival arrival) {
        return Objects.requireNonNull(general.get(arrival), "there from the beginning");
    }

    long bytes() {
        return (long) itemTransitions.length * (Integer.BYTES * 2);
    }
}
