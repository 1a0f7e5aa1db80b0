/** A broker and a schema registry as child processes on loopback: started, awaited, stopped. */
@NullMarked
package dev.tributary.local;

import org.jspecify.annotations.NullMarked;
