/** State of recommendation-service: stores, and what stands in them. */
@NullMarked
package dev.tributary.recommendation.store;

import org.jspecify.annotations.NullMarked;
