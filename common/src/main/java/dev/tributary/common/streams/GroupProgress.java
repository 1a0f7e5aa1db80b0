package dev.tributary.common.streams;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** How far the instances of a topology have come together, by what they have committed. */
public final class GroupProgress {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Map<String, Object> adminConfigs;
    private final String group;

    /**
     * @param adminConfigs how to reach the brokers
     * @param group the topology's {@code application.id}
     */
    public GroupProgress(Map<String, Object> adminConfigs, String group) {
        this.adminConfigs = new HashMap<>(adminConfigs);
        this.adminConfigs.put(AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        this.group = group;
    }

    /**
     * Waits until everything has been processed that is before some places, however long that
     * takes.
     *
     * @param ends offset after the last record that matters, by partition
     * @throws KafkaException where the brokers do not answer
     */
    public void awaitProcessed(Map<TopicPartition, Long> ends) throws InterruptedException {
        try (Admin admin = Admin.create(adminConfigs)) {
            while (!isProcessed(admin, ends)) {
                TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            }
        }
    }

    private boolean isProcessed(Admin admin, Map<TopicPartition, Long> ends)
            throws InterruptedException {
        try {
            Map<TopicPartition, OffsetAndMetadata> committed =
                    admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
            return ends.entrySet().stream()
                    .allMatch(end -> offset(committed, end.getKey()) >= end.getValue());
        } catch (ExecutionException e) {
            throw new KafkaException("the progress of " + group + " is not told", e.getCause());
        }
    }

    private static long offset(
            Map<TopicPartition, OffsetAndMetadata> committed, TopicPartition partition) {
        OffsetAndMetadata known = committed.get(partition);
        return known == null ? 0 : known.offset();
    }
}
