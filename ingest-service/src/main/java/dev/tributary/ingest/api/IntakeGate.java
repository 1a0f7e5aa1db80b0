package dev.tributary.ingest.api;

import java.util.Optional;

/** Keeps the way in shut until the service can do what it answers for. */
@FunctionalInterface
public interface IntakeGate {
    /** Why transactions cannot be taken in yet; empty once they can. */
    Optional<String> obstacle();
}
