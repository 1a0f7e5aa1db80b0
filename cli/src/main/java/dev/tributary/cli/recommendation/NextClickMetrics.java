package dev.tributary.cli.recommendation;

import dev.tributary.recommendation.domain.Recommendation;
import dev.tributary.recommendation.domain.Sku;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How well predictions foresee what is clicked. All are means over the predictions, but for the
 * coverage.
 */
final class NextClickMetrics {
    private final int cutoff;
    private final Set<Sku> shown = new HashSet<>();
    private long predictions;
    private long hits;
    private double reciprocalRanks;
    private double precisions;
    private double recalls;

    /**
     * @param cutoff items of a prediction that count
     */
    NextClickMetrics(int cutoff) {
        this.cutoff = cutoff;
    }

    /**
     * Takes in a prediction.
     *
     * @param next what was clicked next
     * @param rest all items that the session still came to, with that one
     */
    void add(List<Recommendation> predicted, Sku next, Set<Sku> rest) {
        predictions++;
        int found = 0;
        for (int rank = 1; rank <= Math.min(cutoff, predicted.size()); rank++) {
            Sku sku = predicted.get(rank - 1).sku();
            shown.add(sku);
            if (sku.equals(next)) {
                hits++;
                reciprocalRanks += 1.0 / rank;
            }
            found += rest.contains(sku) ? 1 : 0;
        }
        precisions += (double) found / cutoff;
        recalls += (double) found / rest.size();
    }

    long predictions() {
        return predictions;
    }

    /** Mean of 1/rank of what was clicked next, 0 where it was not predicted. */
    double meanReciprocalRank() {
        return reciprocalRanks / predictions;
    }

    /** Share of predictions with what was clicked next. */
    double hitRate() {
        return (double) hits / predictions;
    }

    /** Mean share of the predicted items that the session still came to. */
    double precision() {
        return precisions / predictions;
    }

    /** Mean share of the items the session still came to that were predicted. */
    double recall() {
        return recalls / predictions;
    }

    /** Items of a catalogue that were predicted at least once, as a share of it. */
    double coverage(Set<Sku> catalogue) {
        return (double) shown.stream().filter(catalogue::contains).count() / catalogue.size();
    }
}
