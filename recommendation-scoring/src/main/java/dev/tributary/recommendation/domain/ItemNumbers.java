package dev.tributary.recommendation.domain;

import com.carrotsearch.hppc.ObjectIntHashMap;

import java.util.Arrays;

/**
 * Numbers for the items that are known, so that what is kept of them can be kept in arrays. The
 * number of an item that is released is given to another one.
 */
final class ItemNumbers {
    /** Of an item that has no number. */
    static final int UNKNOWN = -1;

    /** Of the text of a sku and its entry in the map, about. */
    private static final int BYTES_AN_ITEM = 80;

    private final ObjectIntHashMap<String> numbers = new ObjectIntHashMap<>();
    private Sku[] skus = new Sku[1_024];
    private int[] released = new int[16];
    private int releasedCount;

    /** The number of an item, or {@link #UNKNOWN}. */
    int find(Sku sku) {
        return numbers.getOrDefault(sku.value(), UNKNOWN);
    }

    /** The number of an item, a new one where it has none. */
    int number(Sku sku) {
        int found = find(sku);
        if (found != UNKNOWN) {
            return found;
        }
        int number = releasedCount > 0 ? released[--releasedCount] : numbers.size();
        if (number == skus.length) {
            skus = Arrays.copyOf(skus, skus.length * 2);
        }
        skus[number] = sku;
        numbers.put(sku.value(), number);
        return number;
    }

    /** The item needs no number any more. */
    void release(int number) {
        numbers.remove(skus[number].value());
        if (releasedCount == released.length) {
            released = Arrays.copyOf(released, releasedCount * 2);
        }
        released[releasedCount++] = number;
    }

    Sku sku(int number) {
        return skus[number];
    }

    /** How many items have a number. */
    int size() {
        return numbers.size();
    }

    long bytes() {
        long bytes = (long) skus.length * Integer.BYTES;
        return bytes + (long) numbers.size() * BYTES_AN_ITEM;
    }
}
