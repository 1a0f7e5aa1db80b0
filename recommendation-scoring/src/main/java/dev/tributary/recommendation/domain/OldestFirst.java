package dev.tributary.recommendation.domain;

import java.util.Arrays;

/**
 * Sessions, the one that has been quiet for longest at hand: a binary heap of their {@link Recency}
 * that knows where each slot is.
 */
final class OldestFirst {
    private long[] heap = new long[1_024];
    private int size;

    /** By slot: where it is in the heap. */
    private int[] places = new int[1_024];

    void add(long recency) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, heap.length * 2);
        }
        int slot = Recency.slot(recency);
        if (slot >= places.length) {
            places = Arrays.copyOf(places, Math.max(slot + 1, places.length * 2));
        }
        rise(size++, recency);
    }

    void remove(int slot) {
        int hole = places[slot];
        long last = heap[--size];
        if (hole < size) {
            rise(hole, last);
            sink(places[Recency.slot(last)], last);
        }
    }

    /** Slot of the session that has been quiet for longest; there is one. */
    int oldest() {
        return Recency.slot(heap[0]);
    }

    long bytes() {
        return (long) heap.length * Long.BYTES + (long) places.length * Integer.BYTES;
    }

    private void rise(int from, long recency) {
        int at = from;
        while (at > 0 && heap[parent(at)] > recency) {
            put(at, heap[parent(at)]);
            at = parent(at);
        }
        put(at, recency);
    }

    private void sink(int from, long recency) {
        int at = from;
        for (int child = 2 * at + 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && heap[child + 1] < heap[child]) {
                child++;
            }
            if (heap[child] >= recency) {
                break;
            }
            put(at, heap[child]);
            at = child;
        }
        put(at, recency);
    }

    private static int parent(int at) {
        return (at - 1) / 2;
    }

    private void put(int at, long recency) {
        heap[at] = recency;
        places[Recency.slot(recency)] = at;
    }
}
