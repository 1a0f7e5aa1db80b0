package dev.tributary.cli.fraud;

import dev.tributary.cli.fraud.RuleMiner.Path;
import dev.tributary.fraud.domain.learning.DayCounts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** What a candidate hits on folds later than those it was grown on. */
final class PathHits {
    private static final int FIRST_CAPACITY = 16;

    private final Path path;
    private final Folds folds;
    private final int most;
    private final List<DayCounts> later;

    /** Ascending. */
    private int[] rows = new int[FIRST_CAPACITY];

    private int size;
    private boolean tooMany;

    /**
     * @param most rows that are kept
     */
    PathHits(Path path, Folds folds, int most) {
        this.path = path;
        this.folds = folds;
        this.most = most;
        this.later = new ArrayList<>();
        for (int fold = path.grownOn(); fold < folds.count(); fold++) {
            later.add(DayCounts.NONE);
        }
    }

    /** Rows come in ascending order. */
    void add(int fold, int row, boolean fraud) {
        int place = fold - path.grownOn();
        if (place < 0 || tooMany) {
            return;
        }
        if (size == most) {
            tooMany = true;
            return;
        }
        DayCounts hit = new DayCounts(1, fraud ? 1 : 0, fraud ? 0 : 1);
        later.set(place, later.get(place).plus(hit));
        if (size == rows.length) {
            rows = Arrays.copyOf(rows, 2 * size);
        }
        rows[size] = row;
        size++;
    }

    Path path() {
        return path;
    }

    /** Whether there were more than are kept, so that the others are not known. */
    boolean isTooMany() {
        return tooMany;
    }

    /** By fold, those after the ones that it was grown on. */
    List<DayCounts> later() {
        return List.copyOf(later);
    }

    DayCounts all() {
        return later.stream().reduce(DayCounts.NONE, DayCounts::plus);
    }

    /** What it hits that is not among these rows. */
    DayCounts beside(BitSet found, BitSet frauds) {
        int hits = 0;
        int fraudHits = 0;
        for (int i = 0; i < size; i++) {
            if (!found.get(rows[i])) {
                hits++;
                fraudHits += frauds.get(rows[i]) ? 1 : 0;
            }
        }
        return new DayCounts(hits, fraudHits, hits - fraudHits);
    }

    /** Adds what it hits to these rows. */
    void mark(BitSet found) {
        for (int i = 0; i < size; i++) {
            found.set(rows[i]);
        }
    }

    /**
     * Share of what both hit in what either hits, on the folds that are later for both (P. Jaccard,
     * Bulletin de la Societe Vaudoise des Sciences Naturelles 37, 1901); 1 for the same hits.
     */
    double alike(PathHits other) {
        int firstRow = folds.firstRow(Math.max(path.grownOn(), other.path.grownOn()));
        int i = first(firstRow);
        int j = other.first(firstRow);
        int either = size - i + other.size - j;
        int both = 0;
        while (i < size && j < other.size) {
            int mine = rows[i];
            int theirs = other.rows[j];
            both += mine == theirs ? 1 : 0;
            i += mine <= theirs ? 1 : 0;
            j += theirs <= mine ? 1 : 0;
        }
        return either == 0 ? 1 : (double) both / (either - both);
    }

    private int first(int row) {
        int place = Arrays.binarySearch(rows, 0, size, row);
        return place < 0 ? -place - 1 : place;
    }
}
