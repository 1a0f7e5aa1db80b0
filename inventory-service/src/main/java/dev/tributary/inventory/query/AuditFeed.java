package dev.tributary.inventory.query;

import dev.tributary.common.streams.CompactedFeed;
import dev.tributary.schemas.inventory.StockAudit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The newest audit of each partition. Thread-safe. */
public final class AuditFeed implements CompactedFeed.Listener<String, StockAudit> {
    private static final Logger LOG = LoggerFactory.getLogger(AuditFeed.class);

    private final InstantSource wallClock;

    /** Guarded by this. */
    private final SortedMap<Integer, StockAudit> byPartition = new TreeMap<>();

    /**
     * @param wallClock tells how old an audit is
     * @param meters takes the metrics {@code tributary.inventory.audit.*}
     */
    public AuditFeed(InstantSource wallClock, MeterRegistry meters) {
        this.wallClock = wallClock;
        Gauge.builder("tributary.inventory.audit.violations", this, AuditFeed::violations)
                .description("Promises that stock does not keep, by the newest audits")
                .baseUnit("violations")
                .register(meters);
        Gauge.builder("tributary.inventory.audit.age", this, AuditFeed::ageSeconds)
                .description("Time since the audit that is oldest ended")
                .baseUnit("seconds")
                .register(meters);
    }

    /** The newest of each partition that was ever audited, by partition. */
    public synchronized List<StockAudit> audits() {
        return List.copyOf(byPartition.values());
    }

    private long violations() {
        return audits().stream().mapToLong(StockAudit::getViolationCount).sum();
    }

    private double ageSeconds() {
        Instant now = wallClock.instant();
        return audits().stream()
                .map(it -> Duration.between(it.getEndedAt(), now))
                .mapToDouble(age -> age.toMillis() / 1_000.0)
                .max()
                .orElse(0);
    }

    @Override
    public void put(String key, StockAudit audit) {
        if (audit.getViolationCount() > 0) {
            LOG.error(
                    "stock of partition {} does not keep {} promises, such as {}",
                    audit.getPartition(),
                    audit.getViolationCount(),
                    audit.getViolations());
        }
        synchronized (this) {
            byPartition.put(audit.getPartition(), audit);
        }
    }

    @Override
    public synchronized void removed(String key) {
        byPartition.remove(Integer.valueOf(key));
    }

    @Override
    public void caughtUp() {
        // What is not known yet shows by its partition being absent.
    }
}
