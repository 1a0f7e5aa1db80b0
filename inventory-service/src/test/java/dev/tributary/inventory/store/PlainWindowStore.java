package dev.tributary.inventory.store;

import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

import java.util.HashMap;
import java.util.Map;

/** Windows in a map, for point reads; those of Kafka Streams need all of it around them. */
public final class PlainWindowStore<V> implements WindowStore<String, V> {
    private final Map<Key, V> values = new HashMap<>();
    private final String name;

    private record Key(String key, long window) {}

    public PlainWindowStore(String name) {
        this.name = name;
    }

    @Override
    public void put(String key, V value, long window) {
        if (value == null) {
            values.remove(new Key(key, window));
        } else {
            values.put(new Key(key, window), value);
        }
    }

    @Override
    public V fetch(String key, long window) {
        return values.get(new Key(key, window));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        context.register(root, (key, value) -> {});
    }

    @Override
    public WindowStoreIterator<V> fetch(String key, long from, long to) {
        throw new UnsupportedOperationException("point reads only");
    }

    @Override
    public KeyValueIterator<Windowed<String>, V> fetch(
            String keyFrom, String keyTo, long from, long to) {
        throw new UnsupportedOperationException("point reads only");
    }

    @Override
    public KeyValueIterator<Windowed<String>, V> fetchAll(long from, long to) {
        throw new UnsupportedOperationException("point reads only");
    }

    @Override
    public KeyValueIterator<Windowed<String>, V> all() {
        throw new UnsupportedOperationException("point reads only");
    }

    @Override
    public void flush() {
        // All of it is where it is.
    }

    @Override
    public void close() {
        values.clear();
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return true;
    }
}
