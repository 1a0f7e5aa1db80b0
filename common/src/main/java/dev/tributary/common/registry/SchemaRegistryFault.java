package dev.tributary.common.registry;

import org.jspecify.annotations.Nullable;

/**
 * A call to the schema registry that brought nothing. Which of the two it is decides what to do:
 * asking again later may help against {@link SchemaRegistryUnavailableException}, never against
 * {@link SchemaRegistryException}. The message names what was asked (subject, id), the address
 * without credentials, and the reason.
 */
public abstract sealed class SchemaRegistryFault extends RuntimeException
        permits SchemaRegistryException, SchemaRegistryUnavailableException {
    private static final long serialVersionUID = 1;

    SchemaRegistryFault(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
