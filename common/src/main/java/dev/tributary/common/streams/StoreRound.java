package dev.tributary.common.streams;

import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Goes round a store for ever, some entries at a time, to look for what is no longer of use. Where
 * it is in its round is not kept over a restart.
 */
public final class StoreRound<V> {
    private final KeyValueStore<String, V> store;
    private final int entries;
    private @Nullable String next;

    /**
     * @param store what to go round
     * @param entries how many at a time
     */
    public StoreRound(KeyValueStore<String, V> store, int entries) {
        this.store = store;
        this.entries = entries;
    }

    /** The next entries, read before any of them is changed. */
    public List<KeyValue<String, V>> turn() {
        List<KeyValue<String, V>> found = new ArrayList<>();
        try (KeyValueIterator<String, V> rest = store.range(next, null)) {
            while (rest.hasNext() && found.size() < entries) {
                found.add(rest.next());
            }
            next = rest.hasNext() ? rest.peekNextKey() : null;
        }
        return found;
    }
}
