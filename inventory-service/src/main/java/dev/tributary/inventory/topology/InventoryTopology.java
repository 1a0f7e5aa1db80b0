package dev.tributary.inventory.topology;

import dev.tributary.common.streams.Topic;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.ingest.Label;
import dev.tributary.schemas.ingest.StockMovement;
import dev.tributary.schemas.ingest.Transaction;
import dev.tributary.schemas.inventory.ReservationInput;
import dev.tributary.schemas.inventory.StockCommand;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.FailOnInvalidTimestamp;
import org.apache.kafka.streams.processor.TimestampExtractor;

import java.util.List;
import java.util.function.LongSupplier;

/**
 * Stock that is never sold twice. Transactions, verdicts and labels become what orders are told;
 * one writer a reservation tells the stock of its lines; one writer a sku holds, sells and gives
 * back, and answers.
 *
 * <pre>
 * transactions, verdicts, labels --+
 *                                  v
 * callers, expiry -> reservation-inputs (id) -> coordinate -> stock-commands (sku) -> keep stock
 *                          ^                        |                  movements (sku) --^  |
 *                          |                        v                                       |
 *                          |              reservations, orders     levels, alerts, audits <-+
 *                          +--------------------- answers of lines -------------------------+
 * </pre>
 *
 * <p>Expects exactly-once processing: state, what is told and what was read move together or not at
 * all, so that every input is decided upon once. A record's time is when the brokers appended it;
 * nothing here is decided by a clock, but a clock says when to look for what is due, and what it
 * finds becomes an input like any other. What cannot be read goes to the dead letters, as does a
 * movement that cannot be.
 */
public final class InventoryTopology {
    /** Brokers stamp all topics, so an invalid timestamp is a broker's fault, not a record's. */
    private static final TimestampExtractor APPEND_TIME = new FailOnInvalidTimestamp();

    private final InventoryTopics topics;
    private final InventorySettings settings;
    private final InventoryListener listener;
    private final LongSupplier nanoTime;

    /**
     * @param topics what it reads and writes
     * @param settings bounds, retentions and intervals
     * @param listener is told what is decided
     * @param nanoTime tells what audits cost, in nanoseconds
     */
    public InventoryTopology(
            InventoryTopics topics,
            InventorySettings settings,
            InventoryListener listener,
            LongSupplier nanoTime) {
        this.topics = topics;
        this.settings = settings;
        this.listener = listener;
        this.nanoTime = nanoTime;
    }

    /** Puts the topology into a builder. */
    public void define(StreamsBuilder builder) {
        askForOrders(builder);
        judgeOrders(builder);
        resolveOrders(builder);
        tellOfReservations(coordinateReservations(builder));
        tellOfStock(keepStock(builder));
    }

    private void askForOrders(StreamsBuilder builder) {
        KStream<String, Transaction> transactions =
                read(builder, topics.transactions(), InventoryNodes.READ_TRANSACTIONS);
        transactions
                .filter(
                        (cardId, transaction) -> OrderInputs.hasBasket(transaction),
                        Named.as(InventoryNodes.KEEP_BASKETS))
                .map(
                        (cardId, transaction) ->
                                byReservation(
                                        OrderInputs.reserve(transaction, settings.orderHold())),
                        Named.as(InventoryNodes.ASK_FOR_ORDERS))
                .to(
                        topics.reservationInputs().name(),
                        topics.reservationInputs().produced(InventoryNodes.WRITE_ORDER_REQUESTS));
    }

    private void judgeOrders(StreamsBuilder builder) {
        KStream<String, Verdict> verdicts =
                read(builder, topics.verdicts(), InventoryNodes.READ_VERDICTS);
        verdicts.filter(
                        (cardId, verdict) -> OrderInputs.mayJudgeAnOrder(verdict),
                        Named.as(InventoryNodes.KEEP_FIRST_VERDICTS))
                .map(
                        (cardId, verdict) -> byReservation(OrderInputs.verdict(verdict)),
                        Named.as(InventoryNodes.JUDGE_ORDERS))
                .to(
                        topics.reservationInputs().name(),
                        topics.reservationInputs().produced(InventoryNodes.WRITE_JUDGEMENTS));
    }

