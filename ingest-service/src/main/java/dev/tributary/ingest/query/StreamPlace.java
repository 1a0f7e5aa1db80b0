package dev.tributary.ingest.query;

import org.jspecify.annotations.Nullable;

/**
 * A place in the verdicts and the orders together: the place in each log, as {@code
 * 0:17,1:4/0:3,1:9}. Without the second part it is a place from before orders were told.
 *
 * @param verdicts the place in the verdicts
 * @param orders the place in the orders; absent where it is not told
 */
public record StreamPlace(LogPositions verdicts, @Nullable LogPositions orders) {
    private static final char BETWEEN = '/';

    /**
     * Reads the form that {@link #toString} writes.
     *
     * @throws IllegalArgumentException saying what it must be
     */
    public static StreamPlace parse(String text) {
        int between = text.indexOf(BETWEEN);
        try {
            return between < 0
                    ? new StreamPlace(LogPositions.parse(text), null)
                    : new StreamPlace(
                            LogPositions.parse(text.substring(0, between)),
                            LogPositions.parse(text.substring(between + 1)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "must be the next offset of each partition, of the verdicts and then of the"
                            + " orders, such as 0:17,1:4/0:3,1:9",
                    e);
        }
    }

    @Override
    public String toString() {
        return orders == null ? verdicts.toString() : verdicts + String.valueOf(BETWEEN) + orders;
    }
}
