package dev.tributary.common.registry;

import dev.tributary.schemas.TopicSpec;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The deploy step: puts the schemas of topics into the registry, before any producer starts, so
 * that producers need no right to change it. Only values that are Avro records have a schema;
 * topics with other values are passed over.
 */
public final class SchemaDeployment {
    /** What every subject is held to: old and new producers and consumers run side by side. */
    public static final CompatibilityLevel LEVEL = CompatibilityLevel.FULL_TRANSITIVE;

    private final SchemaRegistryClient registry;

    public SchemaDeployment(SchemaRegistryClient registry) {
        this.registry = registry;
    }

    /**
     * What was done for a subject.
     *
     * @param version version of the schema there, now as the case may be
     * @param id the schema's id
     * @param registered whether the schema was not there before
     * @param tightened whether the subject was held to another level than {@link #LEVEL} before
     */
    public record Deployed(
            String subject, int version, int id, boolean registered, boolean tightened) {
        @Override
        public String toString() {
            return "%s: version %d, id %d, %s%s"
                    .formatted(
                            subject,
                            version,
                            id,
                            registered ? "registered" : "was there",
                            tightened ? ", compatibility set to " + LEVEL : "");
        }
    }

    /**
     * A schema that the registry lacks.
     *
     * @param subject where it is missing
     * @param reason what is the matter, in words
     */
    public record Missing(String subject, String reason) {
        @Override
        public String toString() {
            return subject + ": " + reason;
        }
    }

    /**
     * Registers what is missing and sets the compatibility level of each subject. Can be repeated;
     * stops at the first fault, what was done before stays.
     *
     * @return one entry a subject, in the order of the topics
     * @throws SchemaRegistryException where the registry refuses; {@linkplain
     *     SchemaRegistryException#isIncompatible() incompatible} where a schema may not follow
     *     those that are there
     * @throws SchemaRegistryUnavailableException where the registry is away
     */
    public List<Deployed> deploy(Collection<TopicSpec<?, ?>> topics) {
        List<Deployed> deployed = new ArrayList<>();
        for (TopicSpec<?, ?> topic : topics) {
            schema(topic).ifPresent(schema -> deployed.add(deploy(topic.valueSubject(), schema)));
        }
        return List.copyOf(deployed);
    }

    private Deployed deploy(String subject, Schema schema) {
        // The level comes before a new version, so that the version is held to it; a subject that
        // does not exist yet cannot be given one everywhere.
        boolean existed = !registry.versions(subject).isEmpty();
        boolean tightened = existed && hold(subject);
        Optional<RegisteredSchema> before = registry.lookUp(subject, schema);
        if (before.isEmpty()) {
            registry.register(subject, schema);
        }
        if (!existed) {
            tightened = hold(subject);
        }
        RegisteredSchema now =
                before.or(() -> registry.lookUp(subject, schema))
                        .orElseThrow(() ->
                                new SchemaRegistryException(
                                        "the registry accepted the schema of subject '%s' and does not find it"
                                                .formatted(subject),
                                        200,
                                        0,
                                        null));
        return new Deployed(subject, now.version(), now.id(), before.isEmpty(), tightened);
    }

    /**
     * Sets the level even where it holds already: it may be the global one, which may change, and
     * not every registry tells the two apart.
     */
    private boolean hold(String subject) {
        boolean held = registry.compatibility(subject).equals(Optional.of(LEVEL));
        registry.setCompatibility(subject, LEVEL);
        return !held;
    }

    /**
     * Says which schemas the registry lacks; changes nothing.
     *
     * @return empty where all are there
     * @throws SchemaRegistryException where the registry refuses
     * @throws SchemaRegistryUnavailableException where the registry is away
     */
    public List<Missing> verify(Collection<TopicSpec<?, ?>> topics) {
        List<Missing> missing = new ArrayList<>();
        for (TopicSpec<?, ?> topic : topics) {
            schema(topic)
                    .flatMap(schema -> verify(topic.valueSubject(), schema))
                    .ifPresent(missing::add);
        }
        return List.copyOf(missing);
    }

    private Optional<Missing> verify(String subject, Schema schema) {
        if (registry.lookUp(subject, schema).isPresent()) {
            return Optional.empty();
        }
        String reason =
                registry.versions(subject).isEmpty()
                        ? "the registry has no such subject; run the deploy step"
                        : "the registry has the subject, but not this version of %s; run the deploy step"
                                .formatted(schema.getFullName());
        return Optional.of(new Missing(subject, reason));
    }

    private static Optional<Schema> schema(TopicSpec<?, ?> topic) {
        return SpecificRecord.class.isAssignableFrom(topic.valueType())
                ? Optional.of(SpecificData.get().getSchema(topic.valueType()))
                : Optional.empty();
    }
}
