package dev.tributary.ingest.query;

import dev.tributary.common.streams.TopicLog;
import dev.tributary.schemas.fraud.Verdict;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;

/** Committed verdicts in the order of each partition, from any place in the log, for one reader. */
public final class VerdictFeed {
    private static final Duration POLL = Duration.ofMillis(500);

    private final TopicLog<Verdict> log;
    private final Duration idleAfter;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * @param log the verdicts
     * @param idleAfter how long after the last event the reader is told that there is none
     */
    public VerdictFeed(TopicLog<Verdict> log, Duration idleAfter) {
        this.log = log;
        this.idleAfter = idleAfter;
    }

    /** Takes what the feed has; an exception ends the feed. */
    public interface Reader {
        /** The place from which the verdicts come. */
        void start(LogPositions from) throws IOException;

        /** A verdict, and the place after it. */
        void verdict(Verdict verdict, LogPositions next) throws IOException;

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
     * @param from where to go on; null for only what comes from now on. A partition that it does
     *     not name is read whole: it is younger than the place.
     * @throws IOException from the reader
     */
    public void follow(@Nullable LogPositions from, Reader reader) throws IOException {
        try (Consumer<byte[], byte[]> consumer = log.open("earliest")) {
            List<TopicPartition> partitions = log.partitions(consumer);
            consumer.assign(partitions);
            if (from == null) {
                consumer.seekToEnd(partitions);
            } else {
                seek(consumer, partitions, from, reader);
            }
            LogPositions place = place(consumer, partitions);
            reader.start(place);
            long toldNanos = System.nanoTime();
            while (!closed.get()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    place = place.after(record.partition(), record.offset());
                    Verdict verdict = log.decode(record);
                    if (verdict != null) {
                        reader.verdict(verdict, place);
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
    }

    private static void seek(
            Consumer<byte[], byte[]> consumer,
            List<TopicPartition> partitions,
            LogPositions from,
            Reader reader)
            throws IOException {
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
            reader.gap("partitions " + gaps + " go on from the earliest record that is kept");
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
