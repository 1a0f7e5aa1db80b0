package dev.tributary.inventory;

import dev.tributary.common.fixtures.PlayedTopics;
import dev.tributary.local.RealKafka;
import dev.tributary.schemas.FraudTopics;
import dev.tributary.schemas.IngestTopics;
import dev.tributary.schemas.fraud.Decision;
import dev.tributary.schemas.ingest.StockMovement;
import dev.tributary.schemas.ingest.StockMovementKind;
import dev.tributary.schemas.ingest.Transaction;
import dev.tributary.schemas.inventory.WantedLine;

import org.apache.kafka.clients.producer.RecordMetadata;

import java.util.concurrent.atomic.AtomicInteger;

/** What stands before stock: the other services, as their topics show them. */
final class PlayedWorld implements AutoCloseable {
    private final PlayedTopics topics;
    private final AtomicInteger movements = new AtomicInteger();

    PlayedWorld(RealKafka kafka) {
        topics = new PlayedTopics(kafka.bootstrapServers(), kafka.registryUrl());
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
                topics.send(IngestTopics.STOCK_MOVEMENTS.name(), movement.getSku(), movement);
        return place.topic() + "-" + place.partition() + ":" + place.offset();
    }

    void buy(String id, WantedLine... basket) {
        Transaction transaction = WireRecords.transaction(id, basket);
        topics.send(IngestTopics.TRANSACTIONS.name(), transaction.getCardId(), transaction);
    }

    void judge(String id, Decision decision, WantedLine... basket) {
        topics.send(
                FraudTopics.VERDICTS.name(),
                "card of " + id,
                WireRecords.verdict(id, decision, basket));
    }

    void label(String id, boolean fraud) {
        topics.send(IngestTopics.LABELS.name(), id, WireRecords.label(id, fraud));
    }

    @Override
    public void close() {
        topics.close();
    }
}
