package dev.tributary.common.web;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The fields of one JSON object, read one by one by hand-written code. A fault is noted and reading
 * goes on, so that one answer names them all. Nothing is coerced: text is a JSON string, an integer
 * is a JSON number without fraction or exponent. {@code null} counts as absent. {@link #end()}
 * closes the reading and notes the fields that nobody asked for.
 *
 * <p>A rule for text is a function from the text to the value; it refuses by {@link
 * IllegalArgumentException} whose message is shown to the client ({@code must be ...}).
 *
 * <p>Readers return null where the field is absent or at fault; whoever builds a value from them
 * asks {@link Faults#isEmpty()} first.
 */
public final class JsonFields {
    private static final String REQUIRED = "is required";

    private final ObjectNode object;
    private final String path;
    private final Faults faults;
    private final Set<String> read = new HashSet<>();

    private JsonFields(ObjectNode object, String path, Faults faults) {
        this.object = object;
        this.path = path;
        this.faults = faults;
    }

    /**
     * The fields of a body that must be one JSON object.
     *
     * @return null where it is not, which has then been noted
     */
    public static @Nullable JsonFields of(byte[] body, Faults faults) {
        JsonNode root = StrictJson.read(body, faults);
        if (root instanceof ObjectNode object) {
            return new JsonFields(object, "", faults);
        }
        if (root != null) {
            faults.add(StrictJson.ROOT, "must be a JSON object");
        }
        return null;
    }

    /** Text that may be absent. */
    public <T> @Nullable T text(String name, Function<String, T> rule) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isString()) {
            note(name, "must be a string");
            return null;
        }
        try {
            return rule.apply(value.stringValue());
        } catch (IllegalArgumentException e) {
            note(name, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** Text that must be there. */
    public <T> @Nullable T requiredText(String name, Function<String, T> rule) {
        return present(name) ? text(name, rule) : null;
    }

    /** True or false, which must be there. */
    public @Nullable Boolean requiredFlag(String name) {
        if (!present(name)) {
            return null;
        }
        JsonNode value = value(name);
        if (value == null || !value.isBoolean()) {
            note(name, "must be true or false");
            return null;
        }
        return value.booleanValue();
    }

    /** An integer that must be there, within bounds that both belong to the range. */
    public @Nullable Long requiredInteger(String name, long min, long max) {
        if (!present(name)) {
            return null;
        }
        JsonNode value = value(name);
        if (value == null || !value.isIntegralNumber()) {
            note(name, "must be an integer");
            return null;
        }
        if (!value.canConvertToLong() || value.longValue() < min || value.longValue() > max) {
            note(name, "must be from " + min + " to " + max);
            return null;
        }
        return value.longValue();
    }

    /** A number that must be there, within bounds that both belong to the range. */
    public @Nullable Double requiredNumber(String name, double min, double max) {
        return present(name) ? number(name, min, max) : null;
    }

    /** A number that may be absent, within bounds that both belong to the range. */
    public @Nullable Double number(String name, double min, double max) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isNumber()) {
            note(name, "must be a number");
            return null;
        }
        // Not "below min or above max": this way NaN could not pass either.
        double number = value.asDouble();
        if (!(number >= min && number <= max)) {
            note(name, "must be from " + min + " to " + max);
            return null;
        }
        return number;
    }

    /** An object that may be absent, read by a function that asks for its fields. */
    public <T> @Nullable T object(String name, Function<JsonFields, @Nullable T> reader) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof ObjectNode nested)) {
            note(name, "must be an object");
            return null;
        }
        return read(nested, place(name), reader);
    }

    /**
     * A list of objects that may be absent, which is the empty list. Elements at fault are left out
     * of what is returned.
     */
    public <T> List<T> objects(
            String name, int maxElements, Function<JsonFields, @Nullable T> reader) {
        JsonNode value = value(name);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray()) {
            note(name, "must be an array");
            return List.of();
        }
        if (value.size() > maxElements) {
            note(name, "must have at most " + maxElements + " elements");
            return List.of();
        }
        List<T> elements = new ArrayList<>(value.size());
        for (int i = 0; i < value.size(); i++) {
            String place = place(name) + "[" + i + "]";
            if (!(value.get(i) instanceof ObjectNode nested)) {
                faults.add(place, "must be an object");
                continue;
            }
            T element = read(nested, place, reader);
            if (element != null) {
                elements.add(element);
            }
        }
        return elements;
    }

    /** How many faults have been noted of the body so far. */
    public int faults() {
        return faults.list().size();
    }

    /** Notes a fault of one of this object's fields that only its reader can see. */
    public void note(String name, String message) {
        faults.add(place(name), message);
    }

    /** Where one of this object's fields stands in the body, as faults tell it. */
    public String place(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** Notes every field that was not asked for. */
    public void end() {
        for (String name : object.propertyNames()) {
            if (!read.contains(name)) {
                note(name, "is not a known field");
            }
        }
    }

    private <T> @Nullable T read(
            ObjectNode nested, String place, Function<JsonFields, @Nullable T> reader) {
        JsonFields fields = new JsonFields(nested, place, faults);
        T result = reader.apply(fields);
        fields.end();
        return result;
    }

    private boolean present(String name) {
        boolean present = value(name) != null;
        if (!present) {
            note(name, REQUIRED);
        }
        return present;
    }

    private @Nullable JsonNode value(String name) {
        read.add(name);
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }
}
