package dev.tributary.ingest;

import static dev.tributary.ingest.IngestInstance.PATIENCE;

import static org.awaitility.Awaitility.await;

import dev.tributary.common.serde.AvroDeserializer;
import dev.tributary.common.serde.AvroSerializer;
import dev.tributary.schemas.FraudTopics;
import dev.tributary.schemas.IngestTopics;
import dev.tributary.schemas.fraud.Decision;
import dev.tributary.schemas.fraud.Reason;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.ingest.Transaction;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;

/**
 * Plays fraud-service: answers each transaction as it would, the first body under an id of a card
 * with a verdict, every later one with a repeat of it. Cards whose name begins with {@code silent}
 * get no answer until a test asks for it. Remembers what it saw.
 */
final class PlayedScorer implements AutoCloseable {
    static final String SILENT = "silent";

    private final Map<String, Object> configs;
    private final KafkaConsumer<String, Transaction> consumer;
    private final KafkaProducer<String, Verdict> producer;
    private final Map<String, Verdict> decided = new ConcurrentHashMap<>();
    private final Queue<Transaction> seen = new ConcurrentLinkedQueue<>();
    private final Queue<String> traces = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::run, "played-scorer");

    PlayedScorer(String bootstrapServers, String registryUrl) {
        configs = new HashMap<>();
        configs.put("bootstrap.servers", bootstrapServers);
        configs.put("schema.registry.url", registryUrl);
        configs.put("auto.register.schemas", "false");
        configs.put("auto.offset.reset", "earliest");
        AvroDeserializer<Transaction> deserializer = new AvroDeserializer<>();
        deserializer.configure(configs, false);
        AvroSerializer<Verdict> serializer = new AvroSerializer<>();
        serializer.configure(configs, false);
        consumer = new KafkaConsumer<>(configs, new StringDeserializer(), deserializer);
        producer = new KafkaProducer<>(configs, new StringSerializer(), serializer);
        thread.start();
    }

    private void run() {
        List<TopicPartition> partitions =
                consumer.partitionsFor(IngestTopics.TRANSACTIONS.name()).stream()
                        .map(it -> new TopicPartition(it.topic(), it.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        try {
            while (true) {
                for (ConsumerRecord<String, Transaction> record :
                        consumer.poll(Duration.ofMillis(200))) {
                    take(record);
                }
            }
        } catch (WakeupException e) {
            consumer.close();
        }
    }

    private void take(ConsumerRecord<String, Transaction> record) {
        Transaction transaction = record.value();
        seen.add(transaction);
        if (record.headers().lastHeader("traceparent") != null) {
            traces.add(
                    new String(
                            record.headers().lastHeader("traceparent").value(),
                            StandardCharsets.US_ASCII));
        }
        if (!transaction.getCardId().startsWith(SILENT)) {
            answer(transaction);
        }
    }

    /** Answers a transaction, or repeats the answer. */
    void answer(Transaction transaction) {
        String key = transaction.getCardId() + " " + transaction.getTransactionId();
        Verdict before = decided.get(key);
        Verdict verdict =
                before == null ? verdict(transaction) : Verdict.newBuilder(before).build();
        verdict.setRepeat(before != null);
        decided.put(key, verdict);
        send(verdict);
    }

    void send(Verdict verdict) {
        Future<RecordMetadata> _ =
                producer.send(
                        new ProducerRecord<>(
                                FraudTopics.VERDICTS.name(), verdict.getCardId(), verdict));
        producer.flush();
    }

    static Verdict verdict(Transaction transaction) {
        Verdict verdict = new Verdict();
        verdict.setTransactionId(transaction.getTransactionId());
        verdict.setBodyFingerprint(transaction.getBodyFingerprint());
        verdict.setCardId(transaction.getCardId());
        verdict.setDecision(
                transaction.getAmountMinor() > 100_000 ? Decision.BLOCK : Decision.APPROVE);
        verdict.setScore(0.25);
        verdict.setReasons(List.of(new Reason("PLAYED", "seen 1 of 1", 0.25)));
        verdict.setFeatures(Map.of("played", 1.5));
        verdict.setDegraded(List.of());
        verdict.setShadow(List.of());
        verdict.setRuleSetVersion("played-1");
        verdict.setHasItems(!transaction.getItems().isEmpty());
        verdict.setOccurredAt(transaction.getOccurredAt());
        verdict.setReceivedAt(transaction.getReceivedAt());
        verdict.setDecidedAt(transaction.getReceivedAt().plusMillis(1));
        return verdict;
    }

    /** Transactions on the topic of a card, once there are at least so many. */
    List<Transaction> transactionsOf(String cardId, int atLeast) {
        await().atMost(PATIENCE).until(() -> of(cardId).size() >= atLeast);
        return of(cardId);
    }

    private List<Transaction> of(String cardId) {
        return seen.stream().filter(it -> it.getCardId().equals(cardId)).toList();
    }

    List<String> traces() {
        return List.copyOf(traces);
    }

    /** Records on a topic, markers included: the sum of its end offsets. */
    long size(String topic) {
        try (KafkaConsumer<byte[], byte[]> reader =
                new KafkaConsumer<>(
                        configs, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    reader.partitionsFor(topic).stream()
                            .map(it -> new TopicPartition(topic, it.partition()))
                            .toList();
            return reader.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** Puts bytes on a topic that are no Avro record. */
    RecordMetadata poison(String topic, byte[] key, byte[] value) throws Exception {
        try (KafkaProducer<byte[], byte[]> raw =
                new KafkaProducer<>(
                        configs, new ByteArraySerializer(), new ByteArraySerializer())) {
            return raw.send(new ProducerRecord<>(topic, key, value)).get();
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close();
    }
}
