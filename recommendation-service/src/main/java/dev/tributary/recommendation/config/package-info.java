/** Wires the service. */
@NullMarked
package dev.tributary.recommendation.config;

import org.jspecify.annotations.NullMarked;
