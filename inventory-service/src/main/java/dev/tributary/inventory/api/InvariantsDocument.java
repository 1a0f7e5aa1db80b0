package dev.tributary.inventory.api;

import dev.tributary.schemas.inventory.StockAudit;

import io.swagger.v3.oas.annotations.media.Schema;

import java.time.Instant;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Whether stock keeps its promises, by the newest audit of each partition.
 *
 * @param violations of all partitions; must be empty
 */
@Schema(name = "Invariants")
record InvariantsDocument(
        Sums total, List<Partition> partitions, List<Violation> violations, long violationCount) {
    /** Sums, in units but for skus and openHolds. */
    @Schema(name = "StockSums")
    record Sums(
            long skus,
            long openHolds,
            long received,
            long returned,
            long adjusted,
            long sold,
            long onHand,
            @Schema(description = "By the levels.") long reserved,
            @Schema(description = "By the open holds; the same as reserved.") long held,
            long safetyStock,
            long available) {}

    /** What was found in one partition. */
    @Schema(name = "PartitionSums")
    record Partition(
            int partition,
            Sums sums,
            @Schema(description = "When the audit began.") Instant begunAt,
            @Schema(description = "When it ended.") Instant endedAt) {}

    /** A promise that is not kept. */
    @Schema(name = "Violation")
    record Violation(int partition, String rule, String detail) {}

    static InvariantsDocument of(List<StockAudit> audits) {
        return new InvariantsDocument(
                sums(audits),
                audits.stream()
                        .map(it ->
                                new Partition(
                                        it.getPartition(),
                                        sums(List.of(it)),
                                        it.getBegunAt(),
                                        it.getEndedAt()))
                        .toList(),
                audits.stream()
                        .flatMap(audit ->
                                audit.getViolations().stream()
                                        .map(it ->
                                                new Violation(
                                                        audit.getPartition(),
                                                        it.getRule(),
                                                        it.getDetail())))
                        .toList(),
                sum(audits, StockAudit::getViolationCount));
    }

    private static Sums sums(List<StockAudit> audits) {
        return new Sums(
                sum(audits, StockAudit::getSkus),
                sum(audits, StockAudit::getHolds),
                sum(audits, StockAudit::getReceived),
                sum(audits, StockAudit::getReturned),
                sum(audits, StockAudit::getAdjusted),
                sum(audits, StockAudit::getSold),
                sum(audits, StockAudit::getOnHand),
                sum(audits, StockAudit::getReserved),
                sum(audits, StockAudit::getHeld),
                sum(audits, StockAudit::getSafetyStock),
                sum(audits, StockAudit::getAvailable));
    }

    private static long sum(List<StockAudit> audits, ToLongFunction<StockAudit> field) {
        return audits.stream().mapToLong(field).sum();
    }
}
