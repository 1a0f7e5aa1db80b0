package dev.tributary.schemas;

import org.apache.avro.Schema;

/**
 * One version of a schema as it was once deployed; never edited.
 *
 * @param subject where the version belongs
 * @param version 1 and up, without gaps
 * @param schema what was deployed
 */
public record FrozenSchema(String subject, int version, Schema schema) {}
