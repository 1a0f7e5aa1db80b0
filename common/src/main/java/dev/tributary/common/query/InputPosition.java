package dev.tributary.common.query;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.query.Position;

import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How much of its input state has taken in: of each partition the offset of the last record that
 * changed it. As text {@code topic-partition:offset}, comma separated, in the order of topics and
 * partitions; the text of nothing is empty.
 */
public final class InputPosition {
    /** Nothing has been taken in, or nothing is known of it. */
    public static final InputPosition NONE = new InputPosition(new TreeMap<>(order()));

    /** Partitions that a text may name. */
    static final int ENTRIES_MAX = 256;

    /** As Kafka has names of topics. */
    private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    private static final int OFFSET_DIGITS_MAX = 18;
    private static final int PARTITION_DIGITS_MAX = 9;

    private final SortedMap<TopicPartition, Long> offsets;

    private InputPosition(SortedMap<TopicPartition, Long> offsets) {
        this.offsets = offsets;
    }

    /** One offset of one partition. */
    public static InputPosition of(String topic, int partition, long offset) {
        SortedMap<TopicPartition, Long> offsets = new TreeMap<>(order());
        offsets.put(new TopicPartition(topic, partition), offset);
        return new InputPosition(offsets);
    }

    static InputPosition of(Position position) {
        SortedMap<TopicPartition, Long> offsets = new TreeMap<>(order());
        for (String topic : position.getTopics()) {
            position.getPartitionPositions(topic)
                    .forEach((partition, offset) ->
                            offsets.put(new TopicPartition(topic, partition), offset));
        }
        return new InputPosition(offsets);
    }

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws IllegalArgumentException saying what the text must be
     */
    public static InputPosition parse(String text) {
        SortedMap<TopicPartition, Long> offsets = new TreeMap<>(order());
        if (text.isBlank()) {
            return NONE;
        }
        String[] entries = text.split(",", -1);
        if (entries.length > ENTRIES_MAX) {
            throw new IllegalArgumentException("must name " + ENTRIES_MAX + " partitions at most");
        }
        for (String entry : entries) {
            int colon = entry.lastIndexOf(':');
            int dash = colon < 0 ? -1 : entry.lastIndexOf('-', colon);
            String topic = dash < 0 ? "" : entry.substring(0, dash).strip();
            if (!TOPIC.matcher(topic).matches()) {
                throw unreadable();
            }
            int partition = Math.toIntExact(number(entry, dash + 1, colon, PARTITION_DIGITS_MAX));
            long offset = number(entry.stripTrailing(), colon + 1, -1, OFFSET_DIGITS_MAX);
            offsets.merge(new TopicPartition(topic, partition), offset, Math::max);
        }
        return new InputPosition(offsets);
    }

    private static long number(String entry, int from, int to, int digitsMax) {
        String digits = to < 0 ? entry.substring(from) : entry.substring(from, to);
        boolean readable =
                !digits.isEmpty()
                        && digits.length() <= digitsMax
                        && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!readable) {
            throw unreadable();
        }
        return Long.parseLong(digits);
    }

    private static IllegalArgumentException unreadable() {
        return new IllegalArgumentException(
                "must be topic-partition:offset, comma separated, as an earlier answer told it");
    }

    /** Both together; of each partition the later offset. */
    public InputPosition and(InputPosition other) {
        SortedMap<TopicPartition, Long> all = new TreeMap<>(offsets);
        other.offsets.forEach((partition, offset) -> all.merge(partition, offset, Math::max));
        return new InputPosition(all);
    }

    /** What is said of the partitions of one number, the same in every topic. */
    public InputPosition ofPartition(int partition) {
        return only(it -> it.partition() == partition);
    }

    private InputPosition only(Predicate<TopicPartition> wanted) {
        SortedMap<TopicPartition, Long> some = new TreeMap<>(order());
        offsets.forEach((partition, offset) -> {
            if (wanted.test(partition)) {
                some.put(partition, offset);
            }
        });
        return new InputPosition(some);
    }

    /** Whether this is as far as the other in every partition that the other names. */
    public boolean covers(InputPosition other) {
        return other.offsets.entrySet().stream()
                .allMatch(it -> offsets.getOrDefault(it.getKey(), -1L) >= it.getValue());
    }

    /** Whether nothing is said. */
    public boolean isNone() {
        return offsets.isEmpty();
    }

    /** Of each partition the offset of the last record taken in. */
    public Map<TopicPartition, Long> offsets() {
        return Map.copyOf(offsets);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof InputPosition that && offsets.equals(that.offsets);
    }

    @Override
    public int hashCode() {
        return offsets.hashCode();
    }

    @Override
    public String toString() {
        return offsets.entrySet().stream()
                .map(it -> it.getKey() + ":" + it.getValue())
                .collect(Collectors.joining(","));
    }

    private static Comparator<TopicPartition> order() {
        return Comparator.comparing(TopicPartition::topic)
                .thenComparingInt(TopicPartition::partition);
    }
}
