package dev.tributary.common.query;

import dev.tributary.common.streams.QueryableStore;

import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.RangeQuery;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads what this instance has of a page: of those partitions asked for that it owns, and of those
 * that it has a copy of where that is near enough.
 */
final class PartitionScan {
    private final StoreRouter router;

    PartitionScan(StoreRouter router) {
        this.router = router;
    }

    /** What came of a scan. */
    sealed interface Outcome {
        /** A part, perhaps of fewer partitions than were asked for. */
        record Read(PagePart part) implements Outcome {}

        /** A partition had not taken in what was demanded within the time given. */
        record Behind(Freshness freshness) implements Outcome {}

        /** None of the partitions can be read here at the moment. */
        record Nothing() implements Outcome {}
    }

    /** An entry that its partition's iterator stands at. */
    private record Head<V>(String key, V value, KeyValueIterator<String, V> rest) {}

    /** Partitions that can be read, each with an open iterator and how fresh it is. */
    private static final class Open<V> implements AutoCloseable {
        final Map<Integer, KeyValueIterator<String, V>> iterators = new TreeMap<>();
        Freshness freshness = Freshness.active(InputPosition.NONE);
        boolean behind;

        @Override
        public void close() {
            iterators.values().forEach(KeyValueIterator::close);
        }
    }

    <V> Outcome read(
            ListRead<V> list, PageDemand page, ReadDemand demand, Set<Integer> partitions) {
        return Rereading.until(
                demand.waiting(),
                () ->
                        router.inTurn(() -> once(list, page, demand, partitions))
                                .orElseGet(Outcome.Nothing::new),
                it -> !(it instanceof Outcome.Behind));
    }

    private <V> Outcome once(
            ListRead<V> list, PageDemand page, ReadDemand demand, Set<Integer> partitions) {
        KafkaStreams streams = router.streams().orElse(null);
        if (streams == null) {
            return new Outcome.Nothing();
        }
        try (Open<V> open = new Open<>()) {
            for (int partition : partitions) {
                open(streams, list, page, demand, partition, open);
            }
            if (open.behind) {
                return new Outcome.Behind(open.freshness);
            }
            return open.iterators.isEmpty()
                    ? new Outcome.Nothing()
                    : new Outcome.Read(scan(list, page, open));
        } catch (InvalidStateStoreException | IllegalStateException moving) {
            return new Outcome.Nothing();
        }
    }

    private <V> void open(
            KafkaStreams streams,
            ListRead<V> list,
            PageDemand page,
            ReadDemand demand,
            int partition,
            Open<V> open) {
        StateQueryRequest<KeyValueIterator<String, V>> request =
                StateQueryRequest.inStore(list.store())
                        .withQuery(PartitionScan.<V>from(page.after()))
                        .withPartitions(Set.of(partition));
        OptionalLong lag = OptionalLong.empty();
        QueryResult<KeyValueIterator<String, V>> result =
                demand.copy() ? null : result(streams, request.requireActive(), partition);
        if (result == null && demand.maxLag().isPresent()) {
            lag = router.lag(streams, list.store(), partition);
            if (lag.isPresent() && demand.allows(lag.getAsLong())) {
                result = result(streams, request, partition);
            }
        }
        if (result == null) {
            return;
        }
        open.iterators.put(partition, result.getResult());
        InputPosition position = InputPosition.of(result.getPosition());
        open.freshness =
                open.freshness.and(
                        lag.isPresent()
                                ? new Freshness(Freshness.Role.STANDBY, lag.getAsLong(), position)
                                : Freshness.active(position));
        open.behind |= !position.covers(demand.minPosition().ofPartition(partition));
    }

    private static <V> RangeQuery<String, V> from(@Nullable String after) {
        return after == null ? RangeQuery.withNoBounds() : RangeQuery.withLowerBound(after);
    }

    private static <R> @Nullable QueryResult<R> result(
            KafkaStreams streams, StateQueryRequest<R> request, int partition) {
        QueryResult<R> result = streams.query(request).getPartitionResults().get(partition);
        return result == null || result.isFailure() ? null : result;
    }

    private static <V> PagePart scan(ListRead<V> list, PageDemand page, Open<V> open) {
        PriorityQueue<Head<V>> heads =
                new PriorityQueue<>(
                        (one, other) -> QueryableStore.KEY_ORDER.compare(one.key(), other.key()));
        open.iterators.values().forEach(it -> advance(it, page.after(), heads));
        List<PagePart.Entry> entries = new ArrayList<>();
        String last = null;
        for (int looked = 0;
                looked < list.scanMax() && entries.size() < page.limit() && !heads.isEmpty();
                looked++) {
            Head<V> head = heads.remove();
            last = head.key();
            if (list.filter().test(head.key(), head.value())) {
                entries.add(
                        new PagePart.Entry(
                                head.key(), list.document().apply(head.key(), head.value())));
            }
            advance(head.rest(), page.after(), heads);
        }
        return new PagePart(
                List.copyOf(open.iterators.keySet()),
                entries,
                heads.isEmpty() ? null : last,
                open.freshness.role(),
                open.freshness.lag(),
                open.freshness.position().toString());
    }

    /** Steps to the next entry; the bound of a range is in it, and what came before is not. */
    private static <V> void advance(
            KeyValueIterator<String, V> entries,
            @Nullable String after,
            PriorityQueue<Head<V>> heads) {
        while (entries.hasNext()) {
            KeyValue<String, V> entry = entries.next();
            if (!entry.key.equals(after)) {
                heads.add(new Head<>(entry.key, entry.value, entries));
                return;
            }
        }
    }
}
