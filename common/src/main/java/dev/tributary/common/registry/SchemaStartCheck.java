package dev.tributary.common.registry;

import dev.tributary.common.ops.StartCheck;
import dev.tributary.schemas.TopicSpec;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Holds a service back until the registry has every schema that it writes. */
public final class SchemaStartCheck implements StartCheck {
    private final SchemaDeployment deployment;
    private final List<TopicSpec<?, ?>> topics;

    /**
     * @param topics those that the service writes to
     */
    public SchemaStartCheck(SchemaRegistryClient registry, Collection<TopicSpec<?, ?>> topics) {
        this.deployment = new SchemaDeployment(registry);
        this.topics = List.copyOf(topics);
    }

    @Override
    public Optional<String> obstacle() {
        try {
            List<SchemaDeployment.Missing> missing = deployment.verify(topics);
            return missing.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            missing.stream()
                                    .map(SchemaDeployment.Missing::toString)
                                    .collect(Collectors.joining("; ")));
        } catch (SchemaRegistryFault e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
