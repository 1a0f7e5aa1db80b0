/** Records that cannot be used: kept as they came, with their cause, so that they can come back. */
@NullMarked
package dev.tributary.common.deadletter;

import org.jspecify.annotations.NullMarked;
