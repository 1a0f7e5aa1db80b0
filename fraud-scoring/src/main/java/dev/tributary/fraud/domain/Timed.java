package dev.tributary.fraud.domain;

/** Something of a card's history with its place in event time. */
interface Timed {
    /** Event time, milliseconds since 1970-01-01T00:00:00Z. */
    long timeMs();

    /** Orders what happened in the same millisecond. */
    String tieBreak();

    /** The order of a history: by event time, then by tie break. */
    static int compare(Timed left, Timed right) {
        int byTime = Long.compare(left.timeMs(), right.timeMs());
        return byTime != 0 ? byTime : left.tieBreak().compareTo(right.tieBreak());
    }
}
