package dev.tributary.ingest.query;

import dev.tributary.common.streams.TopicLog;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.inventory.Order;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Committed verdicts and orders in the order of each partition, from any place in their logs, for
 * one reader. Between the two there is no order: what becomes of a basket may come before the
 * verdict.
 */
public final class AnswerFeed {
    private static final Duration POLL = Duration.ofMillis(500);

    private final TopicLog<Verdict> verdicts;
    private final TopicLog<Order> orders;
    private final Duration idleAfter;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * @param verdicts the verdicts
     * @param orders the orders
     * @param idleAfter how long after the last event the reader is told that there is none
     */
    public AnswerFeed(TopicLog<Verdict> verdicts, TopicLog<Order> orders, Duration idleAfter) {
        this.verdicts = verdicts;
        this.orders = orders;
        this.idleAfter = idleAfter;
    }

    /** Takes what the feed has; an exception ends the feed. */
    public interface Reader {
        /** The place from which the feed goes on. */
        void start(StreamPlace from) throws IOException;

        /** A verdict, and the place after it. */
        void verdict(Verdict verdict, StreamPlace next) throws IOException;

        /** What became of a basket, and the place after it. */
        void order(Order order, StreamPlace next) throws IOException;

        /** Some of what was asked for is not in the log any more; says what. */
        void gap(String what) throws IOException;

        /** Nothing came for a while. */
        void idle() throws IOException;

        /** All that there is at the moment has been told. */
        void caughtUp() throws IOException;
    }

    /**
     * Feeds a reader on the calling thread until the reader fails or the feed is closed. The
     * consumer blocks its thread in the kernel, so that should be a platform thread.
     *
     * @param from where to go on; null for only what comes from now on, also of the orders where it
     *     does not name them. A partition that it does not name is read whole: it is younger than
     *     the place.
     * @throws IOException from the reader
     */
    public void follow(@Nullable StreamPlace from, Reader reader) throws IOException {
        try (Consumer<byte[], byte[]> consumer = verdicts.open("earliest")) {
            List<TopicPartition> ofVerdicts = verdicts.partitions(consumer);
            List<TopicPartition> ofOrders = orders.partitions(consumer);
            List<TopicPartition> all = new ArrayList<>(ofVerdicts);
            all.addAll(ofOrders);
            consumer.assign(all);
            seek(consumer, ofVerdicts, from == null ? null : from.verdicts(), "", reader);
            seek(consumer, ofOrders, from == null ? null : from.orders(), " of orders", reader);
            StreamPlace start =
                    new StreamPlace(place(consumer, ofVerdicts), place(consumer, ofOrders));
            reader.start(start);
            tell(consumer, start, reader);
        }
    }

    private void tell(Consumer<byte[], byte[]> consumer, StreamPlace start, Reader reader)
            throws IOException {
        StreamPlace place = start;
        long toldNanos = System.nanoTime();
        while (!closed.get()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                place = after(place, record);
                if (tell(record, place, reader)) {
                    toldNanos = System.nanoTime();
                }
                if (closed.get()) {
                    return;
                }
            }
            reader.caughtUp();
            if (System.nanoTime() - toldNanos > idleAfter.toNanos()) {
                reader.idle();
                toldNanos = System.nanoTime();
            }
        }
    }

    private StreamPlace after(StreamPlace place, ConsumerRecord<?, ?> record) {
        LogPositions ofOrders = Objects.requireNonNull(place.orders());
        return isOrder(record)
                ? new StreamPlace(
                        place.verdicts(), ofOrders.after(record.partition(), record.offset()))
                : new StreamPlace(
                        place.verdicts().after(record.partition(), record.offset()), ofOrders);
    }

    private boolean tell(ConsumerRecord<byte[], byte[]> record, StreamPlace next, Reader reader)
            throws IOException {
        if (isOrder(record)) {
            Order order = orders.decode(record);
            if (order != null) {
                reader.order(order, next);
            }
            return order != null;
        }
        Verdict verdict = verdicts.decode(record);
        if (verdict != null) {
            reader.verdict(verdict, next);
        }
        return verdict != null;
    }

    private boolean isOrder(ConsumerRecord<?, ?> record) {
        return record.topic().equals(orders.topic());
    }

    private static void seek(
            Consumer<byte[], byte[]> consumer,
            List<TopicPartition> partitions,
            @Nullable LogPositions from,
            String what,
            Reader reader)
            throws IOException {
        if (from == null) {
            consumer.seekToEnd(partitions);
            return;
        }
        Map<TopicPartition, Long> begin =
                consumer.beginningOffsets(partitions, TopicLog.ASK_TIMEOUT);
        Map<TopicPartition, Long> end = consumer.endOffsets(partitions, TopicLog.ASK_TIMEOUT);
        TreeSet<Integer> gaps = new TreeSet<>();
        for (TopicPartition partition : partitions) {
            long first = Objects.requireNonNull(begin.get(partition));
            long last = Objects.requireNonNull(end.get(partition));
            long wanted = from.next().getOrDefault(partition.partition(), first);
            // Beyond the end: the place is from a log that was since made anew.
            boolean there = wanted >= first && wanted <= last;
            if (!there) {
                gaps.add(partition.partition());
            }
            consumer.seek(partition, there ? wanted : first);
        }
        if (!gaps.isEmpty()) {
            reader.gap(
                    "partitions " + gaps + what + " go on from the earliest record that is kept");
        }
    }

    private static LogPositions place(
            Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        TreeMap<Integer, Long> next = new TreeMap<>();
        for (TopicPartition partition : partitions) {
            next.put(partition.partition(), consumer.position(partition, TopicLog.ASK_TIMEOUT));
        }
        return new LogPositions(next);
    }

    /** Ends all feeds. */
    public void close() {
        closed.set(true);
    }
}
