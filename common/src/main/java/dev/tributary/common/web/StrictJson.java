package dev.tributary.common.web;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Reads JSON as RFC 8259 has it and nothing more: UTF-8 without errors, one value, every name once,
 * no half of a surrogate pair, nesting and lengths bounded. A name that comes twice is a fault like
 * any other, so that reading goes on and the rest is reported too; text that is not JSON is one
 * fault with its place.
 */
public final class StrictJson {
    /** Stands for the whole body where a fault has no field. */
    public static final String ROOT = "(body)";

    static final int MAX_DEPTH = 16;
    static final int MAX_NUMBER_LENGTH = 100;
    static final int MAX_NAME_LENGTH = 1_000;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MAX_DEPTH)
                                    .maxNumberLength(MAX_NUMBER_LENGTH)
                                    .maxNameLength(MAX_NAME_LENGTH)
                                    .build())
                    .build();

    private final JsonParser parser;
    private final Faults faults;

    private StrictJson(JsonParser parser, Faults faults) {
        this.parser = parser;
        this.faults = faults;
    }

    /**
     * Reads one value.
     *
     * @param utf8 the whole text; its length is the caller's to bound
     * @param faults takes what is wrong with it
     * @return the value, complete except for what was noted; null where the text is not JSON
     */
    public static @Nullable JsonNode read(byte[] utf8, Faults faults) {
        CharBuffer text;
        try {
            text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT)
                            .decode(ByteBuffer.wrap(utf8));
        } catch (CharacterCodingException e) {
            faults.add(ROOT, "must be valid UTF-8");
            return null;
        }
        try (JsonParser parser =
                FACTORY.createParser(
                        ObjectReadContext.empty(), text.array(), 0, text.remaining())) {
            if (parser.nextToken() == null) {
                faults.add(ROOT, "must not be empty");
                return null;
            }
            JsonNode value = new StrictJson(parser, faults).value("");
            if (parser.nextToken() != null) {
                faults.add(ROOT, "must be one JSON value, found more" + place(parser));
                return null;
            }
            return value;
        } catch (JacksonException e) {
            faults.add(ROOT, "is not JSON: " + e.getOriginalMessage() + place(e.getLocation()));
            return null;
        }
    }

    /** The value at the current token; recursion is bounded by {@link #MAX_DEPTH}. */
    private JsonNode value(String path) {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> object(path);
            case START_ARRAY -> array(path);
            case VALUE_STRING -> NODES.stringNode(wellFormed(path, parser.getString()));
            case VALUE_NUMBER_INT ->
                    switch (parser.getNumberType()) {
                        case INT, LONG -> NODES.numberNode(parser.getLongValue());
                        default -> NODES.numberNode(parser.getBigIntegerValue());
                    };
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
                    throw new IllegalStateException("no value starts with " + token);
        };
    }

    private ObjectNode object(String path) {
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = wellFormed(path, parser.currentName());
            String field = path.isEmpty() ? name : path + "." + name;
            parser.nextToken();
            JsonNode value = value(field);
            if (object.has(name)) {
                faults.add(field, "must be given once");
            } else {
                object.set(name, value);
            }
        }
        return object;
    }

    private ArrayNode array(String path) {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(path + "[" + array.size() + "]"));
        }
        return array;
    }

    /** An escape can spell half a surrogate pair, which no UTF-8 text can hold. */
    private String wellFormed(String field, String text) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            // A code point in this range is a surrogate that its partner is missing of.
            if (Character.getType(text.codePointAt(i)) == Character.SURROGATE) {
                faults.add(field.isEmpty() ? ROOT : field, "must not hold half a surrogate pair");
                return text.substring(0, i);
            }
        }
        return text;
    }

    private static String place(JsonParser parser) {
        return place(parser.currentTokenLocation());
    }

    private static String place(@Nullable TokenStreamLocation at) {
        return at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    }
}
