package dev.tributary.ingest.query;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A place in a log of several partitions: the next offset to read of each, as {@code 0:17,1:4}.
 *
 * @param next offset by partition
 */
public record LogPositions(SortedMap<Integer, Long> next) {
    private static final int MAX_LENGTH = 8_000;
    private static final Pattern FORM =
            Pattern.compile("[0-9]{1,5}:[0-9]{1,18}(,[0-9]{1,5}:[0-9]{1,18})*");

    public LogPositions {
        next = Collections.unmodifiableSortedMap(new TreeMap<>(next));
    }

    /**
     * Reads the form that {@link #toString} writes.
     *
     * @throws IllegalArgumentException saying what it must be
     */
    public static LogPositions parse(String text) {
        String form = text.strip();
        SortedMap<Integer, Long> next = new TreeMap<>();
        if (form.length() <= MAX_LENGTH && FORM.matcher(form).matches()) {
            for (String part : form.split(",", -1)) {
                int colon = part.indexOf(':');
                int partition = Integer.parseInt(part.substring(0, colon));
                if (next.put(partition, Long.parseLong(part.substring(colon + 1))) != null) {
                    next.clear();
                    break;
                }
            }
        }
        if (next.isEmpty()) {
            throw new IllegalArgumentException(
                    "must be the next offset of each partition, such as 0:17,1:4");
        }
        return new LogPositions(next);
    }

    /** The same after a record. */
    LogPositions after(int partition, long offset) {
        SortedMap<Integer, Long> moved = new TreeMap<>(next);
        moved.put(partition, offset + 1);
        return new LogPositions(moved);
    }

    @Override
    public String toString() {
        return next.entrySet().stream()
                .map((Map.Entry<Integer, Long> entry) -> entry.getKey() + ":" + entry.getValue())
                .collect(Collectors.joining(","));
    }
}
