package dev.tributary.common.serde;

import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * The registry is needed for this record (its schema id was never met before) and does not answer;
 * the record may be fine. Records of schemas that were met before pass.
 */
public final class RegistryAwayException extends RetriableException {
    private static final long serialVersionUID = 1;

    RegistryAwayException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
