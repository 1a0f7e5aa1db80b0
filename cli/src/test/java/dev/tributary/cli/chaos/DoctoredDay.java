package dev.tributary.cli.chaos;

import dev.tributary.cli.chaos.Evidence.Audit;
import dev.tributary.cli.chaos.Evidence.Delivery;
import dev.tributary.cli.chaos.Evidence.Place;
import dev.tributary.cli.chaos.Evidence.Standing;
import dev.tributary.cli.chaos.Evidence.Stock;
import dev.tributary.cli.chaos.Operation.Kind;
import dev.tributary.cli.chaos.Operation.Line;
import dev.tributary.cli.chaos.Told.Sense;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A small day of one sku that kept every promise, whose parts can be changed: 10 units came (told
 * twice), 1 came back, 1 was taken away (and 50 could not be), 2 were sold to a reservation and 1
 * to an order.
 */
final class DoctoredDay {
    private static final Instant AT = Instant.parse("2026-02-07T12:00:00Z");

    final List<LedgerLine> lines = new ArrayList<>();
    final List<Delivery> deliveries = new ArrayList<>();
    final Map<Place, Integer> parked = new HashMap<>();
    final Map<Place, List<Long>> counted = new HashMap<>();
    final Map<String, Set<String>> ended = new HashMap<>();
    final Map<String, List<String>> decisions = new HashMap<>();
    final Map<String, Standing> reservations = new HashMap<>();
    final Map<String, Standing> orders = new HashMap<>();
    final Map<String, Stock> stock = new HashMap<>();
    final List<String> violations = new ArrayList<>();
    Audit audit = new Audit(0, 0, 0);

    DoctoredDay() {
        movement(0, Kind.RECEIPT, "m-1", 10, true);
        lines.add(new LedgerLine.Again(AT, "m-1/RECEIPT"));
        tell("m-1/RECEIPT", Sense.ANSWERED, 202, null);
        deliver(1, "m-1", "a", "RECEIPT", 10);
        movement(2, Kind.RETURN, "m-2", 1, true);
        movement(3, Kind.ADJUSTMENT, "m-3", -1, true);
        movement(4, Kind.ADJUSTMENT, "m-4", -50, false);
        parked.put(new Place(0, 4), 1);
        intend(Kind.BAD_MOVEMENT, "m-bad", List.of(line("a", 0)), "w-1");
        tell("m-bad/BAD_MOVEMENT", Sense.REFUSED, 400, null);
        reservations();
        orders();
        stock.put("a", new Stock(7, 0, 0, 7, 10, 1, -1, 3, 7, 0));
    }

    private void reservations() {
        intend(Kind.BAD_RESERVE, "r-bad", List.of(line("a", 0)), "PT5S");
        tell("r-bad/BAD_RESERVE", Sense.REFUSED, 400, null);
        intend(Kind.RESERVE, "r-kept", List.of(line("a", 2)), "PT5S");
        tell("r-kept/RESERVE", Sense.UNKNOWN, 202, null);
        lines.add(new LedgerLine.Again(AT, "r-kept/RESERVE"));
        tell("r-kept/RESERVE", Sense.ANSWERED, 201, "RESERVED");
        intend(Kind.CONFIRM, "r-kept", List.of(), "");
        tell("r-kept/CONFIRM", Sense.ANSWERED, 200, "CONFIRMED");
        lines.add(new LedgerLine.Again(AT, "r-kept/RESERVE"));
        tell("r-kept/RESERVE", Sense.ANSWERED, 200, "CONFIRMED");
        end(reservations, "r-kept", "CONFIRMED", 2);
        intend(Kind.RESERVE, "r-back", List.of(line("a", 2)), "PT5S");
        tell("r-back/RESERVE", Sense.ANSWERED, 201, "RESERVED");
        intend(Kind.RELEASE, "r-back", List.of(), "");
        tell("r-back/RELEASE", Sense.ANSWERED, 200, "EXPIRED");
        end(reservations, "r-back", "EXPIRED", 2);
    }

    private void orders() {
        intend(Kind.ORDER, "o-1", List.of(line("a", 1)), "card");
        tell("o-1/ORDER", Sense.ANSWERED, 200, null);
        decisions.put("o-1", List.of("APPROVE"));
        end(orders, "o-1", "CONFIRMED", 1);
        intend(Kind.ORDER, "o-fraud", List.of(line("a", 1)), "card");
        tell("o-fraud/ORDER", Sense.ANSWERED, 202, null);
        decisions.put("o-fraud", List.of("REVIEW"));
        intend(Kind.FRAUD, "o-fraud", List.of(), "");
        tell("o-fraud/FRAUD", Sense.ANSWERED, 202, null);
        end(orders, "o-fraud", "RELEASED", 1);
    }

    private void movement(long offset, Kind kind, String id, long units, boolean isCounted) {
        intend(kind, id, List.of(line("a", units)), "w-1");
        tell(id + "/" + kind, Sense.ANSWERED, 202, null);
        deliver(offset, id, "a", kind.name(), units);
        if (isCounted) {
            counted.put(new Place(0, offset), List.of(units));
        }
    }

    private void end(Map<String, Standing> standings, String id, String status, long units) {
        standings.put(id, standing(status, "a", units));
        ended.put(id, Set.of(status));
    }

    void intend(Kind kind, String subject, List<Line> wanted, String detail) {
        lines.add(
                new LedgerLine.Intent(
                        AT,
                        new Operation(subject + "/" + kind, kind, subject, wanted, detail, false)));
    }

    void tell(String operation, Sense sense, int status, @Nullable String standing) {
        lines.add(new LedgerLine.Answer(AT, operation, new Told(sense, status, standing, "")));
    }

    void deliver(long offset, String id, String sku, String kind, long units) {
        deliveries.add(new Delivery(new Place(0, offset), id, sku, "w-1", kind, units));
    }

    static Line line(String sku, long units) {
        return new Line(sku, units);
    }

    static Standing standing(String status, String sku, long units) {
        return new Standing(status, List.of(line(sku, units)), AT);
    }

    List<Breach> judge() {
        Evidence evidence =
                new Evidence(
                        deliveries,
                        parked,
                        counted,
                        ended,
                        decisions,
                        reservations,
                        orders,
                        stock,
                        audit,
                        violations,
                        AT);
        return Judge.judge(new Ledger(lines), evidence);
    }

    List<Breach.Rule> rules() {
        return judge().stream().map(Breach::rule).toList();
    }
}
