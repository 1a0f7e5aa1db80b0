package dev.tributary.inventory.store;

import dev.tributary.inventory.domain.Hold;
import dev.tributary.inventory.domain.StockAudit;
import dev.tributary.inventory.domain.StockLevel;

import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Goes through the stock of a partition for ever, some skus at a time, and holds it against its
 * promises. A sku is looked at together with all of its open holds, in one moment; a round is over
 * when all skus have been. Where it is in its round is not kept over a restart.
 */
public final class StockAuditRound {
    private final KeyValueStore<String, dev.tributary.schemas.inventory.StockLevel> levels;
    private final Holds holds;
    private final int skus;
    private StockAudit audit = StockAudit.EMPTY;
    private @Nullable String next;
    private @Nullable Instant begunAt;

    /** A round that is over. */
    public record Ended(StockAudit audit, Instant begunAt, Instant endedAt) {}

    /**
     * @param skus how many at a time
     */
    public StockAuditRound(
            KeyValueStore<String, dev.tributary.schemas.inventory.StockLevel> levels,
            Holds holds,
            int skus) {
        this.levels = levels;
        this.holds = holds;
        this.skus = skus;
    }

    /** Looks at the next skus; present where that was the last of them. */
    public Optional<Ended> turn(Instant now) {
        Instant begun = begunAt == null ? now : begunAt;
        List<dev.tributary.schemas.inventory.StockLevel> seen = new ArrayList<>();
        try (KeyValueIterator<String, dev.tributary.schemas.inventory.StockLevel> rest =
                levels.range(next, null)) {
            while (rest.hasNext() && seen.size() < skus) {
                KeyValue<String, dev.tributary.schemas.inventory.StockLevel> entry = rest.next();
                seen.add(entry.value);
            }
            next = rest.hasNext() ? rest.peekNextKey() : null;
        }
        seen.forEach(this::look);
        if (next != null) {
            begunAt = begun;
            return Optional.empty();
        }
        Ended ended = new Ended(audit, begun, now);
        audit = StockAudit.EMPTY;
        begunAt = null;
        return Optional.of(ended);
    }

    private void look(dev.tributary.schemas.inventory.StockLevel kept) {
        StockLevel level = StockLevelAvroMapper.toDomain(kept);
        List<Hold> open = new ArrayList<>();
        holds.forEachOpen(level.sku(), open::add);
        long units = open.stream().mapToLong(Hold::reserved).sum();
        audit = audit.add(level, StockLevelAvroMapper.told(kept, units), open.size());
    }
}
