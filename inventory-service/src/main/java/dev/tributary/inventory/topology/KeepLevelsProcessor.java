package dev.tributary.inventory.topology;

import dev.tributary.inventory.store.ViewStores;
import dev.tributary.schemas.inventory.StockLevel;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

import java.util.Set;

/** Keeps the newest level of each sku. */
final class KeepLevelsProcessor implements Processor<String, StockLevel, Void, Void> {
    private KeyValueStore<String, StockLevel> store;

    /** Makes the processor with the store it needs. */
    record Supplier() implements ProcessorSupplier<String, StockLevel, Void, Void> {
        @Override
        public Processor<String, StockLevel, Void, Void> get() {
            return new KeepLevelsProcessor();
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Set.of(ViewStores.levels());
        }
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        store = context.getStateStore(ViewStores.LEVELS);
    }

    @Override
    public void process(Record<String, StockLevel> record) {
        store.put(record.key(), record.value());
    }
}
