/** How every topology is configured, started, watched and stopped. */
@NullMarked
package dev.tributary.common.streams;

import org.jspecify.annotations.NullMarked;
