/** The command line: one class a command. */
@NullMarked
package dev.tributary.cli;

import org.jspecify.annotations.NullMarked;
