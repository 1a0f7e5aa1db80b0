package dev.tributary.inventory.topology;

import dev.tributary.common.serde.StateSerde;
import dev.tributary.inventory.WireRecords;
import dev.tributary.inventory.domain.BasketLine;
import dev.tributary.inventory.domain.Hold;
import dev.tributary.inventory.domain.HoldCommand;
import dev.tributary.inventory.domain.Move;
import dev.tributary.inventory.domain.ReservationId;
import dev.tributary.inventory.domain.ReservationInput;
import dev.tributary.inventory.domain.ReservationInput.Confirm;
import dev.tributary.inventory.domain.ReservationInput.Expire;
import dev.tributary.inventory.domain.ReservationInput.LineHeld;
import dev.tributary.inventory.domain.ReservationInput.LineShort;
import dev.tributary.inventory.domain.ReservationInput.Release;
import dev.tributary.inventory.domain.ReservationInput.Reserve;
import dev.tributary.inventory.domain.ReservationInput.Resolved;
import dev.tributary.inventory.domain.ReservationInput.VerdictGiven;
import dev.tributary.inventory.domain.ReservationReply;
import dev.tributary.inventory.domain.ReservationState;
import dev.tributary.inventory.domain.ReservationStatus;
import dev.tributary.inventory.domain.SetSafetyStock;
import dev.tributary.inventory.domain.Sku;
import dev.tributary.inventory.domain.SkuCommand;
import dev.tributary.inventory.domain.StockAlert;
import dev.tributary.inventory.domain.StockCommand;
import dev.tributary.inventory.domain.StockCounts;
import dev.tributary.inventory.domain.StockEngine;
import dev.tributary.inventory.domain.StockLevel;
import dev.tributary.inventory.domain.StockOutcome;
import dev.tributary.inventory.domain.StockTotals;
import dev.tributary.inventory.store.Holds;
import dev.tributary.inventory.store.PlainWindowStore;
import dev.tributary.inventory.store.ReservationStores;
import dev.tributary.inventory.store.Reservations;
import dev.tributary.inventory.store.StockLevelAvroMapper;
import dev.tributary.inventory.store.StockStores;
import dev.tributary.schemas.ingest.StockMovementKind;
import dev.tributary.schemas.inventory.OrderDecision;
import dev.tributary.schemas.inventory.ReservationInputKind;
import dev.tributary.schemas.inventory.StockAlertKind;
import dev.tributary.schemas.inventory.StockAudit;
import dev.tributary.schemas.inventory.WantedLine;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The processors of the topology with their mappers, told records as they are on the topics, and
 * their stores in memory. What they forward is read back from what is on the topics.
 */
final class ProcessorEngine implements StockEngine {
    private final List<StateStore> stores = new ArrayList<>();
    private final MockProcessorContext<String, SpecificRecord> stockContext;
    private final MockProcessorContext<String, SpecificRecord> reservationContext;
    private final Processor<String, SpecificRecord, String, SpecificRecord> keeper;
    private final Processor<
                    String,
                    dev.tributary.schemas.inventory.ReservationInput,
                    String,
                    SpecificRecord>
            coordinator;
    private final Holds holds;
    private final Reservations reservations;
    private final List<StockAudit> audits = new ArrayList<>();
    private Instant latest = Instant.EPOCH;
    private long offset;
    private @Nullable StockOutcome outcome;
    private @Nullable ReservationReply reply;

    ProcessorEngine(InventorySettings settings, Path folder) {
        Recorder recorder = new Recorder();
        KeepStockProcessor.Supplier keeping =
                new KeepStockProcessor.Supplier(settings, recorder, () -> 0);
        CoordinateReservationsProcessor.Supplier coordinating =
                new CoordinateReservationsProcessor.Supplier(settings, recorder);
        stockContext = context(folder.resolve("stock"), 0);
        reservationContext = context(folder.resolve("reservations"), 1);
        keeper = start(keeping.get(), stockContext, keeping());
        coordinator = start(coordinating.get(), reservationContext, coordinating());
        holds =
                new Holds(
                        stockContext.getStateStore(StockStores.OPEN_HOLDS),
                        stockContext.getStateStore(StockStores.CLOSED_HOLDS),
                        settings.holdRetention());
        reservations =
                new Reservations(
                        reservationContext.getStateStore(ReservationStores.OPEN),
                        reservationContext.getStateStore(ReservationStores.SETTLED),
                        reservationContext.getStateStore(ReservationStores.DUE),
                        settings.reservationRetention());
    }

