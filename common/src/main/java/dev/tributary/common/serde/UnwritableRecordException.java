package dev.tributary.common.serde;

import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** The record does not keep to its own schema, such as a null where there may be none. */
public final class UnwritableRecordException extends SerializationException {
    private static final long serialVersionUID = 1;

    UnwritableRecordException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
