package dev.tributary.common.query;

import dev.tributary.common.query.Lookup.Absent;
import dev.tributary.common.query.Lookup.Behind;
import dev.tributary.common.query.Lookup.Elsewhere;
import dev.tributary.common.query.Lookup.Found;
import dev.tributary.common.query.Lookup.NotReady;
import dev.tributary.common.query.Lookup.Said;
import dev.tributary.common.streams.StreamsRuntime;
import dev.tributary.common.web.Problem;
import dev.tributary.common.web.ProblemException;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads a key of a state store where this instance owns it or, if that will do, has a copy of it,
 * and names the owner where it does not.
 *
 * <p>Reads of RocksDB hold on to their carrier thread, so their number at a time is bounded; a
 * reader that gets no turn in time is told {@link NotReady}.
 */
public final class StoreRouter {
    /** How long a reader waits for its turn. */
    static final Duration TURN_TIMEOUT = Duration.ofSeconds(1);

    private static final int READS_A_CORE = 2;
    private static final String MOVING = "state is moving between instances";

    private final StreamsRuntime runtime;
    private final HostInfo self;
    private final StoreTopics topics;
    private final StandbyLags lags = new StandbyLags(System::nanoTime);
    private final Semaphore turns =
            new Semaphore(READS_A_CORE * Runtime.getRuntime().availableProcessors(), true);

    /**
     * @param runtime the topology whose stores are read
     * @param self {@code application.server} of this instance
     */
    public StoreRouter(StreamsRuntime runtime, HostInfo self) {
        this.runtime = runtime;
        this.self = self;
        this.topics = new StoreTopics(runtime::description, runtime.application());
    }

