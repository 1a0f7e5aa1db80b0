package dev.tributary.inventory.topology;

import dev.tributary.common.streams.Topic;
import dev.tributary.schemas.ingest.StockMovement;
import dev.tributary.schemas.inventory.StockCommand;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Of all that comes of the stock, takes what was refused, which is told by its kind: movements and
 * commands only come in. Gives them their bytes back.
 */
final class RejectedToDeadLetterProcessor
        extends ContextualProcessor<String, SpecificRecord, byte[], byte[]> {
    private final InventoryTopics topics;

    RejectedToDeadLetterProcessor(InventoryTopics topics) {
        this.topics = topics;
    }

    @Override
    public void process(Record<String, SpecificRecord> record) {
        switch (record.value()) {
            case StockMovement it -> forward(record, topics.movements(), it);
            case StockCommand it -> forward(record, topics.stockCommands(), it);
            default -> {}
        }
    }

    private <V> void forward(
            Record<String, SpecificRecord> record, Topic<String, V> topic, V value) {
        Headers headers = record.headers();
        context()
                .forward(
                        record.withKey(
                                        topic.keySerde()
                                                .serializer()
                                                .serialize(topic.name(), headers, record.key()))
                                .withValue(
                                        topic.valueSerde()
                                                .serializer()
                                                .serialize(topic.name(), headers, value)));
    }
}
