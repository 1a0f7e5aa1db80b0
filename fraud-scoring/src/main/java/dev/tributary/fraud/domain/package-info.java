/**
 * What fraud looks like, in plain Java: features of a card's history, rules over them, a verdict
 * with reasons. No framework, no clock, no I/O; the libraries are GeographicLib, for distances, and
 * CEL, for reading rules.
 *
 * <p>Read {@link dev.tributary.fraud.domain.Feature} for what is looked at, {@link
 * dev.tributary.fraud.domain.RuleSettings} and {@link dev.tributary.fraud.domain.rules} for what is
 * suspicious, {@link dev.tributary.fraud.domain.RuleSet} for how suspicion adds up, {@link
 * dev.tributary.fraud.domain.CardHistory} for what is remembered. The door is {@link
 * dev.tributary.fraud.domain.FraudScorer}.
 */
@NullMarked
package dev.tributary.fraud.domain;

import org.jspecify.annotations.NullMarked;
