/** Sessions: what interactions make of them. */
@NullMarked
package dev.tributary.recommendation.topology;

import org.jspecify.annotations.NullMarked;
