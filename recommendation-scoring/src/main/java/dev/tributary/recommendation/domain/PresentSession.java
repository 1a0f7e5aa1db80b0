package dev.tributary.recommendation.domain;

import dev.tributary.recommendation.domain.RecommenderSettings.Neighbours;

import java.util.List;
import java.util.Map;

/**
 * The newest clicks of the session that a prediction is for, as numbers of items. An item that
 * nobody else ever had gets a number below 0.
 */
final class PresentSession {
    private final RecommenderSettings settings;
    private final SessionIndex index;
    private final SessionWalk walk = new SessionWalk();
    private final int[] clicked;
    private final Sku[] skus;
    private final int[] distances;
    private final double[] weights;
    private int used;

    PresentSession(RecommenderSettings settings, SessionIndex index) {
        this.settings = settings;
        this.index = index;
        int last = settings.neighbours().lastClicks();
        this.clicked = new int[last];
        this.skus = new Sku[last];
        this.distances = new int[last];
        this.weights = new double[last];
    }

    /**
     * Takes in a session in place of the one before.
     *
     * @param clicks oldest first; at least one
     */
    void take(List<Click> clicks) {
        used = Math.min(clicks.size(), clicked.length);
        List<Click> newest = clicks.subList(clicks.size() - used, clicks.size());
        walk.reset();
        for (int i = 0; i < used; i++) {
            skus[i] = newest.get(i).sku();
            int item = index.items().find(skus[i]);
            clicked[i] = item == ItemNumbers.UNKNOWN ? unknown(i) : item;
            walk.click(clicked[i]);
        }
        Map<Sku, InteractionKind> strongest = Click.strongest(newest);
        for (int back = 0; back < count(); back++) {
            distances[back] = reckonDistance(item(back));
            InteractionKind kind = strongest.getOrDefault(sku(back), InteractionKind.VIEW);
            weights[back] = reckonWeight(back, settings.signals().strength(kind));
        }
    }

    /** How many items it has. */
    int count() {
        return walk.distinct();
    }

    /**
     * One of its items.
     *
     * @param back 0 is the current one, 1 the one before it
     */
    int item(int back) {
        return walk.item(back);
    }

    Sku sku(int back) {
        return skus[used - distances[back]];
    }

    /** How many clicks ago an item was clicked last, 1 being the newest. */
    int distance(int back) {
        return distances[back];
    }

    /** What it counts that a past session has an item, too. */
    double[] weights() {
        return weights;
    }

    /** Which of the items it is, or below 0 for none of them. */
    int back(int item) {
        return walk.lag(item);
    }

    /** How the newest click came about. */
    RepeatCounts.Arrival arrival() {
        return walk.arrival();
    }

    /** Whether it had the current item before the newest click. */
    boolean isSeenBefore() {
        return walk.isSeenBefore();
    }

    private int unknown(int at) {
        for (int i = 0; i < at; i++) {
            if (skus[i].equals(skus[at])) {
                return clicked[i];
            }
        }
        return ItemNumbers.UNKNOWN - 1 - at;
    }

    private int reckonDistance(int item) {
        int distance = 1;
        while (clicked[used - distance] != item) {
            distance++;
        }
        return distance;
    }

    private double reckonWeight(int back, int strength) {
        Neighbours of = settings.neighbours();
        return switch (of.itemWeights()) {
            case LINEAR -> (used - distances[back] + 1.0) / count();
            case DECAYED ->
                    strength
                            * Math.exp(-back / of.itemDecay())
                            * Math.pow(
                                    index.postings().inverseFrequency(item(back)),
                                    of.itemFrequencyPower());
        };
    }
}
