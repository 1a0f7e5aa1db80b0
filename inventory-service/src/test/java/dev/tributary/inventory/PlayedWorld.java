package dev.tributary.inventory;

import dev.tributary.common.serde.AvroSerializer;
import dev.tributary.local.RealKafka;
import dev.tributary.schemas.FraudTopics;
import dev.tributary.schemas.IngestTopics;
import dev.tributary.schemas.fraud.Decision;
import dev.tributary.schemas.ingest.StockMovement;
import dev.tributary.schemas.ingest.StockMovementKind;
import dev.tributary.schemas.ingest.Transaction;
import dev.tributary.schemas.inventory.WantedLine;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** What stands before stock: the other services, as their topics show them. */
final class PlayedWorld implements AutoCloseable {
    private final KafkaProducer<String, SpecificRecord> producer;
    private final AtomicInteger movements = new AtomicInteger();

    PlayedWorld(RealKafka kafka) {
        AvroSerializer<SpecificRecord> serializer = new AvroSerializer<>();
        serializer.configure(
                Map.of(
                        "schema.registry.url",
                        kafka.registryUrl(),
                        "auto.register.schemas",
                        "false"),
                false);
        producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all"),
                        new StringSerializer(),
                        serializer);
    }

    /** Returns its position, as the way in tells it in a header. */
    String receive(String sku, String warehouse, long units) {
        return move(
                WireRecords.movement(
                        "m-" + movements.incrementAndGet(),
                        sku,
                        warehouse,
                        StockMovementKind.RECEIPT,
                        units));
    }

    String move(StockMovement movement) {
        RecordMetadata place =
                send(IngestTopics.STOCK_MOVEMENTS.name(), movement.getSku(), movement);
        return place.topic() + "-" + place.partition() + ":" + place.offset();
    }

    void buy(String id, WantedLine... basket) {
        Transaction transaction = WireRecords.transaction(id, basket);
        send(IngestTopics.TRANSACTIONS.name(), transaction.getCardId(), transaction);
    }

    void judge(String id, Decision decision, WantedLine... basket) {
        send(
                FraudTopics.VERDICTS.name(),
                "card of " + id,
                WireRecords.verdict(id, decision, basket));
    }

    void label(String id, boolean fraud) {
        send(IngestTopics.LABELS.name(), id, WireRecords.label(id, fraud));
    }

    private RecordMetadata send(String topic, String key, SpecificRecord value) {
        try {
            return producer.send(new ProducerRecord<>(topic, key, value)).get();
        } catch (ExecutionException e) {
            throw new AssertionError("not sent: " + value, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
