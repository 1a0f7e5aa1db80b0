/**
 * What comes in, and what is known of a card transaction, in plain Java. No framework, no clock, no
 * I/O.
 */
@NullMarked
package dev.tributary.ingest.domain;

import org.jspecify.annotations.NullMarked;
