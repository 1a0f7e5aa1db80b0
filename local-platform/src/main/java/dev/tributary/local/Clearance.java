package dev.tributary.local;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.KafkaFuture;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * Takes everything from a cluster that its clients made: members that ended without a word, their
 * groups with what they have read, and topics. What the cluster keeps for itself stays.
 */
final class Clearance {
    private static final long POLL_NANOS = 20_000_000;

    private final Admin admin;
    private final Duration bound;

    /**
     * A clearance of one cluster.
     *
     * @param admin stays open
     * @param bound longest wait for one answer of the cluster, and for the topics to be gone
     */
    Clearance(Admin admin, Duration bound) {
        this.admin = admin;
        this.bound = bound;
    }

    /**
     * Returns when nothing is left.
     *
     * @throws IllegalStateException if the cluster refuses or does not answer in time
     */
    void clear() {
        List<String> groups =
                answer(admin.listGroups().all()).stream().map(GroupListing::groupId).toList();
        answer(admin.describeConsumerGroups(groups).all())
                .forEach((group, description) -> {
                    if (!description.members().isEmpty()) {
                        removeMembers(group);
                    }
                });
        answer(admin.deleteConsumerGroups(groups).all());
        answer(admin.deleteTopics(topics()).all());
        long deadline = System.nanoTime() + bound.toNanos();
        for (Set<String> left = topics(); !left.isEmpty(); left = topics()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("deleted topics are still there: " + left);
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private void removeMembers(String group) {
        answer(
                admin.removeMembersFromConsumerGroup(
                                group, new RemoveMembersFromConsumerGroupOptions())
                        .all());
    }

    private Set<String> topics() {
        return answer(admin.listTopics().names());
    }

    private <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get(bound.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the cluster cannot be cleared: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the cluster is cleared", e);
        }
    }
}
