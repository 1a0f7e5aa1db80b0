package dev.tributary.ingest.topology;

import dev.tributary.common.streams.Topic;
import dev.tributary.ingest.store.TransactionStores;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.ingest.Transaction;
import dev.tributary.schemas.ingest.state.TransactionStatus;
import dev.tributary.schemas.inventory.Order;

import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.FailOnInvalidTimestamp;
import org.apache.kafka.streams.processor.TimestampExtractor;

import java.time.Duration;

/**
 * What is known of each transaction, by its id: transactions and committed verdicts, both keyed by
 * card, and orders, keyed by transaction, meet under the transaction's id and are folded into
 * {@link dev.tributary.ingest.domain.KnownTransaction}. Nobody waits for it, so it runs in batches.
 *
 * <p>The three come in any order, more than once, and for one id more than once with different
 * bodies; what came first stands, and of an order the snapshot that is last in its log. For one
 * card what came first is the order of its log, which the hop to the other partitioning keeps.
 *
 * <p>A record's time is when the broker appended it: nothing here is about when a transaction
 * happened. Records that cannot be read, that have no value, or whose arrival lies {@link
 * NewsProcessor#AHEAD_MAX} after their append, go to the dead letters: a far arrival would expire
 * everything else.
 */
public final class TransactionStatusTopology {
    /** Brokers stamp all topics, so an invalid timestamp is a broker's fault, not a record's. */
    private static final TimestampExtractor APPEND_TIME = new FailOnInvalidTimestamp();

    private TransactionStatusTopology() {}

    /**
     * What it reads.
     *
     * @param transactions every accepted transaction
     * @param verdicts every verdict
     * @param orders what became of baskets
     */
    public record Topics(
            Topic<String, Transaction> transactions,
            Topic<String, Verdict> verdicts,
            Topic<String, Order> orders) {}

    /**
     * Adds the topology to a builder.
     *
     * @param retention how long a transaction is known after it arrived, at least
     */
    public static void define(StreamsBuilder builder, Topics topics, Duration retention) {
        KStream<String, TransactionStatus> received =
                news(
                        builder,
                        topics.transactions,
                        TransactionStatusNodes.READ_TRANSACTIONS,
                        TransactionStatusNodes.NOTE_TRANSACTION,
                        NewsAvroMapper::received);
        KStream<String, TransactionStatus> decided =
                news(
                        builder,
                        topics.verdicts,
                        TransactionStatusNodes.READ_VERDICTS,
                        TransactionStatusNodes.NOTE_VERDICT,
                        NewsAvroMapper::decided);
        KStream<String, TransactionStatus> ordered =
                news(
                        builder,
                        topics.orders,
                        TransactionStatusNodes.READ_ORDERS,
                        TransactionStatusNodes.NOTE_ORDER,
                        NewsAvroMapper::ordered);
        received.merge(decided, Named.as(TransactionStatusNodes.MERGE_NEWS))
                .merge(ordered, Named.as(TransactionStatusNodes.MERGE_ORDERS))
                .repartition(
                        Repartitioned.with(TransactionStores.KEY, TransactionStores.value())
                                .withName(TransactionStatusNodes.BY_TRANSACTION)
                                .withNumberOfPartitions(topics.transactions.spec().partitions()))
                .process(
                        new StatusProcessor.Supplier(retention),
                        Named.as(TransactionStatusNodes.KEEP_STATUS));
    }

    private static <V> KStream<String, TransactionStatus> news(
            StreamsBuilder builder,
            Topic<String, V> topic,
            String read,
            String note,
            NewsProcessor.News<V> news) {
        return builder.stream(topic.name(), topic.consumed(read, APPEND_TIME))
                .process(() -> new NewsProcessor<>(news), Named.as(note));
    }
}
