package dev.tributary.common.registry;

import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Schemas as text. Generated classes carry a schema in which every string says {@code
 * avro.java.string}; the file that they were generated from does not. What is sent is as the file
 * has it, so that both are one schema to a registry. Docs, defaults, aliases, logical types and
 * every other property stay.
 */
final class SchemaText {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String JAVA_STRING = "avro.java.string";

    /** The text to send. */
    static String of(Schema schema) {
        String text = schema.toString();
        if (!text.contains(JAVA_STRING)) {
            return text;
        }
        JsonNode tree = JSON.readTree(text);
        strip(tree);
        // Printed by Avro, so that {"type": "string"} becomes "string" as it was in the file.
        return parse(tree.toString()).toString();
    }

    /**
     * The schema of a received text. Defaults are not validated: a writer's defaults play no part
     * in reading what it wrote.
     *
     * @throws AvroRuntimeException where it is none
     */
    static Schema parse(String text) {
        return new Schema.Parser().setValidateDefaults(false).parse(text);
    }

    /** Goes only where schemas stand, never into defaults or properties of others. */
    private static void strip(JsonNode schema) {
        if (schema.isArray()) {
            schema.forEach(SchemaText::strip);
        } else if (schema instanceof ObjectNode object) {
            object.remove(JAVA_STRING);
            strip(object.path("type"));
            strip(object.path("items"));
            strip(object.path("values"));
            for (JsonNode field : object.path("fields")) {
                strip(field.path("type"));
            }
        }
    }

    private SchemaText() {}
}
