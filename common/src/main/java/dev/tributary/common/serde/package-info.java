/**
 * Bytes to records and back: Confluent wire format for topics, single-object encoding for state.
 */
@NullMarked
package dev.tributary.common.serde;

import org.jspecify.annotations.NullMarked;
