package dev.tributary.cli.chaos;

import dev.tributary.cli.chaos.Disturbances.Happened;
import dev.tributary.cli.chaos.Ledger.Entry;
import dev.tributary.cli.chaos.Operation.Kind;
import dev.tributary.cli.chaos.StockChaos.Outcome;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A bad day of stock as people read it. */
final class StockChaosReport {
    private static final int BREACHES_SHOWN = 30;

    private final PrintWriter out;

    StockChaosReport(PrintWriter out) {
        this.out = out;
    }

    void print(Outcome outcome) {
        Ledger ledger = outcome.ledger();
        out.printf(
                Locale.ROOT,
                "%,d operations, %,d deliveries, sent in %.1f s%n",
                ledger.entries().count(),
                ledger.entries().mapToLong(Entry::deliveries).sum(),
                seconds(outcome.sent()));
        for (Kind kind : Kind.values()) {
            kind(kind, ledger.of(kind).toList());
        }
        out.println();
        for (Happened it : outcome.happened()) {
            out.printf(
                    Locale.ROOT,
                    "after %,d operations: instance %d %s, could work again after %.1f s%n",
                    it.at(),
                    it.instance() + 1,
                    it.graceful() ? "stopped in good order" : "killed",
                    seconds(it.away()));
        }
        out.printf(
                Locale.ROOT,
                "longest time until an operation was answered %.1f s; longest time without an"
                        + " answer about any reservation %.1f s%n",
                seconds(outcome.longest()),
                seconds(outcome.silence()));
        out.printf(
                Locale.ROOT,
                "invariants asked for %,d times, answered %,d times, %d different violations%n",
                outcome.invariantsAsked(),
                outcome.invariantsAnswered(),
                outcome.evidence().violations().size());
        out.println("reservations ended: " + ends(outcome.evidence().reservations()));
        out.println("orders ended: " + ends(outcome.evidence().orders()));
        out.printf(
                Locale.ROOT,
                "movements: %,d deliveries in the log, %,d counted, %,d parked%n",
                outcome.evidence().deliveries().size(),
                outcome.evidence().counted().size(),
                outcome.evidence().deliveries().stream()
                        .filter(it -> outcome.evidence().parked().containsKey(it.place()))
                        .count());
        verdict(outcome.breaches());
        out.flush();
    }

    private void kind(Kind kind, List<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        Map<Integer, Long> byStatus =
                entries.stream()
                        .flatMap(it -> it.told().stream())
                        .filter(it -> it.sense() != Told.Sense.UNKNOWN)
                        .collect(
                                Collectors.groupingBy(
                                        Told::status, TreeMap::new, Collectors.counting()));
        out.printf(
                Locale.ROOT,
                "  %-14s %,7d: %s; %,d deliveries not answered, %,d operations repeated for"
                        + " that, %,d never answered%n",
                kind,
                entries.size(),
                byStatus,
                entries.stream().mapToLong(Entry::unknown).sum(),
                entries.stream().filter(it -> it.unknown() > 0).count(),
                entries.stream().filter(Entry::isOpen).count());
    }

    private static Map<String, Long> ends(Map<String, Evidence.Standing> standings) {
        return standings.values().stream()
                .collect(
                        Collectors.groupingBy(
                                Evidence.Standing::status, TreeMap::new, Collectors.counting()));
    }

    private void verdict(List<Breach> breaches) {
        out.println();
        if (breaches.isEmpty()) {
            out.println("Kept: every promise, as far as the ledger can tell.");
            return;
        }
        Map<Breach.Rule, Long> byRule =
                breaches.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Breach::rule, TreeMap::new, Collectors.counting()));
        out.printf(Locale.ROOT, "BROKEN: %,d times: %s%n", breaches.size(), byRule);
        breaches.stream().limit(BREACHES_SHOWN).forEach(it -> out.println("  " + it));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
