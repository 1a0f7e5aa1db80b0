package dev.tributary.inventory.topology;

import dev.tributary.common.deadletter.Rejection;
import dev.tributary.inventory.domain.Hold;
import dev.tributary.inventory.domain.HoldCommand;
import dev.tributary.inventory.domain.Move;
import dev.tributary.inventory.domain.ReservationId;
import dev.tributary.inventory.domain.SetSafetyStock;
import dev.tributary.inventory.domain.Sku;
import dev.tributary.inventory.domain.StockAlert;
import dev.tributary.inventory.domain.StockDecision;
import dev.tributary.inventory.domain.StockKeeper;
import dev.tributary.inventory.domain.StockLevel;
import dev.tributary.inventory.domain.StockOutcome;
import dev.tributary.inventory.store.CountedMovements;
import dev.tributary.inventory.store.Holds;
import dev.tributary.inventory.store.StockAuditRound;
import dev.tributary.inventory.store.StockLevelAvroMapper;
import dev.tributary.inventory.store.StockStores;
import dev.tributary.schemas.ingest.StockMovement;
import dev.tributary.schemas.inventory.ReservationInput;
import dev.tributary.schemas.inventory.StockAudit;
import dev.tributary.schemas.inventory.StockCommand;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * One writer a sku: takes what its stock is told, keeps level and hold, and tells the reservation
 * and the world. Now and then it holds the stock of some skus against its promises.
 */
