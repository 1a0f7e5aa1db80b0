package dev.tributary.common.serde;

import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * The registry answered no, for a reason that lies in the deployment: the schema is not registered
 * or incompatible, the credentials or the address are wrong. Every record meets the same.
 */
public final class RegistryRefusedException extends SerializationException {
    private static final long serialVersionUID = 1;

    RegistryRefusedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
