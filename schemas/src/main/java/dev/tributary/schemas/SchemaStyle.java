package dev.tributary.schemas;

import org.apache.avro.Schema;
import org.apache.avro.Schema.Type;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What every schema says of itself: a doc on each record, enum, fixed and field, the unit in the
 * doc of a field that is an amount of money or time, a default in each enum (without one no symbol
 * can ever be added).
 */
final class SchemaStyle {
    /** The word that the doc of a field with such a logical type must use. */
    private static final Map<String, String> WORD_BY_LOGICAL_TYPE =
            Map.of(
                    "timestamp-millis", "millisecond",
                    "timestamp-micros", "microsecond",
                    "timestamp-nanos", "nanosecond",
                    "local-timestamp-millis", "millisecond",
                    "local-timestamp-micros", "microsecond",
                    "local-timestamp-nanos", "nanosecond",
                    "time-millis", "millisecond",
                    "time-micros", "microsecond");

    /** The word that the doc of a number must use whose name ends so. */
    private static final Map<String, String> WORD_BY_SUFFIX =
            Map.of(
                    "Minor", "minor unit",
                    "Millis", "millisecond",
                    "Ms", "millisecond",
                    "Micros", "microsecond",
                    "Nanos", "nanosecond",
                    "Seconds", "second",
                    "Minutes", "minute",
                    "Days", "day");

    private final String file;
    private final List<CompatibilityFault> faults = new ArrayList<>();
    private final Map<String, Schema> named = new LinkedHashMap<>();

    private SchemaStyle(String file) {
        this.file = file;
    }

    /** The faults of a schema by itself. */
    static List<CompatibilityFault> check(String file, Schema schema) {
        SchemaStyle style = new SchemaStyle(file);
        style.walk(schema);
        return style.faults;
    }

    /** Full names of the records, enums and fixed types that the schema defines. */
    static List<String> definedNames(Schema schema) {
        SchemaStyle style = new SchemaStyle("");
        style.walk(schema);
        return List.copyOf(style.named.keySet());
    }

    private void walk(Schema schema) {
        switch (schema.getType()) {
            case UNION -> schema.getTypes().forEach(this::walk);
            case ARRAY -> walk(schema.getElementType());
            case MAP -> walk(schema.getValueType());
            case RECORD, ENUM, FIXED -> walkNamed(schema);
            default -> {}
        }
    }

    private void walkNamed(Schema schema) {
        if (named.putIfAbsent(schema.getFullName(), schema) != null) {
            return;
        }
        checkDoc(schema.getName(), schema.getDoc());
        if (schema.getType() == Type.ENUM && schema.getEnumDefault() == null) {
            add(schema.getName(), "needs a default, or no symbol can ever be added to it");
        }
        if (schema.getType() == Type.RECORD) {
            for (Schema.Field field : schema.getFields()) {
                String location = schema.getName() + "." + field.name();
                checkDoc(location, field.doc());
                checkUnit(location, field);
                walk(field.schema());
            }
        }
    }

    private void checkDoc(String location, String doc) {
        if (doc == null || doc.isBlank()) {
            add(location, "has no doc");
        }
    }

    private void checkUnit(String location, Schema.Field field) {
        for (Schema type :
                field.schema().isUnion() ? field.schema().getTypes() : List.of(field.schema())) {
            String logicalType = type.getProp("logicalType");
            if (logicalType != null && WORD_BY_LOGICAL_TYPE.containsKey(logicalType)) {
                requireWord(location, field, WORD_BY_LOGICAL_TYPE.get(logicalType));
            }
            if (isNumber(type)) {
                WORD_BY_SUFFIX.forEach((suffix, word) -> {
                    if (field.name().endsWith(suffix)) {
                        requireWord(location, field, word);
                    }
                });
            }
        }
    }

    private void requireWord(String location, Schema.Field field, String word) {
        String doc = field.doc();
        if (doc != null && !doc.isBlank() && !doc.toLowerCase(Locale.ROOT).contains(word)) {
            add(location, "doc does not say its unit ('" + word + "')");
        }
    }

    private static boolean isNumber(Schema type) {
        return switch (type.getType()) {
            case INT, LONG, FLOAT, DOUBLE -> true;
            default -> false;
        };
    }

    private void add(String location, String reason) {
        faults.add(new CompatibilityFault(file, location, reason));
    }
}
