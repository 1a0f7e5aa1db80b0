package dev.tributary.cli.fraud;

import dev.tributary.fraud.domain.CardTransaction;
import dev.tributary.fraud.domain.Decision;
import dev.tributary.fraud.domain.learning.Label;

import org.jspecify.annotations.Nullable;

/**
 * A transaction that a running suite decided.
 *
 * @param decision what was decided, on which the card's history depends
 * @param label what became of it; null where nobody said, which counts as honest in training and is
 *     no outcome in features, as on the live path
 */
record PastTransaction(CardTransaction transaction, Decision decision, @Nullable Label label) {}
