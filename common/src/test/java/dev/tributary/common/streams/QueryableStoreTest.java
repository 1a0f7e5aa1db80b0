package dev.tributary.common.streams;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.query.KeyQuery;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.RangeQuery;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

class QueryableStoreTest {
    private static final Bytes KEY = Bytes.wrap("key".getBytes(UTF_8));

    private final RocksDbFixture memory = new RocksDbFixture();
    private final KeyValueStore<Bytes, byte[]> store = QueryableStore.supplier("store").get();
    private final MockProcessorContext<Object, Object> context;

    QueryableStoreTest(@TempDir Path folder) {
        context = context(folder);
    }

    @BeforeEach
    void open() {
        store.init(context.getStateStoreContext(), store);
        put(1);
    }

    @Test
    void shouldNotLetAWriteAndAQueryWaitForEachOther() throws Exception {
        for (Query<?> query : List.of(KeyQuery.withKey(KEY), RangeQuery.withNoBounds())) {
            FutureTask<?> queried = new FutureTask<>(() -> query(query));
            Thread reader = Thread.ofPlatform().daemon().unstarted(queried);
            FutureTask<?> written =
                    new FutureTask<>(
                            () -> {
                                // As the thread that processes records does, in the middle of it.
                                synchronized (store) {
                                    reader.start();
                                    awaitBlocked(reader);
                                    put(2);
                                }
                            },
                            null);
            Thread.ofPlatform().daemon().start(written);
            awaitEnd(written);
            awaitEnd(queried);
        }
        QueryResult<byte[]> result = query(KeyQuery.withKey(KEY));
        assertThat(result.getResult()).asString().isEqualTo("2");
        assertThat(result.getPosition().getPartitionPositions("topic")).isEqualTo(Map.of(0, 2L));
        // Not where it fails: it would wait for the same lock.
        store.close();
        memory.close();
    }

    private void put(long offset) {
        context.setRecordMetadata("topic", 0, offset);
        store.put(KEY, Long.toString(offset).getBytes(UTF_8));
    }

    private <R> QueryResult<R> query(Query<R> query) {
        QueryResult<R> result =
                store.query(query, PositionBound.unbounded(), new QueryConfig(false));
        if (result.getResult() instanceof KeyValueIterator<?, ?> all) {
            all.close();
        }
        return result;
    }

    private static void awaitBlocked(Thread thread) {
        while (thread.getState() != Thread.State.BLOCKED) {
            Thread.onSpinWait();
        }
    }

    /** Threads that wait for each other would never end; the JVM itself knows of these. */
    private static void awaitEnd(Future<?> work) throws Exception {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        while (true) {
            try {
                work.get(50, TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                assertThat(threads.findDeadlockedThreads()).as("deadlocked threads").isNull();
            }
        }
    }

    private MockProcessorContext<Object, Object> context(Path folder) {
        Map<String, Object> configs = new LinkedHashMap<>(StreamsDefaults.latency());
        configs.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        configs.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:9");
        memory.addTo(configs);
        Properties properties = new Properties();
        properties.putAll(configs);
        return new MockProcessorContext<>(properties, new TaskId(0, 0), folder.toFile());
    }
}
