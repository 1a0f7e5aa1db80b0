package dev.tributary.ingest;

import dev.tributary.common.serde.AvroSerializer;
import dev.tributary.schemas.InventoryTopics;
import dev.tributary.schemas.inventory.Order;
import dev.tributary.schemas.inventory.OrderLine;
import dev.tributary.schemas.inventory.OrderLineStatus;
import dev.tributary.schemas.inventory.OrderStatus;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** Plays inventory-service: tells what became of a basket when a test says so. */
final class PlayedInventory implements AutoCloseable {
    private final KafkaProducer<String, Order> producer;

    PlayedInventory(String bootstrapServers, String registryUrl) {
        Map<String, Object> configs = new HashMap<>();
        configs.put("bootstrap.servers", bootstrapServers);
        configs.put("schema.registry.url", registryUrl);
        configs.put("auto.register.schemas", "false");
        AvroSerializer<Order> serializer = new AvroSerializer<>();
        serializer.configure(configs, false);
        producer = new KafkaProducer<>(configs, new StringSerializer(), serializer);
    }

    /** Tells where an order stands; returns when the log has it. */
    void tell(String transactionId, OrderStatus status, OrderLine... lines)
            throws ExecutionException, InterruptedException {
        Order order = new Order();
        order.setTransactionId(transactionId);
        order.setStatus(status);
        order.setLines(List.of(lines));
        order.setRequestedAt(Instant.now());
        order.setExpiresAt(Instant.now().plusSeconds(600));
        producer.send(new ProducerRecord<>(InventoryTopics.ORDERS.name(), transactionId, order))
                .get();
    }

    static OrderLine line(String sku, long quantity, OrderLineStatus status) {
        return new OrderLine(sku, quantity, status, null);
    }

    /** A line that fell short. */
    static OrderLine shortLine(String sku, long quantity, long available) {
        return new OrderLine(sku, quantity, OrderLineStatus.SHORT, available);
    }

    @Override
    public void close() {
        producer.close();
    }
}
