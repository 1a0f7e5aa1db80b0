package dev.tributary.common.ops;

import dev.tributary.common.registry.SchemaDeployment;
import dev.tributary.common.registry.SchemaRegistryFault;
import dev.tributary.schemas.TopicSpec;

import java.util.List;
import java.util.Optional;

/** Asks whether the registry answers and holds the schemas that the service reads and writes. */
public final class RegistryStartCheck implements StartCheck {
    private final SchemaDeployment deployment;
    private final List<TopicSpec<?, ?>> topics;

    /**
     * @param deployment knows what must be there
     * @param topics the topics the service reads and writes
     */
    public RegistryStartCheck(SchemaDeployment deployment, List<TopicSpec<?, ?>> topics) {
        this.deployment = deployment;
        this.topics = List.copyOf(topics);
    }

    @Override
    public Optional<String> obstacle() {
        try {
            return deployment.verify(topics).stream()
                    .findFirst()
                    .map(missing -> "schema registry: " + missing);
        } catch (SchemaRegistryFault fault) {
            return Optional.of("schema registry: " + fault.getMessage());
        }
    }
}
