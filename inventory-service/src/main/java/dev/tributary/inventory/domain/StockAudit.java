package dev.tributary.inventory.domain;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The stock of many skus held against its promises, one sku after the other: what its level says,
 * what the sums that the world is told say, and what its open holds add up to.
 *
 * @param totals over all skus, as they are told
 * @param holds open holds that were seen
 * @param violations promises that were not kept, {@value #LISTED_MAX} at most
 * @param violationCount all of them
 */
public record StockAudit(
        StockTotals totals, long holds, List<StockViolation> violations, long violationCount) {
    /** So many violations are listed: who has more has another problem than a long list. */
    public static final int LISTED_MAX = 100;

    /** Nothing was looked at yet. */
    public static final StockAudit EMPTY = new StockAudit(StockTotals.EMPTY, 0, List.of(), 0);

    public StockAudit {
        violations = List.copyOf(violations);
    }

    /**
     * With one more sku.
     *
     * @param level its stock
     * @param told what the world is told of it, with the units of all its open holds
     * @param openHolds how many there are
     */
    public StockAudit add(StockLevel level, StockTotals told, long openHolds) {
        List<StockViolation> found = new ArrayList<>(level.violations());
        Set<StockViolation.Rule> broken = EnumSet.noneOf(StockViolation.Rule.class);
        found.forEach(it -> broken.add(it.rule()));
        told.violations().stream()
                .filter(it -> !broken.contains(it.rule()))
                .map(it -> new StockViolation(it.rule(), "sku " + level.sku() + ": " + it.detail()))
                .forEach(found::add);
        List<StockViolation> listed = new ArrayList<>(violations);
        found.stream().limit(LISTED_MAX - violations.size()).forEach(listed::add);
        return new StockAudit(
                totals.merge(told), holds + openHolds, listed, violationCount + found.size());
    }
}
