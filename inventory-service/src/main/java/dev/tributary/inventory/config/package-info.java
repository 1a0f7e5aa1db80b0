/** Wires the service together. */
@NullMarked
package dev.tributary.inventory.config;

import org.jspecify.annotations.NullMarked;
