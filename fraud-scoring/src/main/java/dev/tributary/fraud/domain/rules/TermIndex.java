package dev.tributary.fraud.domain.rules;

import dev.tributary.fraud.domain.Feature;
import dev.tributary.fraud.domain.FeatureVector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Finds which of many terms have all their bounds met, by looking at few of them.
 *
 * <p>Where the bounds of a feature begin and end cuts its values into intervals. For each interval
 * there is a row: a set of bits, one a term, of the terms that a value in it leaves possible; one
 * more row is for the absent feature. The terms to be found are among those whose bit is set in the
 * rows of all features (bitmap indexes, P. O'Neil and D. Quass, Improved query performance with
 * variant indexes, SIGMOD 1997, turned round: the rules are the table, the transaction is the
 * query). Three things make it small and quick:
 *
 * <ul>
 *   <li>A feature has at most {@value #MAX_INTERVALS} intervals. Where it has more cuts, some are
 *       left out, and its rows are too generous but never too strict; whatever bit is left in the
 *       end is compared with the exact bounds of its term.
 *   <li>Terms are sorted by the bound that is likely to be met least often, so that terms which are
 *       impossible together stand together, and are taken in blocks of 64, one word of each row. A
 *       row has a summary, one bit a block: whether the word has any bit. Blocks that are not in
 *       the summaries of all features are never looked at.
 *   <li>In a block only the features are looked at that its terms name, the most named first, and
 *       only until no bit is left.
 * </ul>
 *
 * <p>Memory of the rows: features x (intervals + 1) x terms / 8 bytes, at most {@link
 * #MAX_ROW_BYTES}, beyond which features have fewer intervals. 10,000 terms over 100 features take
 * 8.2 MB. Immutable; safe for any number of threads.
 */
final class TermIndex {
    static final int MAX_INTERVALS = 64;
    static final long MAX_ROW_BYTES = 64L << 20;

    private static final int[] NONE = {};

    private final Feature[] features;

    /** By feature, as all that follows by its place in {@link #features}. */
    private final Intervals[] intervals;

    /** By feature, the number of the row of its first interval. */
    private final int[] firstRow;

    private final int blocks;

    /** By row and block. */
    private final long[] rows;

    private final int summaryWords;

    /** By row and 64 blocks. */
    private final long[] summaries;

    /** By block, the features that its terms name, the most named first. */
    private final int[][] blockFeatures;

    /** By place, which is the number of the bit, the number of the term. */
    private final int[] termAt;

    /** By place, where its bounds begin in the arrays below; one more for the end of the last. */
    private final int[] firstBound;

    private final int[] boundFeature;
    private final double[] boundLow;
    private final double[] boundHigh;

    /**
     * @param terms the terms, numbered by their place in the list
     */
    TermIndex(List<Term> terms) {
        this(terms, MAX_ROW_BYTES);
    }

    TermIndex(List<Term> terms, long maxRowBytes) {
        Map<Feature, Integer> numbers = new LinkedHashMap<>();
        for (Term term : terms) {
            for (Bound bound : term.bounds()) {
                numbers.putIfAbsent(bound.feature(), numbers.size());
            }
        }
        this.features = numbers.keySet().toArray(Feature[]::new);
        this.blocks = (terms.size() + Long.SIZE - 1) / Long.SIZE;
        this.summaryWords = (blocks + Long.SIZE - 1) / Long.SIZE;
        this.intervals = intervals(terms, numbers, maxIntervals(maxRowBytes));
        this.firstRow = new int[features.length + 1];
        for (int f = 0; f < features.length; f++) {
            firstRow[f + 1] = firstRow[f] + intervals[f].count();
        }
        this.termAt = order(terms, numbers);
        this.firstBound = new int[terms.size() + 1];
        for (int place = 0; place < termAt.length; place++) {
            firstBound[place + 1] = firstBound[place] + terms.get(termAt[place]).bounds().size();
        }
        int bounds = firstBound[termAt.length];
        this.boundFeature = new int[bounds];
        this.boundLow = new double[bounds];
        this.boundHigh = new double[bounds];
        this.rows = new long[firstRow[features.length] * blocks];
        this.summaries = new long[firstRow[features.length] * summaryWords];
        this.blockFeatures = new int[blocks][];
        fillBounds(terms, numbers);
        for (int block = 0; block < blocks; block++) {
            fillBlock(block);
        }
    }

    /**
     * The features that any term names; {@link #find(double[])} takes their values in this order.
     */
    List<Feature> features() {
        return List.of(features);
    }

    /** Memory of the rows. */
    long rowBytes() {
        return (long) rows.length * Long.BYTES;
    }

    /** The numbers of the terms all of whose bounds are met, in no order. */
    int[] find(FeatureVector vector) {
        double[] values = new double[features.length];
        for (int f = 0; f < values.length; f++) {
            values[f] = vector.get(features[f]);
        }
        return find(values);
    }

    int[] find(double[] values) {
        int[] row = new int[values.length];
        for (int f = 0; f < row.length; f++) {
            row[f] = firstRow[f] + intervals[f].of(values[f]);
        }
        int[] found = NONE;
        int count = 0;
        for (int word = 0; word < summaryWords; word++) {
            long alive = aliveBlocks(word, row);
            while (alive != 0) {
                int block = word * Long.SIZE + Long.numberOfTrailingZeros(alive);
                alive &= alive - 1;
                long possible = possibleTerms(block, row);
                while (possible != 0) {
                    int place = block * Long.SIZE + Long.numberOfTrailingZeros(possible);
                    possible &= possible - 1;
                    if (holds(place, values)) {
                        if (count == found.length) {
                            found = Arrays.copyOf(found, Math.max(8, 2 * count));
                        }
                        found[count] = termAt[place];
                        count++;
                    }
                }
            }
        }
        return count == found.length ? found : Arrays.copyOf(found, count);
    }

    private long aliveBlocks(int word, int[] row) {
        long alive = lowBits(blocks - word * Long.SIZE);
        for (int f = 0; f < row.length; f++) {
            alive &= summaries[row[f] * summaryWords + word];
        }
        return alive;
    }

    private long possibleTerms(int block, int[] row) {
        long possible = lowBits(termAt.length - block * Long.SIZE);
        int[] named = blockFeatures[block];
        for (int i = 0; i < named.length && possible != 0; i++) {
            possible &= rows[row[named[i]] * blocks + block];
        }
        return possible;
    }

    private boolean holds(int place, double[] values) {
        for (int i = firstBound[place]; i < firstBound[place + 1]; i++) {
            double value = values[boundFeature[i]];
            if (!(value >= boundLow[i] && value <= boundHigh[i])
                    && !(Double.isNaN(value) && Double.isNaN(boundLow[i]))) {
                return false;
            }
        }
        return true;
    }

    private static int number(Map<Feature, Integer> numbers, Bound bound) {
        return Objects.requireNonNull(numbers.get(bound.feature()));
    }

    private static long lowBits(int count) {
        return count >= Long.SIZE ? -1L : (1L << count) - 1;
    }

    private int maxIntervals(long maxRowBytes) {
        long bytesOfOneEach = (long) Math.max(1, features.length) * blocks * Long.BYTES;
        return Math.clamp(maxRowBytes / Math.max(1, bytesOfOneEach) - 1, 1, MAX_INTERVALS);
    }

    private static Intervals[] intervals(
            List<Term> terms, Map<Feature, Integer> numbers, int maxIntervals) {
        double[][] begins = new double[numbers.size()][];
        int[] counts = new int[numbers.size()];
        Arrays.fill(begins, new double[0]);
        for (Term term : terms) {
            for (Bound bound : term.bounds()) {
                int f = number(numbers, bound);
                if (counts[f] + 2 > begins[f].length) {
                    begins[f] = Arrays.copyOf(begins[f], 2 * counts[f] + 16);
                }
                if (bound.low() > Double.NEGATIVE_INFINITY) {
                    begins[f][counts[f]] = bound.low();
                    counts[f]++;
                }
                if (bound.high() < Double.POSITIVE_INFINITY) {
                    begins[f][counts[f]] = Math.nextUp(bound.high());
                    counts[f]++;
                }
            }
        }
        Intervals[] intervals = new Intervals[begins.length];
        for (int f = 0; f < intervals.length; f++) {
            intervals[f] = Intervals.of(Arrays.copyOf(begins[f], counts[f]), maxIntervals);
        }
        return intervals;
    }

    /** Numbers of the terms in the order of their bits. */
    private int[] order(List<Term> terms, Map<Feature, Integer> numbers) {
        record Key(int term, int feature, int first, int last) {}

        List<Key> keys = new ArrayList<>(terms.size());
        for (int t = 0; t < terms.size(); t++) {
            Key key = new Key(t, features.length, 0, 0);
            double leastShare = Double.POSITIVE_INFINITY;
            for (Bound bound : terms.get(t).bounds()) {
                int f = number(numbers, bound);
                int first = intervals[f].of(bound.low());
                int last = intervals[f].of(bound.high());
                double share = (last - first + 1.0) / intervals[f].count();
                if (share < leastShare) {
                    leastShare = share;
                    key = new Key(t, f, first, last);
                }
            }
            keys.add(key);
        }
        keys.sort(
                Comparator.comparingInt(Key::feature)
                        .thenComparingInt(Key::first)
                        .thenComparingInt(Key::last));
        return keys.stream().mapToInt(Key::term).toArray();
    }

    private void fillBounds(List<Term> terms, Map<Feature, Integer> numbers) {
        int i = 0;
        for (int term : termAt) {
            for (Bound bound : terms.get(term).bounds()) {
                boundFeature[i] = number(numbers, bound);
                boundLow[i] = bound.low();
                boundHigh[i] = bound.high();
                i++;
            }
        }
    }

    private void fillBlock(int block) {
        int from = block * Long.SIZE;
        int to = Math.min(from + Long.SIZE, termAt.length);
        long[] naming = new long[features.length];
        for (int place = from; place < to; place++) {
            for (int i = firstBound[place]; i < firstBound[place + 1]; i++) {
                int f = boundFeature[i];
                naming[f] |= 1L << place;
                int first = intervals[f].of(boundLow[i]);
                int last = intervals[f].of(boundHigh[i]);
                for (int interval = first; interval <= last; interval++) {
                    rows[(firstRow[f] + interval) * blocks + block] |= 1L << place;
                }
            }
        }
        blockFeatures[block] = mostNamedFirst(naming);
        long all = lowBits(to - from);
        for (int f = 0; f < features.length; f++) {
            for (int row = firstRow[f]; row < firstRow[f + 1]; row++) {
                rows[row * blocks + block] |= all & ~naming[f];
                if (rows[row * blocks + block] != 0) {
                    summaries[row * summaryWords + block / Long.SIZE] |= 1L << block;
                }
            }
        }
    }

    private static int[] mostNamedFirst(long[] naming) {
        List<Integer> named = new ArrayList<>();
        for (int f = 0; f < naming.length; f++) {
            if (naming[f] != 0) {
                named.add(f);
            }
        }
        named.sort(Comparator.comparingInt((Integer f) -> Long.bitCount(naming[f])).reversed());
        return named.stream().mapToInt(Integer::intValue).toArray();
    }
}
