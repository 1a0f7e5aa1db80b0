package dev.tributary.inventory.topology;

import dev.tributary.inventory.domain.StockTotals;
import dev.tributary.inventory.store.StockAuditRound;
import dev.tributary.schemas.inventory.StockAudit;
import dev.tributary.schemas.inventory.StockViolation;

/** Audits as the world is told of them. */
final class StockAuditAvroMapper {
    private StockAuditAvroMapper() {}

    static StockAudit toAvro(int partition, StockAuditRound.Ended round) {
        StockTotals totals = round.audit().totals();
        return new StockAudit(
                partition,
                totals.skus(),
                round.audit().holds(),
                totals.counts().received(),
                totals.counts().returned(),
                totals.counts().adjusted(),
                totals.counts().sold(),
                totals.onHand(),
                totals.reserved(),
                totals.held(),
                totals.safetyStock(),
                totals.available(),
                round.audit().violations().stream()
                        .map(it -> new StockViolation(it.rule().name(), it.detail()))
                        .toList(),
                round.audit().violationCount(),
                round.begunAt(),
                round.endedAt());
    }

    /** Whether two audits found the same, whenever that was. */
    static boolean sameFindings(StockAudit one, StockAudit other) {
        StockAudit sameTimes = StockAudit.newBuilder(other).build();
        sameTimes.setBegunAt(one.getBegunAt());
        sameTimes.setEndedAt(one.getEndedAt());
        return one.equals(sameTimes);
    }
}
