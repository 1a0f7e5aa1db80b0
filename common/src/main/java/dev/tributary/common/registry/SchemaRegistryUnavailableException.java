package dev.tributary.common.registry;

import org.jspecify.annotations.Nullable;

/**
 * No registry answered in time, or all said that they cannot at the moment; every address was tried
 * and retried as configured. Asking again later may help.
 */
public final class SchemaRegistryUnavailableException extends SchemaRegistryFault {
    private static final long serialVersionUID = 1;

    SchemaRegistryUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
