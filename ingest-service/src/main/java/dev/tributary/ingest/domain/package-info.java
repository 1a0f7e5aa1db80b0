/**
 * What a card transaction is and what is known of it, in plain Java. No framework, no clock, no
 * I/O.
 */
@NullMarked
package dev.tributary.ingest.domain;

import org.jspecify.annotations.NullMarked;
