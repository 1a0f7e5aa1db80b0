package dev.tributary.fraud.topology;

import dev.tributary.fraud.domain.learning.DecidedTransaction;
import dev.tributary.schemas.ingest.Label;

/** What is joined by transactionId, in the order in which it comes. */
sealed interface Fact {
    record Decided(DecidedTransaction transaction) implements Fact {}

    record Labelled(Label label) implements Fact {}
}
