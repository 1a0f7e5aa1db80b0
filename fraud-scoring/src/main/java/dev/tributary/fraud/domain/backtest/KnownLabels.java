package dev.tributary.fraud.domain.backtest;

import dev.tributary.fraud.domain.EntityUse;
import dev.tributary.fraud.domain.TransactionId;
import dev.tributary.fraud.domain.learning.Label;

import org.jspecify.annotations.Nullable;

/**
 * Which label counts for which transaction, small enough for millions: 34 to 68 bytes each. Of
 * several labels of a transaction the one counts that {@linkplain Label#supersedes supersedes} the
 * others. Transactions are told apart by {@link EntityUse#transactionHash eight bytes}; among some
 * millions two are alike by chance once in some million times. For one thread.
 */
public final class KnownLabels {
    private static final int FIRST_CAPACITY = 1 << 10;
    private static final byte NONE = 0;
    private static final byte FRAUD = 1;
    private static final byte HONEST = 2;

    private final int max;

    /** Open addressing with linear steps, half full at most; capacities are powers of two. */
    private long[] hashes = new long[FIRST_CAPACITY];

    private long[] labelledAtMs = new long[FIRST_CAPACITY];
    private byte[] kinds = new byte[FIRST_CAPACITY];
    private int size;

    /**
     * @param max labelled transactions at most, 1 or more
     */
    public KnownLabels(int max) {
        if (max < 1 || max > 1 << 29) {
            throw new IllegalArgumentException("max is " + max);
        }
        this.max = max;
    }

    /** Transactions with a label. */
    public int size() {
        return size;
    }

    /**
     * A label in the order in which labels came.
     *
     * @return false where there are too many transactions to take one more
     */
    public boolean put(TransactionId id, Label label) {
        long hash = EntityUse.transactionHash(id);
        int place = place(hash);
        if (kinds[place] == NONE) {
            if (size == max) {
                return false;
            }
            if (2 * (size + 1) > hashes.length) {
                grow();
                place = place(hash);
            }
            size++;
        } else if (!label.supersedes(label(place))) {
            return true;
        }
        set(place, hash, label.labelledAtMs(), label.fraud() ? FRAUD : HONEST);
        return true;
    }

    /** Whether the transaction was fraud; null where nobody said. */
    public @Nullable Boolean fraud(TransactionId id) {
        int place = place(EntityUse.transactionHash(id));
        return kinds[place] == NONE ? null : kinds[place] == FRAUD;
    }

    private Label label(int place) {
        return new Label(kinds[place] == FRAUD, labelledAtMs[place]);
    }

    private int place(long hash) {
        int place = (int) hash & (hashes.length - 1);
        while (kinds[place] != NONE && hashes[place] != hash) {
            place = (place + 1) & (hashes.length - 1);
        }
        return place;
    }

    private void set(int place, long hash, long atMs, byte kind) {
        hashes[place] = hash;
        labelledAtMs[place] = atMs;
        kinds[place] = kind;
    }

    private void grow() {
        long[] oldHashes = hashes;
        long[] oldTimes = labelledAtMs;
        byte[] oldKinds = kinds;
        int capacity = 2 * oldHashes.length;
        hashes = new long[capacity];
        labelledAtMs = new long[capacity];
        kinds = new byte[capacity];
        for (int i = 0; i < oldKinds.length; i++) {
            if (oldKinds[i] != NONE) {
                set(place(oldHashes[i]), oldHashes[i], oldTimes[i], oldKinds[i]);
            }
        }
    }
}
