/** Open-loop measurements of the running suite. */
@NullMarked
package dev.tributary.cli.bench;

import org.jspecify.annotations.NullMarked;
