package dev.tributary.fraud.domain;

import java.util.ArrayList;
import java.util.List;

/** Bounded lists in the order of {@link Timed#compare}, oldest first. Pure functions. */
final class Timeline {
    private Timeline() {}

    static void requireOrdered(String name, List<? extends Timed> items) {
        for (int i = 1; i < items.size(); i++) {
            if (Timed.compare(items.get(i - 1), items.get(i)) >= 0) {
                throw new IllegalArgumentException(
                        name + " are not in order of time: " + (i - 1) + " and " + i);
            }
        }
    }

    /**
     * The list with one more item where it belongs, without items that are {@code horizonMs} or
     * more older than the newest, and without the oldest beyond {@code max}. The new item itself
     * may be what goes.
     */
    static <T extends Timed> List<T> insert(List<T> items, T item, int max, long horizonMs) {
        int position = items.size();
        while (position > 0 && Timed.compare(items.get(position - 1), item) > 0) {
            position--;
        }
        List<T> all = new ArrayList<>(items.size() + 1);
        all.addAll(items.subList(0, position));
        all.add(item);
        all.addAll(items.subList(position, items.size()));
        return List.copyOf(all.subList(firstKept(all, max, horizonMs), all.size()));
    }

    static <T extends Timed> List<T> without(List<T> items, int index) {
        List<T> others = new ArrayList<>(items);
        others.remove(index);
        return others;
    }

    private static int firstKept(List<? extends Timed> items, int max, long horizonMs) {
        long newestMs = items.getLast().timeMs();
        int first = Math.max(0, items.size() - max);
        while (newestMs - items.get(first).timeMs() >= horizonMs) {
            first++;
        }
        return first;
    }
}
