package dev.tributary.fraud.topology;

import dev.tributary.common.fixtures.TopologyFixture;
import dev.tributary.common.serde.StateSerde;
import dev.tributary.common.streams.StreamsDefaults;
import dev.tributary.common.streams.Topic;
import dev.tributary.fraud.domain.EntityKey;
import dev.tributary.fraud.domain.EntitySettings;
import dev.tributary.fraud.store.LearningStores;
import dev.tributary.fraud.topology.LearningListener.Happening;
import dev.tributary.fraud.wire.EntityRiskAvroMapper;
import dev.tributary.schemas.FraudTopics;
import dev.tributary.schemas.IngestTopics;
import dev.tributary.schemas.fraud.EntityRisk;
import dev.tributary.schemas.fraud.RulePerformance;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.ingest.Label;
import dev.tributary.schemas.ingest.LabelSource;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.test.TestRecord;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The learning topology in a driver, and what it tells the world. */
final class LearningFixture implements AutoCloseable {
    private static final List<String> KEY_VALUE_STORES =
            List.of(
                    LearningStores.WAITING_LABELS,
                    LearningStores.WAITING_ORDER,
                    LearningStores.PERFORMANCE,
                    LearningStores.ENTITY_RISK,
                    LearningStores.PUBLISHED_ENTITIES,
                    LearningStores.TRANSACTION_TIMES,
                    LearningStores.ENTITY_TIMES);

    final Topic<String, Verdict> verdicts =
            new Topic<>(FraudTopics.VERDICTS, Serdes.String(), StateSerde.of(Verdict.class));
    final Topic<String, Label> labels =
            new Topic<>(IngestTopics.LABELS, Serdes.String(), StateSerde.of(Label.class));
    final Topic<String, Label> unmatched =
            new Topic<>(FraudTopics.UNMATCHED_LABELS, Serdes.String(), StateSerde.of(Label.class));
    final Topic<String, EntityRisk> entityRisk =
            new Topic<>(FraudTopics.ENTITY_RISK, Serdes.String(), StateSerde.of(EntityRisk.class));
    final Topic<String, RulePerformance> performance =
            new Topic<>(
                    FraudTopics.RULE_PERFORMANCE,
                    Serdes.String(),
                    StateSerde.of(RulePerformance.class));
    final List<Happening> happened = new ArrayList<>();
    final TopologyFixture fixture;

    /** The newest of each key, as a reader of the compacted topic sees it. */
    final Map<EntityKey, dev.tributary.fraud.domain.EntityRisk> told = new LinkedHashMap<>();

    private final LearningSettings settings;

    LearningFixture(LearningSettings settings) {
        this.settings = settings;
        Map<String, Object> configs =
                new LinkedHashMap<>(StreamsDefaults.throughput(Duration.ofMillis(100)));
        configs.put(
                StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG,
                FraudTopics.DEAD_LETTERS.name());
        LearningTopology topology =
                new LearningTopology(
                        new LearningTopics(verdicts, labels, unmatched, entityRisk, performance),
                        settings,
                        EntitySettings.defaults(),
                        happened::add);
        fixture = new TopologyFixture(configs, topology::define, VerdictBuilder.NOON);
    }

    void pipe(VerdictBuilder builder) {
        Verdict verdict = builder.build();
        fixture.pipe(verdicts, verdict.getCardId(), verdict);
    }

    /** Of a label that arrives when it is known. */
    void label(String transactionId, boolean fraud, Instant labelledAt) {
        label(transactionId, fraud, labelledAt, labelledAt);
    }

    void label(String transactionId, boolean fraud, Instant labelledAt, Instant receivedAt) {
        fixture.pipe(
                labels,
                transactionId,
                new Label(
                        transactionId,
                        fraud,
                        LabelSource.CHARGEBACK,
                        null,
                        labelledAt,
                        receivedAt));
    }

    /** Another that starts with what this one has in its key-value stores, and has seen nothing. */
    LearningFixture restarted() {
        LearningFixture restarted = new LearningFixture(settings);
        for (String store : KEY_VALUE_STORES) {
            content(store).forEach(restarted.fixture.<String, Object>keyValueStore(store)::put);
        }
        return restarted;
    }

    /** What stands in a key-value store. */
    Map<String, Object> content(String store) {
        Map<String, Object> content = new TreeMap<>();
        try (KeyValueIterator<String, Object> all =
                fixture.<String, Object>keyValueStore(store).all()) {
            all.forEachRemaining(entry -> content.put(entry.key, entry.value));
        }
        return content;
    }

    /** Lets an interval of publishing pass. */
    void publish() {
        fixture.advanceWallClock(max(settings.entityInterval(), settings.performanceInterval()));
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    /** Keys that were published since the last call, in order; tombstones end in {@code -}. */
    List<String> drainEntities() {
        List<String> keys = new ArrayList<>();
        for (TestRecord<String, EntityRisk> record : fixture.drain(entityRisk)) {
            keys.add(record.key() + (record.value() == null ? "-" : ""));
            if (record.value() == null) {
                told.remove(EntityKey.of(record.key()));
            } else {
                told.put(EntityKey.of(record.key()), EntityRiskAvroMapper.toDomain(record.value()));
            }
        }
        return keys;
    }

    /** The newest of each key since the last call. */
    Map<String, RulePerformance> drainPerformance() {
        Map<String, RulePerformance> newest = new TreeMap<>();
        fixture.drain(performance).forEach(it -> newest.put(it.key(), it.value()));
        return newest;
    }

    List<Label> drainUnmatched() {
        return fixture.drain(unmatched).stream().map(TestRecord::value).toList();
    }

    List<TestRecord<byte[], byte[]>> deadLetters() {
        return fixture.drainBytes(FraudTopics.DEAD_LETTERS.name());
    }

    @Override
    public void close() {
        fixture.close();
    }
}
