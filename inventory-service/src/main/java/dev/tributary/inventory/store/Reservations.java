package dev.tributary.inventory.store;

import dev.tributary.common.streams.ExpiringStore;
import dev.tributary.inventory.domain.JudgedOrder;
import dev.tributary.inventory.domain.Reservation;
import dev.tributary.inventory.domain.ReservationId;
import dev.tributary.inventory.domain.ReservationState;

import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of the reservations of a partition. One that is open is kept until it ends, however
 * long that takes, and stands in the order in which they are due. What has ended, and what was only
 * judged, is kept for a time, and then forgotten without being looked at.
 */
public final class Reservations {
    private static final String NOTHING = "";

    private final KeyValueStore<String, dev.tributary.schemas.inventory.state.ReservationState>
            open;
    private final ExpiringStore<dev.tributary.schemas.inventory.state.ReservationState> settled;
    private final KeyValueStore<String, String> due;
    private final Duration retention;

    /** No open reservation is due before; in ms since the epoch. */
    private long firstDueMs = Long.MIN_VALUE;

    /** A reservation that is due. */
    public record Due(ReservationId id, Instant at) {}

    /**
     * @param open made by {@link ReservationStores#open}
     * @param settled made by {@link ReservationStores#settled} with that retention
     * @param due made by {@link ReservationStores#due}
     */
    public Reservations(
            KeyValueStore<String, dev.tributary.schemas.inventory.state.ReservationState> open,
            WindowStore<String, dev.tributary.schemas.inventory.state.ReservationState> settled,
            KeyValueStore<String, String> due,
            Duration retention) {
        this.open = open;
        this.settled = new ExpiringStore<>(settled, retention);
        this.due = due;
        this.retention = retention;
    }

    /**
     * What is known under an id.
     *
     * @param now the latest time that is known
     */
    public @Nullable ReservationState find(ReservationId id, Instant now) {
        String key = id.toString();
        dev.tributary.schemas.inventory.state.ReservationState found = open.get(key);
        if (found == null) {
            found = settled.find(key, now.minus(retention), now, any -> true);
        }
        return found == null ? null : ReservationStateAvroMapper.toDomain(id, found);
    }

    /**
     * Keeps what a reservation has become.
     *
     * @param before what {@link #find} said
     */
    public void replace(@Nullable ReservationState before, ReservationState after) {
        String key = after.id().toString();
        if (before instanceof JudgedOrder it) {
            // It may lie among those of another time than what comes next.
            settled.remove(key, it.at());
        }
        dev.tributary.schemas.inventory.state.ReservationState state =
                ReservationStateAvroMapper.toAvro(after);
        switch (after) {
            case JudgedOrder it -> settled.put(key, state, it.at());
            case Reservation it when it.closedAt() != null -> {
                open.delete(key);
                settled.put(key, state, it.closedAt());
            }
            case Reservation _ -> open.put(key, state);
        }
        keepDue(dueKey(before), dueKey(after));
    }

    /** Nothing is written where nothing changes: it would go to the changelog with each answer. */
    private void keepDue(@Nullable String before, @Nullable String after) {
        if (before != null && !before.equals(after)) {
            due.delete(before);
        }
        if (after != null && !after.equals(before)) {
            due.put(after, NOTHING);
            firstDueMs = Math.min(firstDueMs, due(after).at().toEpochMilli());
        }
    }

    private static @Nullable String dueKey(@Nullable ReservationState state) {
        return state instanceof Reservation it && it.status().isOpen()
                ? dueKey(it.expiresAt(), it.id())
                : null;
    }

    /**
     * Takes those out that are due, first due first, so that each is taken once.
     *
     * @param max how many at most
     */
    public List<Due> takeDue(Instant now, int max) {
        if (firstDueMs > now.toEpochMilli()) {
            return List.of();
        }
        List<Due> taken = new ArrayList<>();
        // From where the last search ended: what was deleted before still costs time to pass.
        try (KeyValueIterator<String, String> all =
                due.range(dueKey(Math.max(0, firstDueMs)), dueKey(now.toEpochMilli() + 1))) {
            while (all.hasNext() && taken.size() < max) {
                KeyValue<String, String> entry = all.next();
                taken.add(due(entry.key));
            }
            firstDueMs =
                    all.hasNext() ? due(all.peekNextKey()).at().toEpochMilli() : now.toEpochMilli();
        }
        taken.forEach(it -> due.delete(dueKey(it.at(), it.id())));
        return taken;
    }

    private static String dueKey(long epochMs) {
        return "%019d/".formatted(epochMs);
    }

    private static String dueKey(Instant at, ReservationId id) {
        return dueKey(at.toEpochMilli()) + id;
    }

    private static Due due(String key) {
        int slash = key.indexOf('/');
        return new Due(
                ReservationId.parse(key.substring(slash + 1)),
                Instant.ofEpochMilli(Long.parseLong(key.substring(0, slash))));
    }
}
