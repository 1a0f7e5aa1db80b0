/** Commands that measure recommendations. */
@NullMarked
package dev.tributary.cli.recommendation;

import org.jspecify.annotations.NullMarked;
