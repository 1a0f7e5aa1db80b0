package dev.tributary.common.query;

import java.net.URI;

/**
 * What an instance can say about a key of an interactive query.
 *
 * @param <T> what is looked up
 */
public sealed interface Lookup<T> {
    /** The value, and how fresh it is. */
    record Found<T>(T value, Freshness freshness) implements Lookup<T> {}

    /** This instance owns the key and there is nothing under it. */
    record Absent<T>(Freshness freshness) implements Lookup<T> {}

    /** Another instance owns the key. */
    record Elsewhere<T>(URI owner) implements Lookup<T> {}

    /** Nobody can say at the moment; worth asking again. */
    record NotReady<T>(String reason) implements Lookup<T> {}

    /**
     * How fresh an answer is.
     *
     * @param role {@code active} or {@code standby}
     * @param position offsets of the input that the store has taken in, as {@code
     *     topic-partition:offset}, comma separated
     */
    record Freshness(String role, String position) {}
}
