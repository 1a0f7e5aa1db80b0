/** HTTP: what callers want of stock, and what they ask. */
@NullMarked
package dev.tributary.inventory.api;

import org.jspecify.annotations.NullMarked;
