package dev.tributary.schemas;

import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Compares two versions of a schema beyond what Avro itself compares. Avro's check, which decides
 * on types, defaults and symbols, passes changes that alter what the bytes mean or that break
 * generated classes: a logical type (the unit of a timestamp, the scale of a decimal), a namespace,
 * a nested record's name within a union, an enum's default (which a registry's notion of identity
 * ignores, so that such a change would never arrive there).
 */
final class SchemaComparison {
    /** What gives bytes their meaning without being part of their form. */
    private static final List<String> MEANINGS = List.of("logicalType", "precision", "scale");

    private final String subject;
    private final String opponent;
    private final List<CompatibilityFault> faults = new ArrayList<>();
    private final Set<String> visited = new HashSet<>();

    private SchemaComparison(FrozenSchema frozen) {
        this.subject = frozen.subject();
        this.opponent = "v" + frozen.version();
    }

    /**
     * Whether data may pass between the two versions.
     *
     * @param bothWays also whether readers of the frozen version can read what is written today
     * @return the faults; empty where data may pass
     */
    static List<CompatibilityFault> compare(Schema today, FrozenSchema frozen, boolean bothWays) {
        SchemaComparison comparison = new SchemaComparison(frozen);
        comparison.read(today, frozen.schema(), "today's schema cannot read v" + frozen.version());
        if (bothWays) {
            comparison.read(
                    frozen.schema(), today, "v" + frozen.version() + " cannot read today's");
        }
        comparison.walk(today, frozen.schema(), today.getName());
        return comparison.faults;
    }

    private void read(Schema reader, Schema writer, String outcome) {
        var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getResult();
        if (result.getCompatibility() == SchemaCompatibilityType.COMPATIBLE) {
            return;
        }
        for (var cause : result.getIncompatibilities()) {
            add(
                    reader.getName() + cause.getLocation(),
                    outcome + " (" + cause.getType() + ": " + cause.getMessage() + ")");
        }
    }

    private void walk(Schema today, Schema before, String location) {
        if (today.isUnion() || before.isUnion()) {
            for (Schema branch : branches(today)) {
                Schema match = match(branch, branches(before));
                if (match != null) {
                    walk(branch, match, location);
                }
            }
            return;
        }
        compareMeaning(today, before, location);
        if (today.getType() != before.getType()) {
            return;
        }
        switch (today.getType()) {
            case RECORD -> walkRecord(today, before);
            case ENUM -> walkEnum(today, before, location);
            case FIXED -> compareNames(today, before, location);
            case ARRAY -> walk(today.getElementType(), before.getElementType(), location + "[]");
            case MAP -> walk(today.getValueType(), before.getValueType(), location + "{}");
            default -> {}
        }
    }

    private void walkRecord(Schema today, Schema before) {
        if (!visited.add(today.getFullName() + " " + before.getFullName())) {
            return;
        }
        compareNames(today, before, today.getName());
        for (Schema.Field field : today.getFields()) {
            Schema.Field earlier = SchemaCompatibility.lookupWriterField(before, field);
            if (earlier != null) {
                walk(field.schema(), earlier.schema(), today.getName() + "." + field.name());
            }
        }
    }

    private void walkEnum(Schema today, Schema before, String location) {
        compareNames(today, before, location);
        if (!Objects.equals(today.getEnumDefault(), before.getEnumDefault())) {
            add(
                    location,
                    "enum default is %s, in %s it is %s: registries take the two for one schema"
                            .formatted(today.getEnumDefault(), opponent, before.getEnumDefault()));
        }
    }

    private void compareNames(Schema today, Schema before, String location) {
        if (!today.getFullName().equals(before.getFullName())) {
            add(
                    location,
                    "is called %s, in %s %s: generated classes are found by that name"
                            .formatted(today.getFullName(), opponent, before.getFullName()));
        }
    }

    private void compareMeaning(Schema today, Schema before, String location) {
        for (String meaning : MEANINGS) {
            Object now = today.getObjectProp(meaning);
            Object then = before.getObjectProp(meaning);
            if (!Objects.equals(now, then)) {
                add(
                        location,
                        "%s is %s, in %s %s: the same bytes would mean something else"
                                .formatted(meaning, now, opponent, then));
            }
        }
    }

    private static List<Schema> branches(Schema schema) {
        return schema.isUnion() ? schema.getTypes() : List.of(schema);
    }

    /** The branch of the same type; of named ones the same name, or the only one where renamed. */
    private static @Nullable Schema match(Schema branch, List<Schema> candidates) {
        List<Schema> sameType =
                candidates.stream().filter(c -> c.getType() == branch.getType()).toList();
        return sameType.stream()
                .filter(c -> Objects.equals(c.getName(), branch.getName()))
                .findFirst()
                .orElse(sameType.size() == 1 ? sameType.getFirst() : null);
    }

    private void add(String location, String reason) {
        faults.add(new CompatibilityFault(subject, location, reason));
    }
}
