package dev.tributary.fraud.domain;

import dev.tributary.fraud.domain.Attempt.DeviceUse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The latest attempts with a card by event time, ties by id, oldest first. Immutable. One array a
 * column and no object an attempt, because the record is read, scanned and written again for each
 * transaction.
 */
public final class Attempts {
    public static final Attempts NONE =
            new Attempts(new long[0], new long[0], new long[0], new float[0], new byte[0]);

    private static final DeviceUse[] DEVICE_USES = DeviceUse.values();
    private static final int LEARNED_BIT = 1;
    private static final int DEVICE_SHIFT = 1;

    private final long[] timesMs;
    private final long[] ids;
    private final long[] amountsMinor;
    private final float[] usualRatios;
    private final byte[] flags;

    private Attempts(
            long[] timesMs, long[] ids, long[] amountsMinor, float[] usualRatios, byte[] flags) {
        this.timesMs = timesMs;
        this.ids = ids;
        this.amountsMinor = amountsMinor;
        this.usualRatios = usualRatios;
        this.flags = flags;
    }

    /**
     * Attempts by column, as {@link Attempt} describes them; the arrays are taken over and must not
     * be changed any more.
     *
     * @param flags lowest bit: learned; the next two: ordinal of {@link DeviceUse}
     * @throws IllegalArgumentException where columns differ in length, rows are not in order or
     *     hold impossible values
     */
    public static Attempts ofColumns(
            long[] timesMs, long[] ids, long[] amountsMinor, float[] usualRatios, byte[] flags) {
        int size = timesMs.length;
        if (ids.length != size
                || amountsMinor.length != size
                || usualRatios.length != size
                || flags.length != size) {
            throw new IllegalArgumentException("columns of attempts differ in length");
        }
        Attempts attempts = new Attempts(timesMs, ids, amountsMinor, usualRatios, flags);
        for (int i = 0; i < size; i++) {
            attempts.check(i);
        }
        return attempts;
    }

    static Attempts of(List<Attempt> inOrder) {
        int size = inOrder.size();
        Attempts attempts =
                new Attempts(
                        new long[size],
                        new long[size],
                        new long[size],
                        new float[size],
                        new byte[size]);
        for (int i = 0; i < size; i++) {
            attempts.put(i, inOrder.get(i));
            attempts.check(i);
        }
        return attempts;
    }

    private void check(int i) {
        EventTime.checked(timesMs[i]);
        if (i > 0 && compare(i - 1, timesMs[i], ids[i]) >= 0) {
            throw new IllegalArgumentException(
                    "attempts are not in order of time: " + (i - 1) + " and " + i);
        }
        if (amountsMinor[i] < ReferenceRates.NO_AMOUNT
                || amountsMinor[i] > ReferenceRates.MAX_REFERENCE_MINOR) {
            throw new IllegalArgumentException("no reference amount: " + amountsMinor[i]);
        }
        if (usualRatios[i] < 0 || Float.isInfinite(usualRatios[i])) {
            throw new IllegalArgumentException("no ratio of amounts: " + usualRatios[i]);
        }
        if (flags[i] < 0 || flags[i] >> DEVICE_SHIFT >= DEVICE_USES.length) {
            throw new IllegalArgumentException("no flags of an attempt: " + flags[i]);
        }
    }

    private void put(int i, Attempt attempt) {
        timesMs[i] = attempt.occurredAtMs();
        ids[i] = attempt.id();
        amountsMinor[i] = attempt.amountMinor();
        usualRatios[i] = attempt.usualRatio();
        flags[i] = flags(attempt);
    }

    @SuppressWarnings("EnumOrdinal") // The documented form of the column.
    private static byte flags(Attempt attempt) {
        return (byte)
                ((attempt.learned() ? LEARNED_BIT : 0)
                        | attempt.device().ordinal() << DEVICE_SHIFT);
    }

    public int size() {
        return timesMs.length;
    }