    /**
     * Looks a key up. Reads again, with pauses, until what the demand names has been taken in or
     * its wait has passed. What a demand says of partitions other than the key's is of no account:
     * tokens of different answers may have been put together.
     *
     * @param read what to read
     * @param demand how fresh it has to be
     * @throws ProblemException 400 where the demand names a topic that the store does not read
     */
    public <K, R, T> Lookup<T> find(StoreRead<K, R, T> read, ReadDemand demand) {
        checkTopics(read.store(), read.furtherTopics(), demand);
        return Rereading.until(
                demand.waiting(), () -> once(read, demand), it -> !(it instanceof Behind<T>));
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
        return route(
                store,
                key,
                keySerializer,
                (streams, owner) ->
                        answer(
                                read.apply(
                                        streams.store(
                                                StoreQueryParameters.fromNameAndType(
                                                                store,
                                                                QueryableStoreTypes
                                                                        .<K, V>windowStore())
                                                        .withPartition(owner.partition()))),
                                Freshness.active(InputPosition.NONE)));
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

    /** Refuses a demand that no answer from this store could meet. */
    void checkTopics(String store, Set<String> furtherTopics, ReadDemand demand) {
        demand.minPosition().offsets().keySet().stream()
                .map(TopicPartition::topic)
                .filter(it -> !furtherTopics.contains(it) && !topics.reads(store, it))
                .sorted()
                .findFirst()
                .ifPresent(unknown -> {
                    throw new ProblemException(
                            Problem.invalid(
                                    ReadDemand.MIN_POSITION_HEADER,
                                    "must not name "
                                            + unknown
                                            + ", which this answer does not come from"));
                });
    }

    Optional<KafkaStreams> streams() {
        return runtime.streams();
    }

    HostInfo self() {
        return self;
    }

    /** How far the copy here is behind; empty where that is not known. */
    OptionalLong lag(KafkaStreams streams, String store, int partition) {
        return lags.lag(streams, store, partition);
    }

    /** Empty where no turn came in time. */
    <T> Optional<T> inTurn(Supplier<T> read) {
        if (!awaitTurn()) {
            return Optional.empty();
        }
        try {
            return Optional.of(read.get());
        } finally {
            turns.release();
        }
    }

    private <K, R, T> Lookup<T> once(StoreRead<K, R, T> read, ReadDemand demand) {
        return demand.copy()
                ? copy(read, demand)
                : route(
                        read.store(),
                        read.key(),
                        read.keySerializer(),
                        (streams, owner) ->
                                query(
                                        streams,
                                        read,
                                        demand,
                                        owner.partition(),
                                        OptionalLong.empty()));
    }

    private <K, T> Lookup<T> route(
            String store,
            K key,
            Serializer<K> keySerializer,
            BiFunction<KafkaStreams, KeyQueryMetadata, Lookup<T>> readHere) {
        KafkaStreams streams = runtime.streams().orElse(null);
        if (streams == null) {
            return new NotReady<>("the service is still starting");
        }
        List<URI> standbys = List.of();
        try {
            KeyQueryMetadata owner = streams.queryMetadataForKey(store, key, keySerializer);
            if (owner == null || owner.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
                return new NotReady<>("the owner of the key is not known yet");
            }
            standbys = standbys(owner);
            if (owner.activeHost().equals(HostInfo.unavailable())) {
                return new NotReady<>("nobody owns the key at the moment", standbys);
            }
            if (!owner.activeHost().equals(self)) {
                return new Elsewhere<>(uri(owner.activeHost()), standbys);
            }
            Lookup<T> here =
                    inTurn(() -> readHere.apply(streams, owner))
                            .orElseGet(() -> new NotReady<>("too many reads at once"));
            return here instanceof NotReady<T>(String reason, _)
                    ? new NotReady<>(reason, standbys)
                    : here;
        } catch (InvalidStateStoreException | IllegalStateException moving) {
            return new NotReady<>(MOVING, standbys);
        }
    }

    /** Reads whatever copy is here: of a standby, or of an owner that is not sure of it. */
    private <K, R, T> Lookup<T> copy(StoreRead<K, R, T> read, ReadDemand demand) {
        KafkaStreams streams = runtime.streams().orElse(null);
        if (streams == null) {
            return new NotReady<>("the service is still starting");
        }
        try {
            KeyQueryMetadata owner =
                    streams.queryMetadataForKey(read.store(), read.key(), read.keySerializer());
            if (owner == null || owner.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
                return new NotReady<>("the partition of the key is not known yet");
            }
            // Looked at before the read, so that the copy is as fresh as is told, or fresher.
            OptionalLong lag = lag(streams, read.store(), owner.partition());
            if (lag.isEmpty()) {
                return new NotReady<>("there is no copy here, or its lag is not known");
            }
            if (!demand.allows(lag.getAsLong())) {
                return new NotReady<>("the copy here is " + lag.getAsLong() + " records behind");
            }
            return inTurn(() -> query(streams, read, demand, owner.partition(), lag))
                    .orElseGet(() -> new NotReady<>("too many reads at once"));
        } catch (InvalidStateStoreException | IllegalStateException moving) {
            return new NotReady<>(MOVING);
        }
    }

    private static <K, R, T> Lookup<T> query(
            KafkaStreams streams,
            StoreRead<K, R, T> read,
            ReadDemand demand,
            int partition,
            OptionalLong lagOfCopy) {
        StateQueryRequest<R> request =
                StateQueryRequest.inStore(read.store())
                        .withQuery(read.query())
                        .withPartitions(Set.of(partition));
        QueryResult<R> result =
                streams.query(lagOfCopy.isPresent() ? request : request.requireActive())
                        .getPartitionResults()
                        .get(partition);
        if (result == null) {
            return new NotReady<>(
                    "partition " + partition + " of " + read.store() + " is not here");
        }
        if (result.isFailure()) {
            return new NotReady<>(result.getFailureMessage());
        }
        Optional<T> value = readAndClose(result.getResult(), read.read());
        // A bound given with the query would be dropped silently where the owner is required.
        InputPosition position =
                InputPosition.of(result.getPosition())
                        .and(value.map(read.positionOf()).orElse(InputPosition.NONE));
        Freshness freshness =
                lagOfCopy.isPresent()
                        ? new Freshness(Freshness.Role.STANDBY, lagOfCopy.getAsLong(), position)
                        : Freshness.active(position);
        return position.covers(demand.minPosition().ofPartition(partition))
                ? answer(value, freshness)
                : new Behind<>(freshness);
    }

    private static <T> Said<T> answer(Optional<T> value, Freshness freshness) {
        return value.<Said<T>>map(found -> new Found<>(found, freshness))
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
            // Iterators of windows are iterators of entries, too.
            if (result instanceof KeyValueIterator<?, ?> entries) {
                entries.close();
            }
        }
    }

    private List<URI> standbys(KeyQueryMetadata owner) {
        return owner.standbyHosts().stream()
                .filter(it -> !it.equals(self))
                .map(StoreRouter::uri)
                .sorted()
                .toList();
    }

    static URI uri(HostInfo host) {
        return URI.create("http://" + host.host() + ":" + host.port());
    }
}
