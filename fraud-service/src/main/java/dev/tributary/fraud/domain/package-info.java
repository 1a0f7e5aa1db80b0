/**
 * What fraud looks like, in plain Java: features of a card's history, rules over them, a verdict
 * with reasons. No framework, no clock, no I/O.
 */
@NullMarked
package dev.tributary.fraud.domain;

import org.jspecify.annotations.NullMarked;
