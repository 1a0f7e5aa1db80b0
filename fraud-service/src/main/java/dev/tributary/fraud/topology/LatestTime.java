package dev.tributary.fraud.topology;

import org.apache.kafka.streams.state.KeyValueStore;

import java.util.OptionalLong;

/**
 * The latest of the times that a task has seen. It is in a store, because what is judged by its age
 * must be judged alike after a restart, when nothing has been seen yet.
 */
final class LatestTime {
    private final KeyValueStore<String, Long> store;
    private final String name;

    /**
     * @param store made by {@code LearningStores.times}
     * @param name of which times it is the latest
     */
    LatestTime(KeyValueStore<String, Long> store, String name) {
        this.store = store;
        this.name = name;
    }

    void see(long epochMs) {
        Long latest = store.get(name);
        if (latest == null || epochMs > latest) {
            store.put(name, epochMs);
        }
    }

    /** In ms since the epoch; empty before anything has been seen. */
    OptionalLong ms() {
        Long latest = store.get(name);
        return latest == null ? OptionalLong.empty() : OptionalLong.of(latest);
    }
}