    private final class Recorder implements InventoryListener {
        @Override
        public void decided(StockOutcome it) {
            outcome = it;
        }

        @Override
        public void replied(ReservationReply it) {
            reply = it;
        }

        @Override
        public void stands(ReservationStatus status) {
            // The state tells it.
        }
    }

    private MockProcessorContext<String, SpecificRecord> context(Path folder, int subtopology) {
        Map<String, Object> configs = new LinkedHashMap<>();
        configs.put(StreamsConfig.APPLICATION_ID_CONFIG, "engine");
        configs.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:9");
        Properties properties = new Properties();
        properties.putAll(configs);
        return new MockProcessorContext<>(properties, new TaskId(subtopology, 0), folder.toFile());
    }

    private static List<StateStore> keeping() {
        return List.of(
                map(
                        StockStores.LEVELS,
                        StateSerde.of(dev.tributary.schemas.inventory.StockLevel.class)),
                map(
                        StockStores.OPEN_HOLDS,
                        StateSerde.of(dev.tributary.schemas.inventory.state.Hold.class)),
                new PlainWindowStore<>(StockStores.CLOSED_HOLDS),
                new PlainWindowStore<>(StockStores.MOVEMENTS));
    }

    private static List<StateStore> coordinating() {
        return List.of(
                map(
                        ReservationStores.OPEN,
                        StateSerde.of(
                                dev.tributary.schemas.inventory.state.ReservationState.class)),
                new PlainWindowStore<>(ReservationStores.SETTLED),
                map(ReservationStores.DUE, Serdes.String()));
    }

