package dev.tributary.common.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.common.fixtures.TopologyFixture;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** Against a map that forgets nothing: what is kept long enough is found, and nothing else is. */
class ExpiringStoreTest {
    private static final Duration RETENTION = Duration.ofHours(48);
    private static final Instant START = Instant.parse("2026-01-01T13:14:15.161Z");

    private final TopologyFixture fixture =
            new TopologyFixture(StreamsDefaults.latency(), ExpiringStoreTest::define, START);
    private final ExpiringStore<String> store =
            new ExpiringStore<>(fixture.windowStore("moments"), RETENTION);

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void shouldFindWhatIsAboutAMomentOfTheSpanOnly() {
        store.put("key", START.toString(), START);

        assertThat(find("key", START.minus(RETENTION), START)).isEqualTo(START);
        assertThat(find("key", START, START.plus(RETENTION))).isEqualTo(START);
        assertThat(find("key", START.plusMillis(1), START.plus(RETENTION))).isNull();
        assertThat(find("key", START.minus(RETENTION), START.minusMillis(1))).isNull();
        assertThat(find("other", START.minus(RETENTION), START)).isNull();
    }

    @Test
    void shouldKeepAnEntryForAsLongAsAskedForWhateverComesAfterIt() {
        store.put("key", START.toString(), START);
        Instant later = START.plus(RETENTION);
        store.put("filler", later.toString(), later);

        assertThat(find("key", later.minus(RETENTION), later)).isEqualTo(START);
    }

    @Test
    void shouldReplaceAnEntryAboutTheSameMoment() {
        store.put("key", "one", START);
        store.put("key", "two", START);

        assertThat(store.find("key", START, START, any -> true)).isEqualTo("two");
    }

    @Test
    void shouldForgetAnEntryThatIsRemovedAndNoOther() {
        store.put("key", "one", START);
        store.put("key", "next", START.plus(RETENTION));
        store.remove("key", START);

        assertThat(store.find("key", START, START.plus(RETENTION), any -> true)).isEqualTo("next");
    }

    @Test
    void shouldFindWhatAPlainMapFindsWhenKeysComeAgainAfterRandomTimes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Map<String, Instant> oracle = new HashMap<>();
        Instant now = START;
        for (int i = 0; i < 5_000; i++) {
            now = now.plusMillis(random.nextInt(200_000));
            String key = "key-" + random.nextInt(400);
            Instant known = oracle.get(key);
            Instant expected =
                    known != null && !known.isBefore(now.minus(RETENTION)) ? known : null;

            assertThat(find(key, now.minus(RETENTION), now.plus(RETENTION)))
                    .as("seed %d, step %d, %s at %s", seed, i, key, now)
                    .isEqualTo(expected);

            if (expected == null) {
                oracle.put(key, now);
                store.put(key, now.toString(), now);
            }
        }
    }

    private Instant find(String key, Instant from, Instant to) {
        String found =
                store.find(
                        key,
                        from,
                        to,
                        value ->
                                !Instant.parse(value).isBefore(from)
                                        && !Instant.parse(value).isAfter(to));
        return found == null ? null : Instant.parse(found);
    }

    private static void define(StreamsBuilder builder) {
        builder.addStateStore(ExpiringStore.builder("moments", Serdes.String(), RETENTION));
        builder.stream("in", Consumed.with(Serdes.String(), Serdes.String()).withName("read"))
                .process(Holder::new, Named.as("hold"), "moments");
    }

    /** Keeps the store in the topology. */
    private static final class Holder implements Processor<String, String, Void, Void> {
        @Override
        public void process(Record<String, String> record) {
            throw new AssertionError("nothing is fed");
        }
    }
}
