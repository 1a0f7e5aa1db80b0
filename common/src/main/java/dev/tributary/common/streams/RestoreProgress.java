package dev.tributary.common.streams;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts the store partitions that are being restored and the records they still lack. */
public final class RestoreProgress implements StateRestoreListener {
    private final Map<String, Long> remaining = new ConcurrentHashMap<>();

    /** Store partitions being restored now. */
    public int stores() {
        return remaining.size();
    }

    /** Records still to be restored. */
    public long records() {
        return remaining.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public void onRestoreStart(
            TopicPartition partition, String store, long startingOffset, long endingOffset) {
        remaining.put(key(partition, store), endingOffset - startingOffset);
    }

    @Override
    public void onBatchRestored(
            TopicPartition partition, String store, long batchEndOffset, long restored) {
        remaining.computeIfPresent(
                key(partition, store), (key, left) -> Math.max(0, left - restored));
    }

    @Override
    public void onRestoreEnd(TopicPartition partition, String store, long totalRestored) {
        remaining.remove(key(partition, store));
    }

    @Override
    public void onRestoreSuspended(TopicPartition partition, String store, long totalRestored) {
        remaining.remove(key(partition, store));
    }

    private static String key(TopicPartition partition, String store) {
        return store + '-' + partition.partition();
    }
}