    private static StateStore map(String name, Serde<?> values) {
        return Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(name), Serdes.String(), values)
                .withLoggingDisabled()
                .build();
    }

    private <V> Processor<String, V, String, SpecificRecord> start(
            Processor<String, V, String, SpecificRecord> processor,
            MockProcessorContext<String, SpecificRecord> context,
            List<StateStore> kept) {
        kept.forEach(store -> store.init(context.getStateStoreContext(), store));
        stores.addAll(kept);
        processor.init(context);
        return processor;
    }

    @Override
    public StockStep tell(Sku sku, StockCommand command, Instant at) {
        List<SpecificRecord> told =
                process(keeper, stockContext, sku.value(), wire(sku, command), at);
        audit();
        return new StockStep(
                outcome,
                level(sku),
                told.stream()
                        .filter(dev.tributary.schemas.inventory.StockAlert.class::isInstance)
                        .map(it -> alert(sku, (dev.tributary.schemas.inventory.StockAlert) it))
                        .findFirst()
                        .orElse(null),
                held(sku),
                told.stream()
                        .filter(dev.tributary.schemas.inventory.ReservationInput.class::isInstance)
                        .map(dev.tributary.schemas.inventory.ReservationInput.class::cast)
                        .map(it ->
                                new Answer(
                                        ReservationId.parse(it.getReservationId()),
                                        ReservationInputAvroMapper.toDomain(it, at)))
                        .toList());
    }

    @Override
    public ReservationStep tell(ReservationId id, ReservationInput input) {
        ReservationState before = state(id);
        List<SkuCommand> commands =
                process(coordinator, reservationContext, id.toString(), wire(id, input), input.at())
                        .stream()
                        .filter(dev.tributary.schemas.inventory.StockCommand.class::isInstance)
                        .map(dev.tributary.schemas.inventory.StockCommand.class::cast)
                        .map(it ->
                                new SkuCommand(
                                        new Sku(it.getSku()),
                                        (HoldCommand) StockCommandAvroMapper.toDomain(it)))
                        .toList();
        return new ReservationStep(before, state(id), reply, commands);
    }

    private <V> List<SpecificRecord> process(
            Processor<String, V, String, SpecificRecord> processor,
            MockProcessorContext<String, SpecificRecord> context,
            String key,
            V value,
            Instant at) {
        latest = at.isAfter(latest) ? at : latest;
        context.setRecordMetadata("any", 0, offset++);
        context.setCurrentStreamTimeMs(latest.toEpochMilli());
        processor.process(new Record<>(key, value, at.toEpochMilli()));
        List<SpecificRecord> told =
                context.forwarded().stream()
                        .map(CapturedForward::record)
                        .map(Record::value)
                        .map(SpecificRecord.class::cast)
                        .toList();
        context.resetForwards();
        return told;
    }

    /** Stock goes on with holding itself against its holds. */
    private void audit() {
        stockContext
                .scheduledPunctuators()
                .getFirst()
                .getPunctuator()
                .punctuate(latest.toEpochMilli());
        stockContext.forwarded().stream()
                .map(it -> (StockAudit) it.record().value())
                .forEach(audits::add);
        stockContext.resetForwards();
    }

    /** What was found by every round over all stock that has ended. */
    List<StockAudit> audits() {
        return audits;
    }

    private static SpecificRecord wire(Sku sku, StockCommand command) {
        return switch (command) {
            case Move it ->
                    WireRecords.movement(
                            it.movementId().value(),
                            sku.value(),
                            it.warehouseId().value(),
                            StockMovementKind.valueOf(it.kind().name()),
                            it.quantity());
            case SetSafetyStock it -> WireRecords.safetyStock(sku.value(), it.units());
            case HoldCommand it -> StockCommandAvroMapper.toAvro(new SkuCommand(sku, it));
        };
    }

    private static dev.tributary.schemas.inventory.ReservationInput wire(
            ReservationId id, ReservationInput input) {
        return switch (input) {
            case Reserve it ->
                    builder(id, ReservationInputKind.RESERVE)
                            .setLines(it.lines().stream().map(ProcessorEngine::wire).toList())
                            .setTtlMs(it.ttl().toMillis())
                            .setFingerprint(it.fingerprint())
                            .build();
            case LineHeld it -> ReservationInputAvroMapper.held(id, it.sku());
            case LineShort it -> ReservationInputAvroMapper.shortOf(id, it.sku(), it.available());
            case Confirm _ -> builder(id, ReservationInputKind.CONFIRM).build();
            case Release _ -> builder(id, ReservationInputKind.RELEASE).build();
            case Expire it -> ReservationInputAvroMapper.expire(id, it.at());
            case VerdictGiven it ->
                    builder(id, ReservationInputKind.VERDICT)
                            .setDecision(OrderDecision.valueOf(it.decision().name()))
                            .setFingerprint(it.fingerprint())
                            .build();
            case Resolved it ->
                    builder(id, ReservationInputKind.RESOLUTION)
                            .setDecision(OrderDecision.valueOf(it.resolution().name()))
                            .build();
        };
    }

    private static WantedLine wire(BasketLine line) {
        return WireRecords.line(line.sku().value(), line.quantity());
    }

    private static dev.tributary.schemas.inventory.ReservationInput.Builder builder(
            ReservationId id, ReservationInputKind kind) {
        return dev.tributary.schemas.inventory.ReservationInput.newBuilder()
                .setReservationId(id.toString())
                .setKind(kind);
    }

    private static StockAlert alert(Sku sku, dev.tributary.schemas.inventory.StockAlert alert) {
        return alert.getKind() == StockAlertKind.LOW_STOCK
                ? new StockAlert.LowStock(sku, alert.getAvailable())
                : new StockAlert.BackInStock(sku, alert.getAvailable());
    }

    private StockLevel level(Sku sku) {
        KeyValueStore<String, dev.tributary.schemas.inventory.StockLevel> levels =
                stockContext.getStateStore(StockStores.LEVELS);
        dev.tributary.schemas.inventory.StockLevel kept = levels.get(sku.value());
        return kept == null ? StockLevel.empty(sku) : StockLevelAvroMapper.toDomain(kept);
    }

    /** Units of the holds that are kept as open, as they lie there. */
    private long held(Sku sku) {
        KeyValueStore<String, dev.tributary.schemas.inventory.state.Hold> open =
                stockContext.getStateStore(StockStores.OPEN_HOLDS);
        long units = 0;
        try (var all = open.range(sku.value() + '\u0000', sku.value() + '\u0001')) {
            while (all.hasNext()) {
                units += all.next().value.getQuantity();
            }
        }
        return units;
    }

    @Override
    public @Nullable ReservationState state(ReservationId id) {
        return reservations.find(id, latest);
    }

    @Override
    public @Nullable Hold hold(Sku sku, ReservationId id) {
        return holds.find(sku, id, latest);
    }

    @Override
    public StockTotals totals(Sku sku) {
        return StockTotals.EMPTY
                .add(level(sku))
                .merge(new StockTotals(0, StockCounts.ZERO, 0, 0, 0, 0, held(sku)));
    }

    @Override
    public void close() {
        stores.forEach(StateStore::close);
    }
}
