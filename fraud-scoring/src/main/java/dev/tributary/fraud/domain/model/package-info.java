/**
 * The learned model: gradient-boosted trees over the feature catalogue, scored from flat arrays.
 * How it was trained is not this room's business; {@link
 * dev.tributary.fraud.domain.model.FraudModel} holds all that a verdict needs of it.
 */
@NullMarked
package dev.tributary.fraud.domain.model;

import org.jspecify.annotations.NullMarked;
