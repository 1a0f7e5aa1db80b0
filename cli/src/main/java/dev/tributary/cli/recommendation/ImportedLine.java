package dev.tributary.cli.recommendation;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** A line of a history as it is sent. */
final class ImportedLine {
    private static final String ID = "interactionId";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ImportedLine() {}

    /**
     * The line with an id. One that is no document goes as it is; the service tells what is wrong
     * with it.
     *
     * @param number of the line, from 1: two lines of the same text are two interactions
     */
    static byte[] withId(long number, String line) {
        byte[] asItIs = line.getBytes(StandardCharsets.UTF_8);
        try {
            if (!(JSON.readTree(line) instanceof ObjectNode document) || document.has(ID)) {
                return asItIs;
            }
            String named = number + ":" + line;
            document.put(
                    ID, UUID.nameUUIDFromBytes(named.getBytes(StandardCharsets.UTF_8)).toString());
            return JSON.writeValueAsBytes(document);
        } catch (JacksonException noDocument) {
            return asItIs;
        }
    }
}
