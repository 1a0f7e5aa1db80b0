package dev.tributary.inventory.domain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A log as bad as it may be: records of one sender to one key keep their order and come at least
 * once; everything else is left to chance. A consumer goes back and reads again what it read
 * before, and may die after it kept what it decided and before anything of that was sent.
 */
final class UnreliableLog {
    private static final int GO_BACK_PERCENT = 10;
    private static final int DIE_PERCENT = 3;
    private static final int BACK_MAX = 4;

    /** Who sends to whom. */
    private record Lane(String sender, Object key) {}

    /** A record on its way. */
    record Sent(String sender, Object key, Object record) {}

    /** Decides about a record; returns what to send. */
    interface Consumer {
        List<Sent> take(Object key, Object record);
    }

    private static final class Queue {
        final Object key;
        final List<Object> records = new ArrayList<>();
        int next;
        boolean listed;

        Queue(Object key) {
            this.key = key;
        }
    }

    private final Map<Lane, Queue> queues = new HashMap<>();
    private final List<Queue> unread = new ArrayList<>();
    private final Random random;

    UnreliableLog(Random random) {
        this.random = random;
    }

    void send(String sender, Object key, Object record) {
        Queue queue = queues.computeIfAbsent(new Lane(sender, key), it -> new Queue(key));
        queue.records.add(record);
        if (!queue.listed) {
            queue.listed = true;
            unread.add(queue);
        }
    }

    /** Queues with records that nobody read. */
    int backlog() {
        return unread.size();
    }

    /** Delivers one record of any queue. */
    void deliver(Consumer consumer) {
        int index = random.nextInt(unread.size());
        Queue queue = unread.get(index);
        List<Sent> sent = consumer.take(queue.key, queue.records.get(queue.next));
        int chance = random.nextInt(100);
        if (chance < DIE_PERCENT) {
            queue.next = Math.max(0, queue.next - random.nextInt(BACK_MAX));
            return;
        }
        queue.next++;
        sent.forEach(it -> send(it.sender(), it.key(), it.record()));
        if (chance < DIE_PERCENT + GO_BACK_PERCENT) {
            queue.next = Math.max(0, queue.next - 1 - random.nextInt(BACK_MAX));
        }
        if (queue.next == queue.records.size()) {
            queue.listed = false;
            unread.set(index, unread.getLast());
            unread.removeLast();
        }
    }
}
