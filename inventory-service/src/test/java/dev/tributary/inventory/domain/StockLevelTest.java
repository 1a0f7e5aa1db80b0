package dev.tributary.inventory.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.inventory.domain.StockViolation.Rule;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.TreeMap;

class StockLevelTest {
    private static final WarehouseId A = new WarehouseId("a");
    private static final WarehouseId B = new WarehouseId("b");

    @Test
    void shouldNameTheRuleWhenItIsBroken() {
        assertThat(rules(level(5, 2, 0, new StockCounts(3, 1, 2, 1)))).isEmpty();
        assertThat(rules(level(5, 2, 0, new StockCounts(3, 1, 2, 0))))
                .containsExactly(Rule.BALANCE);
        assertThat(rules(level(5, 6, 0, new StockCounts(5, 0, 0, 0))))
                .containsExactly(Rule.RESERVED_WITHIN_ON_HAND);
        assertThat(rules(level(5, -1, 0, new StockCounts(5, 0, 0, 0))))
                .containsExactly(Rule.RESERVED_WITHIN_ON_HAND);
        assertThat(rules(level(5, 0, -1, new StockCounts(5, 0, 0, 0))))
                .containsExactly(Rule.NOT_NEGATIVE);
        assertThat(rules(level(5, 0, 0, new StockCounts(4, 0, 0, -1))))
                .containsExactly(Rule.NOT_NEGATIVE);
        assertThat(rules(level(-1, 0, 0, new StockCounts(4, 0, 0, 5))))
                .containsExactly(Rule.RESERVED_WITHIN_ON_HAND, Rule.NOT_OVERSOLD);
    }

    @Test
    void shouldAddUpWhenThereAreManySkus() {
        StockTotals totals =
                StockTotals.EMPTY
                        .add(level(5, 2, 1, new StockCounts(6, 1, -1, 1)))
                        .add(level(4, 0, 6, new StockCounts(4, 0, 0, 0)))
                        .merge(StockTotals.EMPTY.add(held(1)).add(held(1)))
                        .add(held(1).in(Hold.Status.COMMITTED))
                        .add(held(1).in(Hold.Status.RELEASED))
                        .add(Hold.shortOf(ReservationId.ofApi("r"), 3, 2));
        assertThat(totals)
                .isEqualTo(new StockTotals(2, new StockCounts(10, 1, -1, 1), 9, 2, 7, 0, 2));
        assertThat(totals.violations()).isEmpty();
    }

    @Test
    void shouldNameTheRuleWhenTotalsBreakIt() {
        StockCounts nine = new StockCounts(9, 0, 0, 0);
        assertThat(rules(new StockTotals(1, nine, 8, 2, 0, 6, 2))).containsExactly(Rule.BALANCE);
        assertThat(rules(new StockTotals(1, nine, 9, 2, 0, 7, 3))).containsExactly(Rule.HOLDS);
        assertThat(rules(new StockTotals(1, nine, 9, 2, 1, 7, 2))).containsExactly(Rule.AVAILABLE);
        assertThat(rules(new StockTotals(1, nine, 9, 10, 0, -1, 10)))
                .containsExactly(Rule.RESERVED_WITHIN_ON_HAND);
    }

    private static Hold held(long units) {
        return Hold.held(ReservationId.ofApi("r"), Allocation.of(Map.of(A, units)));
    }

    private static StockLevel level(
            long onHand, long reserved, long safetyStock, StockCounts counts) {
        return new StockLevel(
                new Sku("sku"),
                safetyStock,
                new TreeMap<>(
                        Map.of(
                                A,
                                new WarehouseStock(onHand, reserved),
                                B,
                                new WarehouseStock(0, 0))),
                counts);
    }

    private static Iterable<Rule> rules(StockLevel level) {
        return level.violations().stream().map(StockViolation::rule).toList();
    }

    private static Iterable<Rule> rules(StockTotals totals) {
        return totals.violations().stream().map(StockViolation::rule).toList();
    }
}
