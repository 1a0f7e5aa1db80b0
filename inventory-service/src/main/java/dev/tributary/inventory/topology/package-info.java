/**
 * What becomes of the records of stock, reservations and orders: read the topologies like a table
 * of contents. What is decided stands in the domain.
 */
@NullMarked
package dev.tributary.inventory.topology;

import org.jspecify.annotations.NullMarked;
