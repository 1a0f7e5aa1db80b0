package dev.tributary.cli.bench;

import org.jspecify.annotations.Nullable;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** Measurements of stock as people read them. */
final class InventoryReport extends GoalReport {
    InventoryReport(PrintWriter out) {
        super(out);
    }

    void contention(StockContention.Outcome outcome, int clients, int units) {
        line(
                "%d clients want one unit each of %d: answers %s after %.2f s, %d requests sent"
                        + " again",
                clients,
                units,
                outcome.byStatus(),
                outcome.took().toNanos() / 1e9,
                outcome.repeats());
        Map<Integer, Integer> wanted = Map.of(201, units, 409, clients - units);
        goal("contention", outcome.byStatus() + "", wanted.equals(outcome.byStatus()), wanted + "");
    }

    /**
     * @param goal longest gap, null where there is none
     */
    void ownerLoss(String what, OwnerLoss.Outcome outcome, @Nullable Duration goal) {
        double seconds = outcome.longestGap().toNanos() / 1e9;
        line(
                "%nThe owner of a key is killed, %s: longest time without a good answer %.3f s; %,d"
                        + " good answers, %,d of them not by it, %,d bad",
                what, seconds, outcome.good(), outcome.byOther(), outcome.bad());
        if (goal != null) {
            String found = String.format(Locale.ROOT, "%.3f s", seconds);
            boolean reached = outcome.longestGap().compareTo(goal) <= 0;
            goal("owner killed, " + what, found, reached, goal + "");
        }
    }
}
