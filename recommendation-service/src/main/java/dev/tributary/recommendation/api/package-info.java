/** HTTP in. */
@NullMarked
package dev.tributary.recommendation.api;

import org.jspecify.annotations.NullMarked;
