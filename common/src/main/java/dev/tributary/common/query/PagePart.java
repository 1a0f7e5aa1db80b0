package dev.tributary.common.query;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What one instance has of a page; JSON between instances.
 *
 * @param partitions that it answers for
 * @param entries of these, in the order of their keys
 * @param through key up to which it has looked at everything; null where that is the end
 * @param role of the instance, as {@link Freshness.Role} has it; of a standby where it is one for
 *     any of the partitions
 * @param lag records that the furthest behind of them is behind
 * @param position input taken in, as {@link InputPosition} writes it
 */
record PagePart(
        List<Integer> partitions,
        List<Entry> entries,
        @Nullable String through,
        Freshness.Role role,
        long lag,
        String position) {
    PagePart {
        partitions = List.copyOf(partitions);
        entries = List.copyOf(entries);
    }

    /**
     * One entry.
     *
     * @param item its document
     */
    record Entry(String key, Object item) {}

    Freshness freshness() {
        return new Freshness(role, lag, InputPosition.parse(position));
    }
}
