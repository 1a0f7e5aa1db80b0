package dev.tributary.fraud.query;

import dev.tributary.common.serde.PoisonRecordException;
import dev.tributary.common.streams.Topic;
import dev.tributary.fraud.domain.TransactionId;
import dev.tributary.fraud.domain.backtest.Backtest;
import dev.tributary.fraud.domain.backtest.KnownLabels;
import dev.tributary.fraud.domain.backtest.PastTransaction;
import dev.tributary.fraud.query.Backtests.BacktestException;
import dev.tributary.fraud.query.Backtests.CancelledException;
import dev.tributary.fraud.query.Backtests.Result;
import dev.tributary.fraud.wire.RecordedVerdictAvroMapper;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.ingest.Label;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Runs backtests over what was recorded: {@code fraud.verdicts.v1} tells the features as the scorer
 * saw them, {@code ingest.labels.v1} what became of the transactions, the label known latest
 * counting. Committed records only, without a group, up to where the logs end when a backtest
 * begins; repeats of verdicts are passed over. For one thread.
 *
 * <p>Topics are stamped with the time of arrival. A transaction is taken in when it happens or
 * later, {@link #AHEAD_MAX} for clocks that differ left aside, so what arrived before is not read.
 */
public final class PastVerdicts implements Backtests.Engine {
    /** How long before its event time a transaction may arrive, by clocks that differ. */
    static final Duration AHEAD_MAX = Duration.ofMinutes(10);

    private static final Duration ASK_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Logger LOG = LoggerFactory.getLogger(PastVerdicts.class);

    private final Map<String, Object> configs;
    private final Topic<String, Verdict> verdicts;
    private final Topic<String, Label> labels;
    private final BacktestSettings settings;

    /**
     * A part of a log.
     *
     * @param begins where to begin, by partition
     * @param ends where to end
     */
    private record Part(Map<TopicPartition, Long> begins, Map<TopicPartition, Long> ends) {
        long records() {
            long records = 0;
            for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
                records += end.getValue() - begins.getOrDefault(end.getKey(), end.getValue());
            }
            return records;
        }
    }

    /** Takes what was read. */
    private interface Sink<V> {
        void accept(V value);
    }

    /**
     * @param consumerConfigs how to reach the brokers
     */
    public PastVerdicts(
            Map<String, Object> consumerConfigs,
            Topic<String, Verdict> verdicts,
            Topic<String, Label> labels,
            BacktestSettings settings) {
        this.configs = new HashMap<>(consumerConfigs);
        this.configs.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        this.configs.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        this.configs.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // What retention takes away while it is read is gone; what is left is told.
        this.configs.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        this.configs.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        this.configs.merge(ConsumerConfig.CLIENT_ID_CONFIG, "backtest", (a, b) -> a + "-" + b);
        this.configs.remove(ConsumerConfig.GROUP_ID_CONFIG);
        this.verdicts = verdicts;
        this.labels = labels;
        this.settings = settings;
    }

    @Override
    public Result run(BacktestRun run) {
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        configs, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return new Reading(consumer, run).result();
        }
    }

    /** Of one backtest. */
    private final class Reading {
        private final Consumer<byte[], byte[]> consumer;
        private final BacktestRun run;
        private final Instant from;
        private final Instant to;
        private final long begunNanos = System.nanoTime();
        private long read;
        private long unreadable;

        Reading(Consumer<byte[], byte[]> consumer, BacktestRun run) {
            this.consumer = consumer;
            this.run = run;
            this.from = run.request().from();
            this.to = run.request().to();
        }

        Result result() {
            Instant arrived = from.minus(AHEAD_MAX);
            Part labelled = part(labels, arrived.minus(settings.labelsBefore()));
            Part decided = part(verdicts, arrived);
            run.toBeRead(labelled.records() + decided.records());
            KnownLabels known = new KnownLabels(settings.labelsMax());
            read(labels, labelled, label -> take(known, label));
            Backtest backtest = new Backtest(run.request().rules());
            read(verdicts, decided, verdict -> take(backtest, known, verdict));
            return new Result(backtest.report(), unreadable);
        }

        private void take(KnownLabels known, Label label) {
            TransactionId id = new TransactionId(label.getTransactionId());
            if (!known.put(
                    id,
                    new dev.tributary.fraud.domain.learning.Label(
                            label.getFraud(), label.getLabelledAt().toEpochMilli()))) {
                throw new BacktestException(
                        "more than %,d transactions have labels from %s on; begin later"
                                .formatted(settings.labelsMax(), from));
            }
        }

        private void take(Backtest backtest, KnownLabels known, Verdict verdict) {
            Instant occurredAt = verdict.getOccurredAt();
            if (verdict.getRepeat() || occurredAt.isBefore(from) || !occurredAt.isBefore(to)) {
                return;
            }
            TransactionId id = new TransactionId(verdict.getTransactionId());
            PastTransaction past = RecordedVerdictAvroMapper.toDomain(verdict);
            backtest.add(past, known.fraud(id));
        }

        private Part part(Topic<?, ?> topic, Instant arrivedFrom) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic.name(), ASK_TIMEOUT).stream()
                            .map(info -> new TopicPartition(topic.name(), info.partition()))
                            .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, ASK_TIMEOUT);
            Map<TopicPartition, Long> times = new HashMap<>();
            partitions.forEach(it -> times.put(it, Math.max(0, arrivedFrom.toEpochMilli())));
            Map<TopicPartition, OffsetAndTimestamp> found =
                    consumer.offsetsForTimes(times, ASK_TIMEOUT);
            Map<TopicPartition, Long> begins = new HashMap<>();
            for (TopicPartition each : partitions) {
                OffsetAndTimestamp first = found.get(each);
                long end = Objects.requireNonNull(ends.get(each));
                begins.put(each, first == null ? end : Math.min(end, first.offset()));
            }
            return new Part(begins, ends);
        }

        private <V> void read(Topic<String, V> topic, Part part, Sink<V> sink) {
            consumer.assign(part.ends().keySet());
            part.begins().forEach(consumer::seek);
            Deserializer<V> decoder = topic.valueSerde().deserializer();
            long before = read;
            long heardNanos = System.nanoTime();
            while (!atEnd(part)) {
                requireWanted();
                boolean quiet = true;
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    quiet = false;
                    take(record, part, decoder, sink);
                }
                read = before + passed(part);
                run.read(read);
                if (!quiet) {
                    heardNanos = System.nanoTime();
                } else if (System.nanoTime() - heardNanos > settings.silenceMax().toNanos()) {
                    throw new BacktestException(
                            "nothing could be read from topic %s for %s"
                                    .formatted(topic.name(), settings.silenceMax()));
                }
            }
            read = before + part.records();
            run.read(read);
        }

        private void requireWanted() {
            if (run.isCancelled()) {
                throw new CancelledException();
            }
            if (System.nanoTime() - begunNanos > settings.runMax().toNanos()) {
                throw new BacktestException(
                        "not done within %s, after %,d of %,d records; ask for less time or fewer rules"
                                .formatted(settings.runMax(), read, run.records()));
            }
        }

        private <V> void take(
                ConsumerRecord<byte[], byte[]> record,
                Part part,
                Deserializer<V> decoder,
                Sink<V> sink) {
            TopicPartition place = new TopicPartition(record.topic(), record.partition());
            if (record.offset() >= part.ends().getOrDefault(place, 0L)) {
                return;
            }
            try {
                V value = decoder.deserialize(record.topic(), record.value());
                if (value == null) {
                    throw new IllegalArgumentException("no value");
                }
                sink.accept(value);
            } catch (PoisonRecordException | IllegalArgumentException e) {
                // No such record, or one whose content is none; the report tells how many.
                unreadable++;
                LOG.warn("backtest {}: passed over {}@{}", run.id(), place, record.offset(), e);
            }
        }

        private boolean atEnd(Part part) {
            return remaining(part) == 0;
        }

        private long passed(Part part) {
            return part.records() - remaining(part);
        }

        private long remaining(Part part) {
            long remaining = 0;
            for (TopicPartition each : part.ends().keySet()) {
                long end = part.ends().getOrDefault(each, 0L);
                remaining += Math.max(0, end - consumer.position(each, ASK_TIMEOUT));
            }
            return remaining;
        }
    }
}
