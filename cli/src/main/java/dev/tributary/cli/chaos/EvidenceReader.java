package dev.tributary.cli.chaos;

import dev.tributary.cli.chaos.Evidence.Audit;
import dev.tributary.cli.chaos.Evidence.Delivery;
import dev.tributary.cli.chaos.Evidence.Place;
import dev.tributary.cli.chaos.Evidence.Standing;
import dev.tributary.cli.chaos.Evidence.Stock;
import dev.tributary.cli.chaos.Operation.Kind;
import dev.tributary.common.deadletter.Rejection;
import dev.tributary.common.serde.AvroDeserializer;
import dev.tributary.schemas.FraudTopics;
import dev.tributary.schemas.IngestTopics;
import dev.tributary.schemas.InventoryTopics;
import dev.tributary.schemas.TopicSpec;
import dev.tributary.schemas.inventory.OrderStatus;
import dev.tributary.schemas.inventory.ReservationStatus;
import dev.tributary.schemas.inventory.StockLevel;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Gathers the evidence of one run: its names tell it from others on the same topics. */
final class EvidenceReader {
    private final CommittedRecords records;
    private final String registryUrl;
    private final StockApi api;
    private final String run;

    /**
     * @param run what every id of the run begins with
     */
    EvidenceReader(String bootstrapServers, String registryUrl, StockApi api, String run) {
        this.records = new CommittedRecords(bootstrapServers);
        this.registryUrl = registryUrl;
        this.api = api;
        this.run = run + "-";
    }

    /**
     * Reads everything.
     *
     * @param skus of the run
     * @param violations what invariants were ever found broken
     */
    Evidence read(Ledger ledger, List<String> skus, List<String> violations) {
        Map<String, Set<String>> ended = reservationEnds();
        ended.putAll(orderEnds());
        List<String> reservations = subjects(ledger, Set.of(Kind.RESERVE, Kind.BAD_RESERVE));
        List<String> orders = subjects(ledger, Set.of(Kind.ORDER));
        Map<String, Stock> stock = api.stock(skus);
        Map<String, Standing> standings = api.reservations(reservations);
        Map<String, Standing> orderStandings = api.orders(orders);
        Audit audit = api.audit();
        return new Evidence(
                deliveries(),
                parked(),
                counted(),
                ended,
                decisions(),
                standings,
                orderStandings,
                stock,
                audit,
                violations,
                Instant.now());
    }

    private static List<String> subjects(Ledger ledger, Set<Kind> kinds) {
        return ledger.entries()
                .map(Ledger.Entry::operation)
                .filter(it -> kinds.contains(it.kind()))
                .map(Operation::subject)
                .distinct()
                .toList();
    }

    private List<Delivery> deliveries() {
        List<Delivery> deliveries = new ArrayList<>();
        read(
                IngestTopics.STOCK_MOVEMENTS,
                record -> {
                    var movement = record.value();
                    if (isOfRun(movement.getSku())) {
                        deliveries.add(
                                new Delivery(
                                        new Place(record.partition(), record.offset()),
                                        movement.getMovementId(),
                                        movement.getSku(),
                                        movement.getWarehouseId(),
                                        movement.getKind().name(),
                                        movement.getQuantity()));
                    }
                });
        return deliveries;
    }

    private Map<Place, Integer> parked() {
        Map<Place, Integer> parked = new HashMap<>();
        records.read(
                InventoryTopics.DEAD_LETTERS,
                new ByteArrayDeserializer(),
                record -> {
                    String topic = header(record, Rejection.TOPIC);
                    String partition = header(record, Rejection.PARTITION);
                    String offset = header(record, Rejection.OFFSET);
                    if (IngestTopics.STOCK_MOVEMENTS.name().equals(topic)
                            && partition != null
                            && offset != null) {
                        parked.merge(
                                new Place(Integer.parseInt(partition), Long.parseLong(offset)),
                                1,
                                Integer::sum);
                    }
                });
        return parked;
    }

    private static @Nullable String header(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** A level is told after every movement: where its counters differ, that one was counted. */
    private Map<Place, List<Long>> counted() {
        Map<Place, List<Long>> counted = new HashMap<>();
        Map<String, Long> before = new HashMap<>();
        read(
                InventoryTopics.STOCK_LEVELS,
                record -> {
                    StockLevel level = record.value();
                    Long offset = level.getMovementOffset();
                    if (!isOfRun(level.getSku()) || offset == null) {
                        return;
                    }
                    long units = level.getReceived() + level.getReturned() + level.getAdjusted();
                    Long earlier = before.put(level.getSku(), units);
                    long change = units - (earlier == null ? 0 : earlier);
                    if (change != 0) {
                        counted.computeIfAbsent(
                                        new Place(record.partition(), offset),
                                        _ -> new ArrayList<>())
                                .add(change);
                    }
                });
        return counted;
    }

    private Map<String, Set<String>> reservationEnds() {
        Map<String, Set<String>> ended = new HashMap<>();
        read(
                InventoryTopics.RESERVATIONS,
                record -> {
                    String id = record.value().getReservationId();
                    var reservation = record.value().getReservation();
                    if (isOfRun(id) && reservation != null && isEnd(reservation.getStatus())) {
                        add(ended, id, reservation.getStatus().name());
                    }
                });
        return ended;
    }

    private static boolean isEnd(ReservationStatus status) {
        return switch (status) {
            case PENDING, RESERVED -> false;
            case CONFIRMED, REJECTED, RELEASED, EXPIRED, UNKNOWN -> true;
        };
    }

    private Map<String, Set<String>> orderEnds() {
        Map<String, Set<String>> ended = new HashMap<>();
        read(
                InventoryTopics.ORDERS,
                record -> {
                    String id = record.value().getTransactionId();
                    OrderStatus status = record.value().getStatus();
                    if (isOfRun(id) && isEnd(status)) {
                        add(ended, id, status.name());
                    }
                });
        return ended;
    }

    private static boolean isEnd(OrderStatus status) {
        return switch (status) {
            case PENDING, HELD -> false;
            case CONFIRMED, REJECTED, RELEASED, UNKNOWN -> true;
        };
    }

    private static void add(Map<String, Set<String>> ended, String id, String end) {
        ended.computeIfAbsent(id, _ -> new HashSet<>()).add(end);
    }

    private Map<String, List<String>> decisions() {
        Map<String, List<String>> decisions = new HashMap<>();
        read(
                FraudTopics.VERDICTS,
                record -> {
                    var verdict = record.value();
                    if (isOfRun(verdict.getTransactionId()) && !verdict.getRepeat()) {
                        decisions
                                .computeIfAbsent(verdict.getTransactionId(), _ -> new ArrayList<>())
                                .add(verdict.getDecision().name());
                    }
                });
        return decisions;
    }

    private boolean isOfRun(String id) {
        return id.startsWith(run);
    }

    private <V extends SpecificRecord> void read(
            TopicSpec<?, V> topic, Consumer<ConsumerRecord<byte[], V>> sink) {
        AvroDeserializer<V> values = new AvroDeserializer<>();
        values.configure(Map.of("schema.registry.url", registryUrl), false);
        records.read(topic, values, sink);
    }
}