    private void resolveOrders(StreamsBuilder builder) {
        KStream<String, Label> labels = read(builder, topics.labels(), InventoryNodes.READ_LABELS);
        labels.map(
                        (transactionId, label) -> byReservation(OrderInputs.resolution(label)),
                        Named.as(InventoryNodes.RESOLVE_ORDERS))
                .to(
                        topics.reservationInputs().name(),
                        topics.reservationInputs().produced(InventoryNodes.WRITE_RESOLUTIONS));
    }

    private KStream<String, SpecificRecord> coordinateReservations(StreamsBuilder builder) {
        KStream<String, ReservationInput> inputs =
                read(builder, topics.reservationInputs(), InventoryNodes.READ_RESERVATION_INPUTS);
        return inputs.process(
                new CoordinateReservationsProcessor.Supplier(settings, listener),
                Named.as(InventoryNodes.COORDINATE_RESERVATIONS));
    }

    private void tellOfReservations(KStream<String, SpecificRecord> told) {
        write(
                told,
                topics.stockCommands(),
                InventoryNodes.TAKE_STOCK_COMMANDS,
                InventoryNodes.WRITE_STOCK_COMMANDS);
        write(
                told,
                topics.reservationInputs(),
                InventoryNodes.TAKE_EXPIRIES,
                InventoryNodes.WRITE_EXPIRIES);
        write(
                told,
                topics.reservations(),
                InventoryNodes.TAKE_RESERVATIONS,
                InventoryNodes.WRITE_RESERVATIONS);
        write(told, topics.orders(), InventoryNodes.TAKE_ORDERS, InventoryNodes.WRITE_ORDERS);
    }

    private KStream<String, SpecificRecord> keepStock(StreamsBuilder builder) {
        KStream<String, StockCommand> commands =
                read(builder, topics.stockCommands(), InventoryNodes.READ_STOCK_COMMANDS);
        KStream<String, StockMovement> movements =
                read(builder, topics.movements(), InventoryNodes.READ_STOCK_MOVEMENTS);
        return commands.<SpecificRecord>mapValues(
                        it -> it, Named.as(InventoryNodes.ANY_STOCK_COMMANDS))
                .merge(
                        movements.mapValues(it -> it, Named.as(InventoryNodes.ANY_STOCK_MOVEMENTS)),
                        Named.as(InventoryNodes.MERGE_STOCK))
                .process(
                        new KeepStockProcessor.Supplier(settings, listener, nanoTime),
                        Named.as(InventoryNodes.KEEP_STOCK));
    }

    private void tellOfStock(KStream<String, SpecificRecord> told) {
        write(
                told,
                topics.reservationInputs(),
                InventoryNodes.TAKE_LINE_ANSWERS,
                InventoryNodes.WRITE_LINE_ANSWERS);
        write(told, topics.levels(), InventoryNodes.TAKE_LEVELS, InventoryNodes.WRITE_LEVELS);
        write(told, topics.alerts(), InventoryNodes.TAKE_ALERTS, InventoryNodes.WRITE_ALERTS);
        write(told, topics.audits(), InventoryNodes.TAKE_AUDITS, InventoryNodes.WRITE_AUDITS);
        told.process(
                        () -> new RejectedToDeadLetterProcessor(topics),
                        Named.as(InventoryNodes.TAKE_REJECTED))
                .to(
                        topics.deadLetters().name(),
                        topics.deadLetters().produced(InventoryNodes.WRITE_REJECTED));
    }

    private static <V> KStream<String, V> read(
            StreamsBuilder builder, Topic<String, V> topic, String node) {
        return builder.stream(topic.name(), topic.consumed(node, APPEND_TIME));
    }

    /** Writes those of the records that are of the topic's kind. */
    private static <V> void write(
            KStream<String, SpecificRecord> told,
            Topic<String, V> topic,
            String take,
            String node) {
        Class<V> type = topic.spec().valueType();
        told.flatMapValues(
                        value -> type.isInstance(value) ? List.of(type.cast(value)) : List.<V>of(),
                        Named.as(take))
                .to(topic.name(), topic.produced(node));
    }

    private static KeyValue<String, ReservationInput> byReservation(ReservationInput input) {
        return KeyValue.pair(input.getReservationId(), input);
    }
}
