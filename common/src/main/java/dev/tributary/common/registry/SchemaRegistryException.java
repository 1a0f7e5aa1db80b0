package dev.tributary.common.registry;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/**
 * The registry answered, and its answer is no or makes no sense; the same question brings the same
 * answer. What the refusal is about is decided on the HTTP status where registries agree on it, on
 * the error code of the body only where the status does not tell.
 */
public final class SchemaRegistryException extends SchemaRegistryFault {
    private static final long serialVersionUID = 1;

    private static final int CONFLICT = 409;

    private static final int NO_SUBJECT = 40401;
    private static final int NO_VERSION = 40402;
    private static final int NO_SCHEMA = 40403;
    private static final int NO_LEVEL_OF_SUBJECT = 40408;

    /** Status 404 alone would not do: a wrong path in the address brings it too. */
    private static final Set<Integer> UNKNOWN = Set.of(NO_SUBJECT, NO_VERSION, NO_SCHEMA);

    private final int status;
    private final int errorCode;

    SchemaRegistryException(String message, int status, int errorCode, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
        this.errorCode = errorCode;
    }

    /** HTTP status of the answer. */
    public int status() {
        return status;
    }

    /** The registry's own code from the answer's body, 0 where it gave none. */
    public int errorCode() {
        return errorCode;
    }

    /** Whether a schema was refused because it is incompatible with those before it. */
    public boolean isIncompatible() {
        return status == CONFLICT;
    }

    /** Whether the registry works and says that it has no such subject, version or schema. */
    public boolean isUnknown() {
        return UNKNOWN.contains(errorCode);
    }

    boolean isWithoutLevel() {
        return errorCode == NO_LEVEL_OF_SUBJECT || errorCode == NO_SUBJECT;
    }
}
