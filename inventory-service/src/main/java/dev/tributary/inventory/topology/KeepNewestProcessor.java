package dev.tributary.inventory.topology;

import dev.tributary.common.streams.ExpiringStore;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.WindowStore;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Function;

/** Keeps the newest value of each key, until its moment is long gone. */
final class KeepNewestProcessor<V> implements Processor<String, V, Void, Void> {
    private final Supplier<V> made;
    private ExpiringStore<V> store;

    private KeepNewestProcessor(Supplier<V> made) {
        this.made = made;
    }

    /**
     * Makes the processor with the store it needs.
     *
     * @param name of the store
     * @param builder of an {@link ExpiringStore} with that retention
     * @param moment what a value is about; the same for all values of a key that is used once
     */
    record Supplier<V>(
            String name,
            StoreBuilder<WindowStore<String, V>> builder,
            Duration retention,
            Function<V, Instant> moment)
            implements ProcessorSupplier<String, V, Void, Void> {
        @Override
        public Processor<String, V, Void, Void> get() {
            return new KeepNewestProcessor<>(this);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Set.of(builder);
        }
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        store = new ExpiringStore<>(context.getStateStore(made.name()), made.retention());
    }

    @Override
    public void process(Record<String, V> record) {
        store.put(record.key(), record.value(), made.moment().apply(record.value()));
    }
}
