/** The stock of the suite: levels, reservations and orders. */
@NullMarked
package dev.tributary.inventory;

import org.jspecify.annotations.NullMarked;