final class KeepStockProcessor
        implements Processor<String, SpecificRecord, String, SpecificRecord> {
    private static final double NANOS_PER_MS = 1e6;

    private final InventorySettings settings;
    private final StockKeeper keeper;
    private final InventoryListener listener;

    /** Tells what an audit costs; nothing is decided by it. */
    private final LongSupplier nanoTime;

    private ProcessorContext<String, SpecificRecord> context;
    private KeyValueStore<String, dev.tributary.schemas.inventory.StockLevel> levels;
    private Holds holds;
    private CountedMovements movements;
    private StockAuditRound audits;
    private @Nullable StockAudit told;
    private long auditRestsUntilMs;

    private KeepStockProcessor(
            InventorySettings settings, InventoryListener listener, LongSupplier nanoTime) {
        this.settings = settings;
        this.keeper = new StockKeeper(settings.stock());
        this.listener = listener;
        this.nanoTime = nanoTime;
    }

    /** Makes the processor with the stores it needs. */
    record Supplier(InventorySettings settings, InventoryListener listener, LongSupplier nanoTime)
            implements ProcessorSupplier<String, SpecificRecord, String, SpecificRecord> {
        @Override
        public Processor<String, SpecificRecord, String, SpecificRecord> get() {
            return new KeepStockProcessor(settings, listener, nanoTime);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            // In one order always, which the description of the topology shows.
            return new LinkedHashSet<>(
                    List.of(
                            StockStores.levels(),
                            StockStores.openHolds(),
                            StockStores.closedHolds(settings.holdRetention()),
                            StockStores.movements(settings.movementRetention())));
        }
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        this.context = context;
        this.levels = context.getStateStore(StockStores.LEVELS);
        this.holds =
                new Holds(
                        context.getStateStore(StockStores.OPEN_HOLDS),
                        context.getStateStore(StockStores.CLOSED_HOLDS),
                        settings.holdRetention());
        this.movements =
                new CountedMovements(
                        context.getStateStore(StockStores.MOVEMENTS), settings.movementRetention());
        this.audits = new StockAuditRound(levels, holds, settings.auditRows());
        schedule();
    }

    private void schedule() {
        context.schedule(settings.auditInterval(), PunctuationType.WALL_CLOCK_TIME, this::audit);
    }

    /**
     * @throws IllegalArgumentException when the record is none, or of another sku than its key
     */
    @Override
    public void process(Record<String, SpecificRecord> record) {
        switch (record.value()) {
            case StockMovement it -> count(record, sku(record, it.getSku()), it);
            case StockCommand it -> obey(record, sku(record, it.getSku()), it);
            case null -> throw new IllegalArgumentException("nothing is told to " + record.key());
            default -> throw new IllegalArgumentException(record.value() + " tells stock nothing");
        }
    }

    private static Sku sku(Record<String, SpecificRecord> record, String sku) {
        if (!sku.equals(record.key())) {
            throw new IllegalArgumentException(
                    "what is told to sku %s has the key %s".formatted(sku, record.key()));
        }
        return new Sku(sku);
    }

    private void count(Record<String, SpecificRecord> record, Sku sku, StockMovement movement) {
        Move move = StockCommandAvroMapper.toDomain(movement);
        Move earlier = movements.find(sku, move.movementId(), now());
        StockDecision decision = keeper.decide(level(sku), earlier, move);
        switch (decision.outcome()) {
            case StockOutcome.Moved it -> movements.put(sku, it.move(), now());
            case StockOutcome.MoveRejected it -> reject(record, it.fault().name());
            default -> {}
        }
        listener.decided(decision.outcome());
        // Told also where nothing changed: who waits for a movement waits for its offset.
        keep(record, decision, place().offset());
    }

    private void obey(Record<String, SpecificRecord> record, Sku sku, StockCommand command) {
        StockLevel level = level(sku);
        StockDecision decision =
                switch (StockCommandAvroMapper.toDomain(command)) {
                    case SetSafetyStock it -> keeper.decide(level, it);
                    case HoldCommand it -> hold(level, it);
                    case Move it -> throw new IllegalStateException(it + " comes as a movement");
                };
        answer(record, sku, decision.outcome());
        listener.decided(decision.outcome());
        if (!decision.level().equals(level)) {
            keep(record, decision, movementOffset(sku));
        }
    }

    private StockDecision hold(StockLevel level, HoldCommand command) {
        Hold before = holds.find(level.sku(), command.reservationId(), now());
        StockDecision decision = keeper.decide(level, before, command);
        Hold after = decision.hold();
        if (after != null) {
            holds.put(level.sku(), after, now());
            audits.changed(level.sku(), before, after);
        }
        return decision;
    }

    private void answer(Record<String, SpecificRecord> record, Sku sku, StockOutcome outcome) {
        switch (outcome) {
            case StockOutcome.Held it ->
                    tell(
                            record,
                            it.reservationId(),
                            ReservationInputAvroMapper.held(it.reservationId(), sku));
            case StockOutcome.Shortage it ->
                    tell(
                            record,
                            it.reservationId(),
                            ReservationInputAvroMapper.shortOf(
                                    it.reservationId(), sku, it.available()));
            case StockOutcome.SafetyStockRejected _ -> reject(record, "SAFETY_STOCK");
            // Nobody waits for these.
            case StockOutcome.Committed _,
                    StockOutcome.Released _,
                    StockOutcome.HoldRefused _,
                    StockOutcome.SafetyStockSet _,
                    StockOutcome.Moved _,
                    StockOutcome.MoveRepeated _,
                    StockOutcome.MoveRejected _ -> {}
        }
    }

    private void tell(
            Record<String, SpecificRecord> record, ReservationId id, ReservationInput answer) {
        context.forward(record.withKey(id.toString()).withValue(answer));
    }

    /** Marks it; the one place that writes to the dead letters knows it by its kind. */
    private void reject(Record<String, SpecificRecord> record, String cause) {
        context.forward(Rejection.of(record, place(), cause, record.value().toString()));
    }

    private void keep(
            Record<String, SpecificRecord> record,
            StockDecision decision,
            @Nullable Long movementOffset) {
        Instant asOf = Instant.ofEpochMilli(record.timestamp());
        dev.tributary.schemas.inventory.StockLevel level =
                StockLevelAvroMapper.toAvro(decision.level(), movementOffset, asOf);
        levels.put(level.getSku(), level);
        context.forward(record.withKey(level.getSku()).withValue(level));
        StockAlert alert = decision.alert();
        if (alert != null) {
            context.forward(
                    record.withValue(
                            StockAlertAvroMapper.toAvro(
                                    alert, settings.stock().lowStockAt(), asOf)));
        }
    }

    private StockLevel level(Sku sku) {
        dev.tributary.schemas.inventory.StockLevel kept = levels.get(sku.value());
        return kept == null ? StockLevel.empty(sku) : StockLevelAvroMapper.toDomain(kept);
    }

    private @Nullable Long movementOffset(Sku sku) {
        dev.tributary.schemas.inventory.StockLevel kept = levels.get(sku.value());
        return kept == null ? null : kept.getMovementOffset();
    }

    private Instant now() {
        return Instant.ofEpochMilli(context.currentStreamTimeMs());
    }

    private RecordMetadata place() {
        return context.recordMetadata().orElseThrow();
    }

    private void audit(long wallClockMs) {
        if (wallClockMs < auditRestsUntilMs) {
            return;
        }
        long begunNanos = nanoTime.getAsLong();
        audits.turn(Instant.ofEpochMilli(wallClockMs)).ifPresent(this::tellOfAudit);
        double tookMs = (nanoTime.getAsLong() - begunNanos) / NANOS_PER_MS;
        auditRestsUntilMs = wallClockMs + (long) (tookMs / settings.auditShare());
    }

    private void tellOfAudit(StockAuditRound.Ended round) {
        int partition = context.taskId().partition();
        StockAudit now = StockAuditAvroMapper.toAvro(partition, round);
        StockAudit before = told;
        boolean isNews =
                before == null
                        || !StockAuditAvroMapper.sameFindings(before, now)
                        || !before.getEndedAt()
                                .plus(settings.auditToldEvery())
                                .isAfter(now.getEndedAt());
        if (isNews) {
            told = now;
            context.forward(
                    new Record<>(
                            Integer.toString(partition), now, now.getEndedAt().toEpochMilli()));
        }
    }
}
