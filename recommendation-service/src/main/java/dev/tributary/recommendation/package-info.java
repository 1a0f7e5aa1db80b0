/** recommendation-service: what to show a visitor next. */
@NullMarked
package dev.tributary.recommendation;

import org.jspecify.annotations.NullMarked;
