package dev.tributary.common.query;

import dev.tributary.common.query.Lookup.Absent;
import dev.tributary.common.query.Lookup.Elsewhere;
import dev.tributary.common.query.Lookup.Found;
import dev.tributary.common.query.Lookup.Freshness;
import dev.tributary.common.query.Lookup.NotReady;
import dev.tributary.common.streams.StreamsRuntime;

import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads a key of a state store where this instance owns it, and names the owner where it does not.
 *
 * <p>Reads of RocksDB hold on to their carrier thread, so their number at a time is bounded; a
 * reader that gets no turn in time is told {@link NotReady}.
 */
public final class StoreRouter {
    /** How long a reader waits for its turn. */
    static final Duration TURN_TIMEOUT = Duration.ofSeconds(1);

    private static final int READS_A_CORE = 2;
    private static final String ACTIVE = "active";

    private final StreamsRuntime runtime;
    private final HostInfo self;
    private final Semaphore turns =
            new Semaphore(READS_A_CORE * Runtime.getRuntime().availableProcessors(), true);

    /**
     * @param runtime the topology whose stores are read
     * @param self {@code application.server} of this instance
     */
    public StoreRouter(StreamsRuntime runtime, HostInfo self) {
        this.runtime = runtime;
        this.self = self;
    }

    /**
     * Looks a key up.
     *
     * @param store name of the state store
     * @param key key of the topic partition the value lives in
     * @param keySerializer bytes of that key
     * @param query what to read
     * @param read turns the query's result into the answer, empty for none; the result is closed
     *     afterwards if it can be
     */
    public <K, R, T> Lookup<T> find(
            String store,
            K key,
            Serializer<K> keySerializer,
            Query<R> query,
            Function<R, Optional<T>> read) {
        return ask(
                store,
                key,
                keySerializer,
                (streams, partition) -> query(streams, store, partition, query, read));
    }

    /**
     * Looks a key up in a window store by point reads, which cost a fraction of a query; the answer
     * has no position.
     *
     * @param store name of the state store
     * @param key key of the topic partition the value lives in
     * @param keySerializer bytes of that key
     * @param read takes the answer from the store, empty for none
     */
    public <K, V, T> Lookup<T> findByPoints(
            String store,
            K key,
            Serializer<K> keySerializer,
            Function<ReadOnlyWindowStore<K, V>, Optional<T>> read) {
        return ask(
                store,
                key,
                keySerializer,
                (streams, partition) ->
                        answer(
                                read.apply(
                                        streams.store(
                                                StoreQueryParameters.fromNameAndType(
                                                                store,
                                                                QueryableStoreTypes
                                                                        .<K, V>windowStore())
                                                        .withPartition(partition))),
                                new Freshness(ACTIVE, "")));
    }

    /**
     * Whether this instance owns a key: of all instances one does, and none while that is not
     * known. While partitions move two may say so for a moment.
     *
     * @param store name of a state store
     * @param key of the topic partition that decides
     * @param keySerializer bytes of that key
     */
    public <K> boolean owns(String store, K key, Serializer<K> keySerializer) {
        KafkaStreams streams = runtime.streams().orElse(null);
        if (streams == null) {
            return false;
        }
        try {
            KeyQueryMetadata owner = streams.queryMetadataForKey(store, key, keySerializer);
            return owner != null && owner.activeHost().equals(self);
        } catch (IllegalStateException moving) {
            return false;
        }
    }

    private <K, T> Lookup<T> ask(
            String store,
            K key,
            Serializer<K> keySerializer,
            BiFunction<KafkaStreams, Integer, Lookup<T>> readHere) {
        KafkaStreams streams = runtime.streams().orElse(null);
        if (streams == null) {
            return new NotReady<>("the service is still starting");
        }
        try {
            KeyQueryMetadata owner = streams.queryMetadataForKey(store, key, keySerializer);
            if (owner == null || owner.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
                return new NotReady<>("the owner of the key is not known yet");
            }
            return owner.activeHost().equals(self)
                    ? inTurn(() -> readHere.apply(streams, owner.partition()))
                    : new Elsewhere<>(uri(owner.activeHost()));
        } catch (InvalidStateStoreException | IllegalStateException moving) {
            return new NotReady<>("state is moving between instances");
        }
    }

    private <T> Lookup<T> inTurn(Supplier<Lookup<T>> read) {
        if (!awaitTurn()) {
            return new NotReady<>("too many reads at once");
        }
        try {
            return read.get();
        } finally {
            turns.release();
        }
    }

    private static <R, T> Lookup<T> query(
            KafkaStreams streams,
            String store,
            int partition,
            Query<R> query,
            Function<R, Optional<T>> read) {
        QueryResult<R> result =
                streams.query(
                                StateQueryRequest.inStore(store)
                                        .withQuery(query)
                                        .withPartitions(Set.of(partition))
                                        .requireActive())
                        .getPartitionResults()
                        .get(partition);
        if (result == null) {
            return new NotReady<>("partition " + partition + " of " + store + " is not here");
        }
        if (result.isFailure()) {
            return new NotReady<>(result.getFailureMessage());
        }
        return answer(
                readAndClose(result.getResult(), read),
                new Freshness(ACTIVE, text(result.getPosition())));
    }

    private static <T> Lookup<T> answer(Optional<T> value, Freshness freshness) {
        return value.<Lookup<T>>map(found -> new Found<>(found, freshness))
                .orElseGet(() -> new Absent<>(freshness));
    }

    private boolean awaitTurn() {
        try {
            return turns.tryAcquire(TURN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static <R, T> Optional<T> readAndClose(R result, Function<R, Optional<T>> read) {
        if (result == null) {
            return Optional.empty();
        }
        try {
            return read.apply(result);
        } finally {
            if (result instanceof org.apache.kafka.streams.state.WindowStoreIterator<?> iterator) {
                iterator.close();
            }
        }
    }

    private static URI uri(HostInfo host) {
        return URI.create("http://" + host.host() + ":" + host.port());
    }

    private static String text(Position position) {
        Set<String> parts = new TreeSet<>();
        for (String topic : position.getTopics()) {
            position.getPartitionPositions(topic)
                    .forEach((partition, offset) ->
                            parts.add(topic + "-" + partition + ":" + offset));
        }
        return String.join(",", parts);
    }
}
