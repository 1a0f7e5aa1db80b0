/** A seeded generator of realistic traffic and where it goes. */
@NullMarked
package dev.tributary.cli.load;

import org.jspecify.annotations.NullMarked;
