/**
 * Bytes to records and back: Confluent's wire format for topics, Avro's single-object encoding for
 * state.
 *
 * <p>What a serde throws says what to do, by type:
 *
 * <ul>
 *   <li>{@link dev.tributary.common.serde.PoisonRecordException}: the bytes are at fault; park this
 *       record, its neighbours are fine.
 *   <li>{@link dev.tributary.common.serde.RegistryAwayException}: nothing is wrong with the record;
 *       try again later. The only one that is a {@link
 *       org.apache.kafka.common.errors.RetriableException}.
 *   <li>{@link dev.tributary.common.serde.RegistryRefusedException}: the deployment is at fault
 *       (schema not registered or incompatible, credentials, address); every record meets it, so
 *       stop.
 *   <li>{@link dev.tributary.common.serde.UnwritableRecordException}: the program made a record
 *       that its schema does not allow.
 *   <li>{@link dev.tributary.common.serde.UnreadableStateException}: state of a newer program, or
 *       damaged; stop.
 * </ul>
 */
@NullMarked
package dev.tributary.common.serde;

import org.jspecify.annotations.NullMarked;
