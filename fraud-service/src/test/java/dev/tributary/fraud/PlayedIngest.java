package dev.tributary.fraud;

import static dev.tributary.fraud.FraudInstance.PATIENCE;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.common.serde.AvroDeserializer;
import dev.tributary.common.serde.AvroSerializer;
import dev.tributary.fraud.topology.TransactionBuilder;
import dev.tributary.local.RealKafka;
import dev.tributary.schemas.FraudTopics;
import dev.tributary.schemas.IngestTopics;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.ingest.Label;
import dev.tributary.schemas.ingest.LabelSource;
import dev.tributary.schemas.ingest.Transaction;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What stands before and behind the scorer: transactions in, committed verdicts out. */
final class PlayedIngest implements AutoCloseable {
    private final KafkaProducer<String, Transaction> producer;
    private final KafkaProducer<String, Label> labels;
    private final KafkaConsumer<String, Verdict> consumer;
    private final Map<String, List<Verdict>> verdicts = new HashMap<>();
    private final AvroDeserializer<Label> labelDeserializer = new AvroDeserializer<>();
    private final String bootstrapServers;

    PlayedIngest(RealKafka kafka) {
        Map<String, Object> registry =
                Map.of(
                        "schema.registry.url",
                        kafka.registryUrl(),
                        "auto.register.schemas",
                        "false");
        bootstrapServers = kafka.bootstrapServers();
        labelDeserializer.configure(registry, false);
        AvroSerializer<Transaction> serializer = new AvroSerializer<>();
        serializer.configure(registry, false);
        AvroDeserializer<Verdict> deserializer = new AvroDeserializer<>();
        deserializer.configure(registry, false);
        producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all"),
                        new StringSerializer(),
                        serializer);
        AvroSerializer<Label> labelSerializer = new AvroSerializer<>();
        labelSerializer.configure(registry, false);
        labels =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all"),
                        new StringSerializer(),
                        labelSerializer);
        consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                kafka.bootstrapServers(),
                                "isolation.level",
                                "read_committed"),
                        new StringDeserializer(),
                        deserializer);
        List<TopicPartition> partitions =
                consumer.partitionsFor(FraudTopics.VERDICTS.name()).stream()
                        .map(it -> new TopicPartition(it.topic(), it.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Sends a transaction and waits for its verdict. */
    Verdict decide(TransactionBuilder transaction) {
        return verdict(send(transaction));
    }

    /** Sends a transaction and returns its id. */
    String send(TransactionBuilder builder) {
        Transaction transaction = builder.build();
        var _ =
                producer.send(
                        new ProducerRecord<>(
                                IngestTopics.TRANSACTIONS.name(),
                                transaction.getCardId(),
                                transaction));
        return transaction.getTransactionId();
    }

    /** Says what became of a transaction, from when on it is known and when that is told. */
    void label(String id, boolean fraud, Instant labelledAt, Instant receivedAt) {
        var _ =
                labels.send(
                        new ProducerRecord<>(
                                IngestTopics.LABELS.name(),
                                id,
                                new Label(
                                        id,
                                        fraud,
                                        LabelSource.CHARGEBACK,
                                        null,
                                        labelledAt,
                                        receivedAt)));
        labels.flush();
    }

    /** All labels of a transaction that are on the topic by now, in their order. */
    List<Label> labels(String id) {
        try (KafkaConsumer<String, Label> reader =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrapServers),
                        new StringDeserializer(),
                        labelDeserializer)) {
            List<TopicPartition> partitions =
                    reader.partitionsFor(IngestTopics.LABELS.name()).stream()
                            .map(it -> new TopicPartition(it.topic(), it.partition()))
                            .toList();
            reader.assign(partitions);
            reader.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
            List<Label> found = new ArrayList<>();
            while (partitions.stream().anyMatch(it -> reader.position(it) < ends.get(it))) {
                reader.poll(Duration.ofMillis(100))
                        .forEach(it -> {
                            if (it.key().equals(id)) {
                                found.add(it.value());
                            }
                        });
            }
            return found;
        }
    }

    /** The verdict on a transaction that was sent; the last where it was sent again. */
    Verdict verdict(String id) {
        return verdicts(id, 1).getLast();
    }

    /** All verdicts on a transaction, in their order, once there are so many. */
    List<Verdict> verdicts(String id, int atLeast) {
        producer.flush();
        Instant deadline = Instant.now().plus(PATIENCE);
        while (verdicts.getOrDefault(id, List.of()).size() < atLeast) {
            assertThat(Instant.now()).as("no verdict on %s", id).isBefore(deadline);
            consumer.poll(Duration.ofMillis(100))
                    .forEach(it ->
                            verdicts.computeIfAbsent(
                                            it.value().getTransactionId(), _ -> new ArrayList<>())
                                    .add(it.value()));
        }
        return List.copyOf(verdicts.getOrDefault(id, List.of()));
    }

    @Override
    public void close() {
        producer.close();
        labels.close();
        consumer.close();
    }
}
