package dev.tributary.common.serde;

import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * These bytes are no record of the type: too short, no schema id before them, an id that the
 * registry does not know, a schema that the type cannot read, or damaged. Reading them again brings
 * the same.
 */
public final class PoisonRecordException extends SerializationException {
    private static final long serialVersionUID = 1;

    PoisonRecordException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
