/**
 * Rules as text, made fast: CEL over the feature catalogue is read and type-checked once, when a
 * rule is put; what remains of it is a plan over numbers, and an index that finds the few rules of
 * thousands that a transaction meets.
 *
 * <p>The doors: {@link dev.tributary.fraud.domain.rules.RuleDefinition} is a rule as written,
 * {@link dev.tributary.fraud.domain.rules.RuleCompiler} says whether its expression means anything,
 * {@link dev.tributary.fraud.domain.rules.CompiledRules} finds which rules speak, {@link
 * dev.tributary.fraud.domain.rules.RuleGuard} keeps one that misbehaves away. What follows from the
 * rules that speak is decided one package up.
 *
 * <p>The language: CEL's numbers, flags, {@code && || ! ?:}, comparisons, {@code in} with a list,
 * {@code + - * /}, and {@code present(feature)}. Every number is a double, integers in the text
 * included. <b>What is not known never makes a rule speak:</b> a comparison with an absent feature,
 * or with a calculation that has no number as its result, is neither true nor false; {@code !}
 * keeps that, {@code &&} with something false is false, {@code ||} with something true is true, and
 * a rule whose expression ends so is silent. That is how SQL treats null in a WHERE (three-valued
 * logic of S. C. Kleene, Introduction to Metamathematics, 1952, section 64) and CEL an unknown. So
 * {@code !(travelKm > 5.0)} is {@code travelKm <= 5.0}, and whoever means "5 km or not known" says
 * {@code !present(travelKm) || travelKm <= 5.0}. Different from CEL, a division by zero has no
 * result instead of an infinite one, and {@code x in [5.0, y]} holds where x is 5, known y or not.
 */
@NullMarked
package dev.tributary.fraud.domain.rules;

import org.jspecify.annotations.NullMarked;
