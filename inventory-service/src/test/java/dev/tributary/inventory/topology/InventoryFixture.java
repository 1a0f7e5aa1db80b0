package dev.tributary.inventory.topology;

import dev.tributary.common.fixtures.TopologyFixture;
import dev.tributary.common.serde.StateSerde;
import dev.tributary.common.streams.StreamsDefaults;
import dev.tributary.common.streams.Topic;
import dev.tributary.inventory.WireRecords;
import dev.tributary.inventory.domain.ReservationReply;
import dev.tributary.inventory.domain.ReservationStatus;
import dev.tributary.inventory.domain.StockOutcome;
import dev.tributary.schemas.FraudTopics;
import dev.tributary.schemas.IngestTopics;
import dev.tributary.schemas.TopicSpec;
import dev.tributary.schemas.fraud.Decision;
import dev.tributary.schemas.ingest.StockMovement;
import dev.tributary.schemas.ingest.StockMovementKind;
import dev.tributary.schemas.ingest.Transaction;
import dev.tributary.schemas.inventory.Order;
import dev.tributary.schemas.inventory.ReservationInput;
import dev.tributary.schemas.inventory.ReservationUpdate;
import dev.tributary.schemas.inventory.StockAlert;
import dev.tributary.schemas.inventory.StockAudit;
import dev.tributary.schemas.inventory.StockCommand;
import dev.tributary.schemas.inventory.StockLevel;
import dev.tributary.schemas.inventory.WantedLine;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.test.TestRecord;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Stock and reservations in a driver, what happens to them and what they tell the world. Everything
 * that follows from a record has followed when the call that feeds it returns.
 */
final class InventoryFixture implements AutoCloseable {
    final InventoryTopics topics =
            new InventoryTopics(
                    topic(IngestTopics.TRANSACTIONS),
                    topic(FraudTopics.VERDICTS),
                    topic(IngestTopics.LABELS),
                    topic(IngestTopics.STOCK_MOVEMENTS),
                    topic(dev.tributary.schemas.InventoryTopics.RESERVATION_INPUTS),
                    topic(dev.tributary.schemas.InventoryTopics.STOCK_COMMANDS),
                    topic(dev.tributary.schemas.InventoryTopics.RESERVATIONS),
                    topic(dev.tributary.schemas.InventoryTopics.ORDERS),
                    topic(dev.tributary.schemas.InventoryTopics.STOCK_LEVELS),
                    topic(dev.tributary.schemas.InventoryTopics.STOCK_ALERTS),
                    topic(dev.tributary.schemas.InventoryTopics.STOCK_AUDITS),
                    new Topic<>(
                            dev.tributary.schemas.InventoryTopics.DEAD_LETTERS,
                            Serdes.ByteArray(),
                            Serdes.ByteArray()));

    final List<StockOutcome> decided = new ArrayList<>();
    final List<ReservationReply> replied = new ArrayList<>();
    final List<ReservationStatus> stands = new ArrayList<>();
    final TopologyFixture driver;
    private final InventorySettings settings;

    /** When the next record is appended, and what the clock on the wall says. */
    Instant now = WireRecords.NOON;

    /** What a turn of an audit costs. */
    Duration auditTakes = Duration.ZERO;

    private long nanos;
    private int movements;
    private int commands;

    InventoryFixture(InventorySettings settings) {
        this.settings = settings;
        Map<String, Object> configs = new LinkedHashMap<>(StreamsDefaults.latency());
        configs.put(
                StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG,
                dev.tributary.schemas.InventoryTopics.DEAD_LETTERS.name());
        InventoryTopology topology =
                new InventoryTopology(
                        topics, settings, new Recorder(), () -> nanos += auditTakes.toNanos());
        driver = new TopologyFixture(configs, topology::define, now);
    }

    private static <V extends SpecificRecord> Topic<String, V> topic(TopicSpec<String, V> spec) {
        return new Topic<>(spec, Serdes.String(), StateSerde.of(spec.valueType()));
    }

