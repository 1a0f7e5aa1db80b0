package dev.tributary.ingest.topology;

import dev.tributary.common.streams.ExpiringStore;
import dev.tributary.ingest.domain.KnownTransaction;
import dev.tributary.ingest.store.StatusAvroMapper;
import dev.tributary.ingest.store.TransactionStores;
import dev.tributary.schemas.ingest.state.TransactionStatus;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/** Folds news about a transaction into what is kept of it. */
final class StatusProcessor implements Processor<String, TransactionStatus, Void, Void> {
    /** Entries of the store are in the past, but for clocks that differ. */
    private static final Duration AHEAD = NewsProcessor.AHEAD_MAX.multipliedBy(2);

    private final Duration retention;
    private @Nullable ExpiringStore<TransactionStatus> store;

    private StatusProcessor(Duration retention) {
        this.retention = retention;
    }

    /** Makes the processor with the store it needs. */
    record Supplier(Duration retention)
            implements ProcessorSupplier<String, TransactionStatus, Void, Void> {
        @Override
        public Processor<String, TransactionStatus, Void, Void> get() {
            return new StatusProcessor(retention);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Set.of(TransactionStores.statusById(retention));
        }
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        store =
                new ExpiringStore<>(
                        context.getStateStore(TransactionStores.STATUS_BY_ID), retention);
    }

    @Override
    public void process(Record<String, TransactionStatus> record) {
        KnownTransaction<ByteBuffer, ByteBuffer> news = StatusAvroMapper.toDomain(record.value());
        KnownTransaction<ByteBuffer, ByteBuffer> before = find(record.key(), record.timestamp());
        KnownTransaction<ByteBuffer, ByteBuffer> after = before == null ? news : before.hear(news);
        if (after.equals(before)) {
            return;
        }
        ExpiringStore<TransactionStatus> kept = Objects.requireNonNull(store);
        if (before != null && !before.receivedAt().equals(after.receivedAt())) {
            // An order that came first stood where its stock was asked for.
            kept.remove(record.key(), before.receivedAt());
        }
        kept.put(record.key(), StatusAvroMapper.toAvro(after), after.receivedAt());
    }

    /** An id has one entry; where it has more, because one expires while it is read, the first. */
    private @Nullable KnownTransaction<ByteBuffer, ByteBuffer> find(String id, long appendedMs) {
        Instant appended = Instant.ofEpochMilli(appendedMs);
        TransactionStatus entry =
                Objects.requireNonNull(store)
                        .find(id, appended.minus(retention), appended.plus(AHEAD), any -> true);
        return entry == null ? null : StatusAvroMapper.toDomain(entry);
    }
}
