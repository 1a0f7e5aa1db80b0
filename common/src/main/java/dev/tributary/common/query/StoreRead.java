package dev.tributary.common.query;

import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.query.KeyQuery;
import org.apache.kafka.streams.query.Query;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What to read of a store for one key, whichever kind of store it is.
 *
 * @param store name of the store
 * @param key key of the topic partition the value lives in
 * @param keySerializer bytes of that key
 * @param query what to read
 * @param read turns the query's result into the answer, empty for none; a result that can be closed
 *     is closed afterwards
 * @param positionOf what an answer itself says of its input, beside what the store has taken in
 * @param furtherTopics topics that only {@code positionOf} speaks of, such as the input of an
 *     earlier step whose offset is kept in the value
 */
public record StoreRead<K, R, T>(
        String store,
        K key,
        Serializer<K> keySerializer,
        Query<R> query,
        Function<R, Optional<T>> read,
        Function<T, InputPosition> positionOf,
        Set<String> furtherTopics) {
    /** One whose freshness is what the store has taken in. */
    public StoreRead(
            String store,
            K key,
            Serializer<K> keySerializer,
            Query<R> query,
            Function<R, Optional<T>> read) {
        this(store, key, keySerializer, query, read, _ -> InputPosition.NONE, Set.of());
    }

    /** The value under a key of a key-value store. */
    public static <V> StoreRead<String, V, V> ofKey(String store, String key) {
        return new StoreRead<>(
                store, key, new StringSerializer(), KeyQuery.withKey(key), Optional::of);
    }

    /** The same, of which the answer is something made of the value. */
    public <U> StoreRead<K, R, U> map(Function<T, U> made) {
        return new StoreRead<>(
                store,
                key,
                keySerializer,
                query,
                result -> read.apply(result).map(made),
                _ -> InputPosition.NONE,
                Set.of());
    }

    /**
     * The same, whose answers say more of their input than the store does.
     *
     * @param topics that {@code of} may speak of
     * @param of what an answer says; nothing is known of it where there is no value
     */
    public StoreRead<K, R, T> withPosition(Set<String> topics, Function<T, InputPosition> of) {
        return new StoreRead<>(store, key, keySerializer, query, read, of, topics);
    }
}
