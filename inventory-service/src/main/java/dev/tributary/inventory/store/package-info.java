/**
 * The state of stock and reservations, and of what the world asks about them; its values are Avro
 * records, mapped here.
 */
@NullMarked
package dev.tributary.inventory.store;

import org.jspecify.annotations.NullMarked;
