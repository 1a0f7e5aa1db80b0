package dev.tributary.fraud.domain;

import java.util.Arrays;

/**
 * Outcomes of one entity by event time, ties by id, oldest first. Immutable, one array a column, as
 * {@link Attempts} and for the same reason.
 */
public final class Outcomes {
    public static final Outcomes NONE =
            new Outcomes(new long[0], new long[0], new long[0], new long[0], new float[0]);

    private final long[] ids;
    private final long[] timesMs;
    private final long[] labelledAtMs;
    private final long[] amountsMinor;
    private final float[] cardEvidences;

    private Outcomes(
            long[] ids,
            long[] timesMs,
            long[] labelledAtMs,
            long[] amountsMinor,
            float[] cardEvidences) {
        this.ids = ids;
        this.timesMs = timesMs;
        this.labelledAtMs = labelledAtMs;
        this.amountsMinor = amountsMinor;
        this.cardEvidences = cardEvidences;
    }

    /**
     * Outcomes by column, as {@link Outcome} describes them; the arrays are taken over and must not
     * be changed any more.
     *
     * @throws IllegalArgumentException where columns differ in length, rows are not in order or
     *     hold impossible values
     */
    public static Outcomes ofColumns(
            long[] ids,
            long[] timesMs,
            long[] labelledAtMs,
            long[] amountsMinor,
            float[] cardEvidences) {
        int size = ids.length;
        if (timesMs.length != size
                || labelledAtMs.length != size
                || amountsMinor.length != size
                || cardEvidences.length != size) {
            throw new IllegalArgumentException("columns of outcomes differ in length");
        }
        Outcomes outcomes = new Outcomes(ids, timesMs, labelledAtMs, amountsMinor, cardEvidences);
        for (int i = 0; i < size; i++) {
            outcomes.get(i, false);
            if (i > 0 && outcomes.compare(i - 1, timesMs[i], ids[i]) >= 0) {
                throw new IllegalArgumentException(
                        "outcomes are not in order of time: " + (i - 1) + " and " + i);
            }
        }
        return outcomes;
    }

    public int size() {
        return ids.length;
    }

    public long[] ids() {
        return ids.clone();
    }

    public long[] timesMs() {
        return timesMs.clone();
    }

    public long[] labelledAtMs() {
        return labelledAtMs.clone();
    }

    public long[] amountsMinor() {
        return amountsMinor.clone();
    }

    public float[] cardEvidences() {
        return cardEvidences.clone();
    }

    /** The outcome at that place; whether it is fraud is said by which list this is. */
    Outcome get(int i, boolean fraud) {
        return new Outcome(
                ids[i], timesMs[i], labelledAtMs[i], fraud, amountsMinor[i], cardEvidences[i]);
    }

    long timeMs(int i) {
        return timesMs[i];
    }

    /** Whether it had happened and was labelled by then. */
    boolean knownAt(int i, long nowMs) {
        return labelledAtMs[i] <= nowMs;
    }

    long labelledAtMs(int i) {
        return labelledAtMs[i];
    }

    /** Whether the amount, or what it is to the card, says enough by itself. */
    boolean explained(int i, double explainedFrom, LearnedConstants learned) {
        return amountsMinor[i] > learned.amountCutMinor() || cardEvidences[i] > explainedFrom;
    }

    int indexOf(long id) {
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] == id) {
                return i;
            }
        }
        return -1;
    }

    Outcomes plus(Outcome outcome) {
        int position = ids.length;
        while (position > 0 && compare(position - 1, outcome.occurredAtMs(), outcome.id()) > 0) {
            position--;
        }
        float[] evidences = new float[ids.length + 1];
        System.arraycopy(cardEvidences, 0, evidences, 0, position);
        evidences[position] = outcome.cardEvidence();
        System.arraycopy(cardEvidences, position, evidences, position + 1, ids.length - position);
        return new Outcomes(
                with(ids, position, outcome.id()),
                with(timesMs, position, outcome.occurredAtMs()),
                with(labelledAtMs, position, outcome.labelledAtMs()),
                with(amountsMinor, position, outcome.amountMinor()),
                evidences);
    }

    Outcomes without(int index) {
        return joined(part(0, index), part(index + 1, ids.length));
    }

    /** From that place on. */
    Outcomes from(int first) {
        return first == 0 ? this : part(first, ids.length);
    }

    private Outcomes part(int from, int to) {
        return new Outcomes(
                Arrays.copyOfRange(ids, from, to),
                Arrays.copyOfRange(timesMs, from, to),
                Arrays.copyOfRange(labelledAtMs, from, to),
                Arrays.copyOfRange(amountsMinor, from, to),
                Arrays.copyOfRange(cardEvidences, from, to));
    }

    private static Outcomes joined(Outcomes left, Outcomes right) {
        float[] evidences = Arrays.copyOf(left.cardEvidences, left.size() + right.size());
        System.arraycopy(right.cardEvidences, 0, evidences, left.size(), right.size());
        return new Outcomes(
                joined(left.ids, right.ids),
                joined(left.timesMs, right.timesMs),
                joined(left.labelledAtMs, right.labelledAtMs),
                joined(left.amountsMinor, right.amountsMinor),
                evidences);
    }

    private static long[] joined(long[] left, long[] right) {
        long[] all = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, all, left.length, right.length);
        return all;
    }

    private static long[] with(long[] column, int position, long value) {
        long[] more = new long[column.length + 1];
        System.arraycopy(column, 0, more, 0, position);
        more[position] = value;
        System.arraycopy(column, position, more, position + 1, column.length - position);
        return more;
    }

    private int compare(int i, long timeMs, long id) {
        int byTime = Long.compare(timesMs[i], timeMs);
        return byTime != 0 ? byTime : Long.compare(ids[i], id);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Outcomes that
                && Arrays.equals(ids, that.ids)
                && Arrays.equals(timesMs, that.timesMs)
                && Arrays.equals(labelledAtMs, that.labelledAtMs)
                && Arrays.equals(amountsMinor, that.amountsMinor)
                && Arrays.equals(cardEvidences, that.cardEvidences);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(ids) + Arrays.hashCode(labelledAtMs);
    }

    @Override
    public String toString() {
        return ids.length + " outcomes";
    }
}
