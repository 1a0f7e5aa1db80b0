package dev.tributary.common.registry;

import org.apache.avro.Schema;

/**
 * A schema as the registry keeps it.
 *
 * @param subject where it belongs
 * @param version 1 and up within the subject
 * @param id what stands before each record that was written with it; one schema under two subjects
 *     may have one id
 * @param schema the schema as it was registered
 */
public record RegisteredSchema(String subject, int version, int id, Schema schema) {}
