package dev.tributary.recommendation.domain;

import java.util.Arrays;

/**
 * Many short lists of ints in one array: each lies in a slab whose length is a power of two, and
 * slabs that are given back serve the next list of their size. A list costs no object and at most
 * twice its ints.
 */
final class IntSlabs {
    private static final int SIZES = 31;

    private int[] ints = new int[1 << 12];
    private int end;

    /** By size: the first free slab, whose first int tells the next; -1 for none. */
    private final int[] free = new int[SIZES];

    IntSlabs() {
        Arrays.fill(free, -1);
    }

    /** Keeps a list; what is returned is needed to read it. */
    int add(int[] list, int length) {
        int size = size(length);
        int at = free[size];
        if (at >= 0) {
            free[size] = ints[at];
        } else {
            at = end;
            end = Math.addExact(end, 1 << size);
            if (end > ints.length) {
                ints = Arrays.copyOf(ints, grown(end));
            }
        }
        System.arraycopy(list, 0, ints, at, length);
        return at;
    }

    void release(int at, int length) {
        int size = size(length);
        ints[at] = free[size];
        free[size] = at;
    }

    int get(int at) {
        return ints[at];
    }

    long bytes() {
        return (long) ints.length * Integer.BYTES;
    }

    private static int size(int length) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(length - 1);
    }

    private static int grown(int needed) {
        return (int) Math.min(Integer.MAX_VALUE - 8, needed + (long) (needed >> 1));
    }
}