    private final class Recorder implements InventoryListener {
        @Override
        public void decided(StockOutcome outcome) {
            decided.add(outcome);
        }

        @Override
        public void replied(ReservationReply reply) {
            replied.add(reply);
        }

        @Override
        public void stands(ReservationStatus status) {
            stands.add(status);
        }
    }

    /** Lets time go by, and whoever looks at the clock look. */
    void pass(Duration time) {
        now = now.plus(time);
        driver.advanceWallClock(time);
    }

    void receive(String sku, String warehouse, long units) {
        move(
                WireRecords.movement(
                        "m-" + movements++, sku, warehouse, StockMovementKind.RECEIPT, units));
    }

    void move(StockMovement movement) {
        driver.pipe(topics.movements(), movement.getSku(), movement, now);
    }

    void buy(String id, WantedLine... basket) {
        Transaction transaction = WireRecords.transaction(id, basket);
        driver.pipe(topics.transactions(), transaction.getCardId(), transaction, now);
    }

    void judge(String id, Decision decision, WantedLine... basket) {
        driver.pipe(
                topics.verdicts(), "card of " + id, WireRecords.verdict(id, decision, basket), now);
    }

    void label(String id, boolean fraud) {
        driver.pipe(topics.labels(), id, WireRecords.label(id, fraud), now);
    }

    /** Returns the answer to a caller who reserves. */
    ReservationUpdate reserve(String name, Duration ttl, WantedLine... lines) {
        return ask(WireRecords.reserve(name, "c-" + commands++, ttl, lines));
    }

    ReservationUpdate confirm(String name) {
        return ask(WireRecords.confirm(name, "c-" + commands++));
    }

    ReservationUpdate release(String name) {
        return ask(WireRecords.release(name, "c-" + commands++));
    }

    /** As the waiting side does: its own answer first, and then whatever is not pending. */
    private ReservationUpdate ask(ReservationInput input) {
        tell(input);
        boolean answered = false;
        for (TestRecord<String, ReservationUpdate> record : driver.drain(topics.reservations())) {
            ReservationUpdate update = record.value();
            answered |=
                    update.getAnswer() != null
                            && update.getAnswer().getCommandId().equals(input.getCommandId());
            boolean pending =
                    update.getReservation() != null
                            && update.getReservation().getStatus()
                                    == dev.tributary.schemas.inventory.ReservationStatus.PENDING;
            if (answered && !pending) {
                return update;
            }
        }
        throw new AssertionError("no answer to " + input);
    }

    void tell(ReservationInput input) {
        driver.pipe(topics.reservationInputs(), input.getReservationId(), input, now);
    }

    void command(StockCommand command) {
        driver.pipe(topics.stockCommands(), command.getSku(), command, now);
    }

    List<Order> orders() {
        return values(driver.drain(topics.orders()));
    }

    List<StockLevel> levels() {
        return values(driver.drain(topics.levels()));
    }

    List<StockAlert> alerts() {
        return values(driver.drain(topics.alerts()));
    }

    List<StockAudit> audits() {
        return values(driver.drain(topics.audits()));
    }

    List<ReservationUpdate> reservations() {
        return values(driver.drain(topics.reservations()));
    }

    List<TestRecord<byte[], byte[]>> deadLetters() {
        return driver.drain(topics.deadLetters());
    }

    /** What stands of a sku. */
    StockLevel level(String sku) {
        return driver.<String, StockLevel>keyValueStore(
                        dev.tributary.inventory.store.StockStores.LEVELS)
                .get(sku);
    }

    /** Goes through all stock once, and tells what was found. */
    StockAudit audit() {
        Instant begun = now;
        while (true) {
            pass(settings.auditInterval());
            for (StockAudit audit : audits()) {
                if (audit.getBegunAt().isAfter(begun)) {
                    return audit;
                }
            }
        }
    }

    private static <V> List<V> values(List<TestRecord<String, V>> records) {
        return records.stream().map(TestRecord::value).toList();
    }

    @Override
    public void close() {
        driver.close();
    }
}
