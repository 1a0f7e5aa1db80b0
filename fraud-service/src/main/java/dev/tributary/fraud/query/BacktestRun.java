package dev.tributary.fraud.query;

import dev.tributary.fraud.domain.backtest.BacktestReport;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** A backtest that was asked for, and how far it is. Safe for any number of threads. */
public final class BacktestRun {
    private final String id;
    private final BacktestRequest request;
    private final Instant askedAt;

    private volatile boolean cancelled;
    private volatile long records;
    private volatile long recordsRead;
    private volatile State state = new State.Waiting();

    /** Where it is in its life. */
    public sealed interface State {
        /** Others are before it. */
        record Waiting() implements State {}

        /** It reads. */
        record Running(Instant startedAt) implements State {}

        /**
         * It came to its end.
         *
         * @param unreadable verdicts whose bytes are none, or that hold what is no feature
         */
        record Done(Instant startedAt, Instant endedAt, BacktestReport report, long unreadable)
                implements State {}

        /**
         * It could not come to its end.
         *
         * @param reason why, for whoever asked
         */
        record Failed(Instant startedAt, Instant endedAt, String reason) implements State {}
    }

    BacktestRun(String id, BacktestRequest request, Instant askedAt) {
        this.id = id;
        this.request = request;
        this.askedAt = askedAt;
    }

    public String id() {
        return id;
    }

    public BacktestRequest request() {
        return request;
    }

    /** Wall-clock time at which it was asked for. */
    public Instant askedAt() {
        return askedAt;
    }

    public State state() {
        return state;
    }

    /** Records to be read in all; 0 before that is known. */
    public long records() {
        return records;
    }

    /** Records that have been read; they come close to {@link #records} and may end below it. */
    public long recordsRead() {
        return recordsRead;
    }

    void become(State next) {
        state = next;
    }

    void toBeRead(long more) {
        records = more;
    }

    void read(long inAll) {
        recordsRead = inAll;
    }

    void cancel() {
        cancelled = true;
    }

    /** Whether nobody waits for it any more; it ends as soon as it sees that. */
    public boolean isCancelled() {
        return cancelled;
    }

    /** When it ended; null where it has not. */
    @Nullable Instant endedAt() {
        return switch (state) {
            case State.Done done -> done.endedAt();
            case State.Failed failed -> failed.endedAt();
            case State.Waiting _, State.Running _ -> null;
        };
    }
}
