package dev.tributary.cli.bench;

import org.jspecify.annotations.Nullable;

/**
 * What became of the transactions of a run.
 *
 * @param sent all of them
 * @param answered those with a committed verdict in the answer
 * @param speculative answered with a verdict not committed yet
 * @param pending answered "accepted, not decided yet"
 * @param refused answered with a status of 400 or above
 * @param unanswered no answer came
 * @param late got their committed verdict when asked for it afterwards
 * @param lost acknowledged, or perhaps taken, and without a verdict in the end
 * @param fault what the first of the refused and unanswered met
 */
record Counts(
        long sent,
        long answered,
        long approve,
        long review,
        long block,
        long speculative,
        long pending,
        long refused,
        long unanswered,
        long late,
        long lost,
        @Nullable String fault) {

    /** True where every transaction got a committed verdict, at once or late. */
    boolean complete() {
        return lost == 0 && refused == 0 && unanswered == 0;
    }
}
