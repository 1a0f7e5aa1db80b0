/** The suite on one machine: processes, ports, state, logs. */
@NullMarked
package dev.tributary.cli.suite;

import org.jspecify.annotations.NullMarked;
