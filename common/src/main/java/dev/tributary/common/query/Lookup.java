package dev.tributary.common.query;

import java.net.URI;
import java.util.List;
import java.util.function.Predicate;

/**
 * What an instance can say about a key of an interactive query.
 *
 * @param <T> what is looked up
 */
public sealed interface Lookup<T> {
    /** The same, but a value that does not count is as good as none. */
    default Lookup<T> filter(Predicate<T> counts) {
        return this instanceof Found<T>(T value, Freshness freshness) && !counts.test(value)
                ? new Absent<>(freshness)
                : this;
    }

    /** This instance has read the state. */
    sealed interface Said<T> extends Lookup<T> {
        /** How fresh what it read is. */
        Freshness freshness();
    }

    /** The value, and how fresh it is. */
    record Found<T>(T value, Freshness freshness) implements Said<T> {}

    /** There is nothing under the key. */
    record Absent<T>(Freshness freshness) implements Said<T> {}

    /** The state is here, and had not taken in what was demanded within the time given. */
    record Behind<T>(Freshness freshness) implements Said<T> {}

    /**
     * Another instance owns the key.
     *
     * @param standbys further instances with a copy
     */
    record Elsewhere<T>(URI owner, List<URI> standbys) implements Lookup<T> {
        /** One that nobody else has a copy of. */
        public Elsewhere(URI owner) {
            this(owner, List.of());
        }
    }

    /**
     * This instance cannot say at the moment and knows of no owner that could.
     *
     * @param standbys other instances with a copy
     */
    record NotReady<T>(String reason, List<URI> standbys) implements Lookup<T> {
        /** Where nobody has a copy. */
        public NotReady(String reason) {
            this(reason, List.of());
        }
    }
}
