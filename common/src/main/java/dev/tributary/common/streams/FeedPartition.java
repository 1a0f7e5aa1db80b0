package dev.tributary.common.streams;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a reader of one partition of a compacted topic knows: where it is, which keys it has told,
 * and where the end was when it began.
 *
 * <p>A partition that has to be read again from its beginning is gathered first and told when its
 * end is reached: the listener sees neither an old value of a key again nor keeps a key whose
 * tombstone is gone from the log. For one thread.
 */
final class FeedPartition<K, V> {
    private final CompactedFeed.Listener<K, V> listener;
    private final boolean keysKept;
    private final Set<K> told = new HashSet<>();

    /** What the second reading brings; null while the partition is read for the first time. */
    private @Nullable Map<K, V> again;

    private long next;
    private long target;
    private boolean begun;
    private boolean lost;

    /**
     * @param keysKept whether keys that were told are kept here; if not, the listener has to be
     *     empty whenever the partition begins
     */
    FeedPartition(CompactedFeed.Listener<K, V> listener, boolean keysKept) {
        this.listener = listener;
        this.keysKept = keysKept;
    }

    /** Whether the partition has been read up to {@link #next()}; if not, it is read whole. */
    boolean begun() {
        return begun;
    }

    /** Whether it was read, and what was read does not continue. */
    boolean lostPosition() {
        return lost;
    }

    /** Offset of the next record. */
    long next() {
        return next;
    }

    /** Whether everything is told that was in the log when the reading began. */
    boolean reached() {
        return begun && next >= target;
    }

    /**
     * The partition is read from its beginning.
     *
     * @param first its earliest offset
     * @param end its end now
     */
    void begin(long first, long end) {
        begun = true;
        lost = false;
        next = first;
        target = end;
        again = told.isEmpty() ? null : new LinkedHashMap<>();
        movedTo(first);
    }

    /** What was read does not continue: the partition has to be read whole again. */
    void forgetPosition() {
        begun = false;
        lost = true;
    }

    /** A log that was cut is not waited for. */
    void endsAt(long end) {
        target = Math.min(target, end);
        movedTo(next);
    }

    /** A record; null for a tombstone. */
    void take(K key, @Nullable V value) {
        if (again == null) {
            tell(key, value);
        } else if (value == null) {
            again.remove(key);
        } else {
            again.put(key, value);
        }
    }

    /** All before this offset has been taken. */
    void movedTo(long offset) {
        next = offset;
        if (again != null && reached()) {
            Map<K, V> now = again;
            again = null;
            Set<K> gone = new HashSet<>(told);
            gone.removeAll(now.keySet());
            gone.forEach(key -> tell(key, null));
            now.forEach(this::tell);
        }
    }

    private void tell(K key, @Nullable V value) {
        if (value != null) {
            if (keysKept) {
                told.add(key);
            }
            listener.put(key, value);
        } else {
            told.remove(key);
            listener.removed(key);
        }
    }
}
