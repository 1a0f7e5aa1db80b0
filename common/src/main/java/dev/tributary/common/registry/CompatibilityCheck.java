package dev.tributary.common.registry;

import java.util.List;

/**
 * What a registry thinks of a schema that is not registered yet.
 *
 * @param compatible whether it would be accepted
 * @param messages the registry's reasons where not; empty where it gives none
 */
public record CompatibilityCheck(boolean compatible, List<String> messages) {
    public CompatibilityCheck {
        messages = List.copyOf(messages);
    }
}
