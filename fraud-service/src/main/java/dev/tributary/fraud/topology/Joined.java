package dev.tributary.fraud.topology;

import dev.tributary.fraud.domain.learning.DecidedTransaction;
import dev.tributary.fraud.domain.learning.Label;

import org.jspecify.annotations.Nullable;

/** What comes of the join of a transaction with what is said to have become of it. */
sealed interface Joined {
    /**
     * A transaction that was not known before.
     *
     * @param transaction without a label
     */
    record Decided(DecidedTransaction transaction) implements Joined {}

    /**
     * Another label counts than before.
     *
     * @param before what counted; null where nothing did
     * @param transaction with the label that counts now
     */
    record Labelled(@Nullable Label before, DecidedTransaction transaction) implements Joined {}

    /** A label whose transaction did not come in time. */
    record Unmatched(dev.tributary.schemas.ingest.Label label) implements Joined {}
}
