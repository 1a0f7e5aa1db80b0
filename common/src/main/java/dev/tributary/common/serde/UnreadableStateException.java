package dev.tributary.common.serde;

import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * A value of a state store cannot be read: it was written under a schema that is not in the history
 * of this program (by a newer one, after a rollback), or is damaged.
 */
public final class UnreadableStateException extends SerializationException {
    private static final long serialVersionUID = 1;

    UnreadableStateException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
