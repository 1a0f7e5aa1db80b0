/**
 * What stock is and how it is never sold twice, in plain Java. No framework, no clock, no I/O.
 *
 * <p>There are two writers. {@link dev.tributary.inventory.domain.StockKeeper} decides about one
 * sku, whose log is its lock. {@link dev.tributary.inventory.domain.ReservationCoordinator} decides
 * about one basket of several skus: all lines or none. They only ever tell each other records: the
 * coordinator sends {@link dev.tributary.inventory.domain.HoldCommand}s, the keeper answers with
 * {@link dev.tributary.inventory.domain.StockOutcome}s. Every record may come again, and records of
 * different senders may come in any order; those of one sender about one key keep theirs.
 */
@NullMarked
package dev.tributary.inventory.domain;

import org.jspecify.annotations.NullMarked;
