package dev.tributary.inventory.store;

import dev.tributary.common.streams.QueryableStore;
import dev.tributary.inventory.domain.Hold;
import dev.tributary.inventory.domain.ReservationId;
import dev.tributary.inventory.domain.Sku;
import dev.tributary.inventory.domain.StockAudit;
import dev.tributary.inventory.domain.StockLevel;

import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Optional;

/**
 * Goes through the stock of a partition for ever, a bounded number of rows at a time, and holds it
 * against its promises; a round is over when all skus have been. However many holds a sku has, what
 * is compared is of one moment: what changes among those that were already read is taken into their
 * sum. Where it is in its round is not kept over a restart.
 */
public final class StockAuditRound {
    private final KeyValueStore<String, dev.tributary.schemas.inventory.StockLevel> levels;
    private final Holds holds;
    private final int rows;
    private StockAudit audit = StockAudit.EMPTY;
    private @Nullable Instant begunAt;

    /** Where the next turn goes on; null at the start of a round. */
    private @Nullable Sku next;

    /** The last hold of that sku that was read; its units and those before it are added up. */
    private @Nullable ReservationId last;

    private long units;
    private long open;

    /** A round that is over. */
    public record Ended(StockAudit audit, Instant begunAt, Instant endedAt) {}

    /**
     * @param rows how many skus and open holds are read at a time, at least 1
     */
    public StockAuditRound(
            KeyValueStore<String, dev.tributary.schemas.inventory.StockLevel> levels,
            Holds holds,
            int rows) {
        this.levels = levels;
        this.holds = holds;
        this.rows = rows;
    }

    /** Reads on; present where that was the last of it. */
    public Optional<Ended> turn(Instant now) {
        Instant begun = begunAt == null ? now : begunAt;
        begunAt = begun;
        // Both in one pass, never a search for the holds of each sku: that would pass over all that
        // have ended lately, of that sku and of those behind it, once for every sku.
        try (KeyValueIterator<String, dev.tributary.schemas.inventory.StockLevel> levelsLeft =
                        levels.range(next == null ? null : next.value(), null);
                OpenHolds holdsLeft = holds.open(next, last)) {
            Sku sku = next == null ? first(levelsLeft, holdsLeft) : next;
            for (int left = rows; sku != null && left > 0; left--) {
                if (sku.equals(holdsLeft.sku())) {
                    read(holdsLeft.next());
                } else {
                    compare(sku, levelsLeft, now);
                    sku = first(levelsLeft, holdsLeft);
                }
            }
            next = sku;
        }
        return next == null ? Optional.of(end(begun, now)) : Optional.empty();
    }

    /** What comes next of the skus with a level and of those with holds. */
    private static @Nullable Sku first(
            KeyValueIterator<String, dev.tributary.schemas.inventory.StockLevel> levels,
            OpenHolds holds) {
        Sku held = holds.sku();
        if (!levels.hasNext()) {
            return held;
        }
        Sku kept = new Sku(levels.peekNextKey());
        return held == null || QueryableStore.KEY_ORDER.compare(kept.value(), held.value()) <= 0
                ? kept
                : held;
    }

    private void read(Hold hold) {
        units += hold.reserved();
        open++;
        last = hold.reservationId();
    }

    private void compare(
            Sku sku,
            KeyValueIterator<String, dev.tributary.schemas.inventory.StockLevel> levels,
            Instant now) {
        dev.tributary.schemas.inventory.StockLevel level =
                levels.hasNext() && levels.peekNextKey().equals(sku.value())
                        ? levels.next().value
                        : StockLevelAvroMapper.toAvro(StockLevel.empty(sku), null, now);
        audit =
                audit.add(
                        StockLevelAvroMapper.toDomain(level),
                        StockLevelAvroMapper.told(level, units),
                        open);
        last = null;
        units = 0;
        open = 0;
    }

    private Ended end(Instant begun, Instant now) {
        Ended ended = new Ended(audit, begun, now);
        audit = StockAudit.EMPTY;
        begunAt = null;
        return ended;
    }

    /**
     * Takes in that a hold has changed; to be told of each. Reading will find those that come
     * behind its place.
     *
     * @param before what it was, if it was
     * @param after what it is
     */
    public void changed(Sku sku, @Nullable Hold before, Hold after) {
        if (sku.equals(next) && last != null && !isAfter(after.reservationId(), last)) {
            units += after.reserved() - (before == null ? 0 : before.reserved());
            open += count(after) - count(before);
        }
    }

    private static boolean isAfter(ReservationId id, ReservationId place) {
        return QueryableStore.KEY_ORDER.compare(id.toString(), place.toString()) > 0;
    }

    private static int count(@Nullable Hold hold) {
        return hold != null && hold.status() == Hold.Status.HELD ? 1 : 0;
    }
}
