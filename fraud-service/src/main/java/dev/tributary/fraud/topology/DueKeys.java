package dev.tributary.fraud.topology;

import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Keys whose values are to be published, first marked first. They are in a store, so that a restart
 * forgets none, and in memory, so that a key that is marked a thousand times is written once.
 */
final class DueKeys {
    private static final String NOTHING = "";

    private final KeyValueStore<String, String> store;
    private final Set<String> due = new LinkedHashSet<>();

    /**
     * @param store made by {@code LearningStores.keys}
     */
    DueKeys(KeyValueStore<String, String> store) {
        this.store = store;
        try (KeyValueIterator<String, String> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<String, String> entry = all.next();
                due.add(entry.key);
            }
        }
    }

    void mark(String key) {
        if (due.add(key)) {
            store.put(key, NOTHING);
        }
    }

    /** Takes keys out, which are then no longer due. */
    List<String> take(int max) {
        List<String> taken = new ArrayList<>();
        for (String key : due) {
            if (taken.size() == max) {
                break;
            }
            taken.add(key);
        }
        for (String key : taken) {
            due.remove(key);
            store.delete(key);
        }
        return taken;
    }
}
