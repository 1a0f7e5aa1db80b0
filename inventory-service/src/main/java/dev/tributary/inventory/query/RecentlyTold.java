package dev.tributary.inventory.query;

import dev.tributary.common.query.Freshness;
import dev.tributary.common.query.InputPosition;
import dev.tributary.common.query.Lookup;
import dev.tributary.common.query.ReadDemand;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What came by last under the keys of a topic of snapshots: every instance sees it as soon as it is
 * committed, the view of the key's owner some milliseconds later. So whoever was answered finds
 * what was answered. Bounded; what came by longest ago goes first. Thread-safe.
 */
public final class RecentlyTold<V> {
    private final String topic;
    private final int max;

    /** What came by longest ago first; guarded by this. */
    private final LinkedHashMap<String, Told<V>> known = new LinkedHashMap<>();

    private record Told<V>(V value, int partition, InputPosition position) {}

    /**
     * @param topic where it comes from
     * @param max keys kept
     */
    public RecentlyTold(String topic, int max) {
        this.topic = topic;
        this.max = max;
    }

    /** Keeps what came by. */
    public synchronized void keep(String key, V value, int partition, long offset) {
        known.putLast(
                key, new Told<>(value, partition, InputPosition.of(topic, partition, offset)));
        Map.Entry<String, Told<V>> eldest = known.firstEntry();
        if (known.size() > max && eldest != null) {
            known.remove(eldest.getKey());
        }
    }

    /** The newest of a key, if it came by lately and is as fresh as demanded. */
    synchronized Optional<Lookup<V>> find(String key, ReadDemand demand) {
        return Optional.ofNullable(known.get(key))
                .filter(it -> it.position.covers(demand.minPosition().ofPartition(it.partition)))
                .map(it -> new Lookup.Found<>(it.value, Freshness.active(it.position)));
    }

    /** Where the newest of a key is in its topic; nothing where it did not come by lately. */
    public synchronized InputPosition position(String key) {
        Told<V> told = known.get(key);
        return told == null ? InputPosition.NONE : told.position;
    }
}
