/**
 * What rules would have done: they are evaluated over transactions whose features were recorded,
 * and held against what became of these and what was decided then.
 */
@NullMarked
package dev.tributary.fraud.domain.backtest;

import org.jspecify.annotations.NullMarked;
