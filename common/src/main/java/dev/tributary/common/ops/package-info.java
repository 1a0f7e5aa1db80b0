/** Health, metrics and start-up checks. */
@NullMarked
package dev.tributary.common.ops;

import org.jspecify.annotations.NullMarked;
