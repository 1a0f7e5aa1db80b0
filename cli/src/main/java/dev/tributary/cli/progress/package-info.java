/** How far a long command is. */
@NullMarked
package dev.tributary.cli.progress;

import org.jspecify.annotations.NullMarked;
