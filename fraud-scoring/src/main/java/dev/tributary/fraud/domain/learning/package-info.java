/**
 * What follows from knowing what became of transactions: labels and the transactions they are
 * about, and how rules and models did by them.
 */
@NullMarked
package dev.tributary.fraud.domain.learning;

import org.jspecify.annotations.NullMarked;
