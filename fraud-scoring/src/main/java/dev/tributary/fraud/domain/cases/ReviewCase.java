package dev.tributary.fraud.domain.cases;

import dev.tributary.fraud.domain.TransactionId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Objects;

/**
 * What verdicts and labels tell of a transaction that a human has to look at. They come in any
 * order and more than once: of openings the first stands, as everywhere, and of labels the one with
 * the latest {@code labelledAt} counts.
 *
 * @param transactionId the transaction
 * @param opening why it has to be reviewed; absent while only a label is known
 * @param resolution what was made of it; absent while nobody has said
 */
public record ReviewCase(
        TransactionId transactionId, @Nullable Opening opening, @Nullable Resolution resolution) {
    /** How far a case is. */
    public enum Status {
        /** There is a label and no case yet; most labels never get one. */
        LABELLED,
        /** It waits for somebody to decide. */
        OPEN,
        /** Somebody has decided. */
        RESOLVED
    }

    public ReviewCase {
        if (opening == null && resolution == null) {
            throw new IllegalArgumentException("nothing is known of " + transactionId);
        }
    }

    /** One that a verdict opens. */
    public static ReviewCase opened(TransactionId transactionId, Opening opening) {
        return new ReviewCase(transactionId, opening, null);
    }

    /** What a label tells. */
    public static ReviewCase labelled(TransactionId transactionId, Resolution resolution) {
        return new ReviewCase(transactionId, null, resolution);
    }

    public Status status() {
        if (opening == null) {
            return Status.LABELLED;
        }
        return resolution == null ? Status.OPEN : Status.RESOLVED;
    }

    /** When it arrived: its verdict, or its label while there is no verdict. */
    public Instant arrivedAt() {
        return opening == null
                ? Objects.requireNonNull(resolution, "one of both").arrivedAt()
                : opening.openedAt();
    }

    /** What is known after hearing of the transaction again. */
    public ReviewCase hear(ReviewCase news) {
        if (!news.transactionId.equals(transactionId)) {
            throw new IllegalArgumentException(news.transactionId + " is not " + transactionId);
        }
        return new ReviewCase(
                transactionId,
                opening == null ? news.opening : opening,
                later(resolution, news.resolution));
    }

    private static @Nullable Resolution later(
            @Nullable Resolution before, @Nullable Resolution next) {
        if (before == null || next == null) {
            return before == null ? next : before;
        }
        return next.supersedes(before) ? next : before;
    }

    /**
     * From when on a label must be known so that it counts.
     *
     * @param now wall-clock time at which it is made
     */
    public Instant nextLabelledAt(Instant now) {
        if (resolution == null || resolution.labelledAt().isBefore(now)) {
            return now;
        }
        return resolution.labelledAt().plusMillis(1);
    }
}
