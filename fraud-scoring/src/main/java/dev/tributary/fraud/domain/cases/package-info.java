/** Transactions that a human has to look at, and what was made of them. */
@NullMarked
package dev.tributary.fraud.domain.cases;

import org.jspecify.annotations.NullMarked;