    /** The attempt at that place, oldest first. */
    public Attempt get(int i) {
        return new Attempt(
                ids[i], timesMs[i], amountsMinor[i], usualRatios[i], learned(i), device(i));
    }

    public List<Attempt> toList() {
        List<Attempt> all = new ArrayList<>(size());
        for (int i = 0; i < size(); i++) {
            all.add(get(i));
        }
        return all;
    }

    /** Event times, milliseconds since 1970-01-01T00:00:00Z; a copy, as the other columns. */
    public long[] timesMs() {
        return timesMs.clone();
    }

    public long[] ids() {
        return ids.clone();
    }

    public long[] amountsMinor() {
        return amountsMinor.clone();
    }

    public float[] usualRatios() {
        return usualRatios.clone();
    }

    public byte[] flags() {
        return flags.clone();
    }

    long timeMs(int i) {
        return timesMs[i];
    }

    long id(int i) {
        return ids[i];
    }

    boolean hasAmount(int i) {
        return amountsMinor[i] != ReferenceRates.NO_AMOUNT;
    }

    long amountMinor(int i) {
        return amountsMinor[i];
    }

    float usualRatio(int i) {
        return usualRatios[i];
    }

    boolean learned(int i) {
        return (flags[i] & LEARNED_BIT) != 0;
    }

    DeviceUse device(int i) {
        return DEVICE_USES[flags[i] >> DEVICE_SHIFT];
    }

    boolean contains(long id) {
        for (long known : ids) {
            if (known == id) {
                return true;
            }
        }
        return false;
    }

    /** With one more where it belongs. */
    public Attempts plus(Attempt attempt) {
        int size = size();
        int position = size;
        while (position > 0 && compare(position - 1, attempt.occurredAtMs(), attempt.id()) > 0) {
            position--;
        }
        Attempts more =
                new Attempts(
                        gap(timesMs, position),
                        gap(ids, position),
                        gap(amountsMinor, position),
                        new float[size + 1],
                        new byte[size + 1]);
        System.arraycopy(usualRatios, 0, more.usualRatios, 0, position);
        System.arraycopy(usualRatios, position, more.usualRatios, position + 1, size - position);
        System.arraycopy(flags, 0, more.flags, 0, position);
        System.arraycopy(flags, position, more.flags, position + 1, size - position);
        more.put(position, attempt);
        return more;
    }

    private static long[] gap(long[] column, int position) {
        long[] more = new long[column.length + 1];
        System.arraycopy(column, 0, more, 0, position);
        System.arraycopy(column, position, more, position + 1, column.length - position);
        return more;
    }

    /** From that place on. */
    Attempts from(int first) {
        return first == 0
                ? this
                : new Attempts(
                        Arrays.copyOfRange(timesMs, first, size()),
                        Arrays.copyOfRange(ids, first, size()),
                        Arrays.copyOfRange(amountsMinor, first, size()),
                        Arrays.copyOfRange(usualRatios, first, size()),
                        Arrays.copyOfRange(flags, first, size()));
    }

    Attempts withoutAmounts() {
        long[] none = new long[size()];
        float[] unknown = new float[size()];
        Arrays.fill(none, ReferenceRates.NO_AMOUNT);
        Arrays.fill(unknown, Float.NaN);
        return new Attempts(timesMs, ids, none, unknown, flags);
    }

    private int compare(int i, long timeMs, long id) {
        int byTime = Long.compare(timesMs[i], timeMs);
        return byTime != 0 ? byTime : Long.compare(ids[i], id);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Attempts that
                && Arrays.equals(timesMs, that.timesMs)
                && Arrays.equals(ids, that.ids)
                && Arrays.equals(amountsMinor, that.amountsMinor)
                && Arrays.equals(usualRatios, that.usualRatios)
                && Arrays.equals(flags, that.flags);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(timesMs) + Arrays.hashCode(ids);
    }

    @Override
    public String toString() {
        return toList().toString();
    }
}
