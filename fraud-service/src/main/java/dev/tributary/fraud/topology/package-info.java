/**
 * The way of a transaction to its verdict: sources, steps, sinks. No framework, no clock, no rule.
 */
@NullMarked
package dev.tributary.fraud.topology;

import org.jspecify.annotations.NullMarked;
