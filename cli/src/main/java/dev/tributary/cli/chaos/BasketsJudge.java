package dev.tributary.cli.chaos;

import dev.tributary.cli.chaos.Breach.Rule;
import dev.tributary.cli.chaos.Evidence.Standing;
import dev.tributary.cli.chaos.Ledger.Entry;
import dev.tributary.cli.chaos.Operation.Kind;
import dev.tributary.cli.chaos.Operation.Line;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Judges reservations and orders one by one: each that was taken has come to one end, which every
 * answer about it agrees with, and which for an order follows from its verdict.
 */
final class BasketsJudge {
    private static final Set<String> OPEN = Set.of("PENDING", "RESERVED", "HELD");
    private static final Set<String> GIVEN_BACK = Set.of("REJECTED", "RELEASED", "EXPIRED");

    private final Ledger ledger;
    private final Evidence evidence;
    private final List<Breach> breaches = new ArrayList<>();

    BasketsJudge(Ledger ledger, Evidence evidence) {
        this.ledger = ledger;
        this.evidence = evidence;
    }

    List<Breach> judge() {
        Map<String, List<Entry>> byReservation = new LinkedHashMap<>();
        ledger.entries()
                .filter(it -> it.operation().kind().isReservation())
                .forEach(it ->
                        byReservation
                                .computeIfAbsent(it.operation().subject(), _ -> new ArrayList<>())
                                .add(it));
        byReservation.forEach(this::reservation);
        ledger.of(Kind.BAD_RESERVE)
                .map(it -> it.operation().subject())
                .filter(it -> evidence.reservations().containsKey(it) || hasEnded(it))
                .forEach(it -> breach(Rule.NOT_INVENTED, it, "was refused and is there"));
        Map<String, Kind> labels = new HashMap<>();
        ledger.of(Kind.HONEST).forEach(it -> labels.put(it.operation().subject(), Kind.HONEST));
        ledger.of(Kind.FRAUD).forEach(it -> labels.put(it.operation().subject(), Kind.FRAUD));
        ledger.of(Kind.ORDER).forEach(it -> order(it, labels.get(it.operation().subject())));
        return breaches;
    }

    private void reservation(String id, List<Entry> entries) {
        Entry reserve =
                entries.stream()
                        .filter(it -> it.operation().kind() == Kind.RESERVE)
                        .findFirst()
                        .orElse(null);
        Standing end = evidence.reservations().get(id);
        if (reserve == null || end == null) {
            boolean wanted = reserve != null && !reserve.answers().isEmpty();
            if (wanted || hasEnded(id)) {
                breach(Rule.NOT_LOST, id, "the API does not know it");
            }
            return;
        }
        ended(id, end, reserve.operation());
        for (Entry entry : entries) {
            for (Told told : entry.answers()) {
                String why = contradiction(entry.operation().kind(), told, end.status());
                if (why != null) {
                    breach(
                            Rule.ONE_ANSWER,
                            id,
                            "%s was answered %d %s, and it ended %s: %s"
                                    .formatted(
                                            entry.operation().kind(),
                                            told.status(),
                                            Objects.requireNonNullElse(told.standing(), ""),
                                            end.status(),
                                            why));
                }
            }
        }
    }

    /** Why an answer cannot have been given to one that came to that end; null where it can. */
    private static @Nullable String contradiction(Kind kind, Told told, String end) {
        if (told.status() == 404) {
            return "it had been answered before";
        }
        String standing = told.standing();
        boolean conflict = told.status() == 409;
        if (standing == null) {
            return "the answer does not say where it stands";
        }
        if (!OPEN.contains(standing) && !standing.equals(end)) {
            return "it stands elsewhere";
        }
        boolean possible =
                switch (kind) {
                    case RESERVE ->
                            conflict != Set.of("RESERVED", "CONFIRMED").contains(standing)
                                    && !(standing.equals("RESERVED") && end.equals("REJECTED"));
                    case CONFIRM -> conflict != standing.equals("CONFIRMED");
                    case RELEASE ->
                            conflict ? standing.equals("CONFIRMED") : GIVEN_BACK.contains(standing);
                    case RECEIPT,
                            RETURN,
                            ADJUSTMENT,
                            BAD_MOVEMENT,
                            BAD_RESERVE,
                            OTHER_RESERVE,
                            ORDER,
                            HONEST,
                            FRAUD ->
                            true;
                };
        return possible ? null : "that is no answer to it";
    }

    /** Whether it has come to one end, with the lines that were asked for. */
    private void ended(String id, Standing end, Operation asked) {
        if (OPEN.contains(end.status())) {
            breach(
                    Rule.NOT_STRANDED,
                    id,
                    "%s at %s, its time was over at %s"
                            .formatted(end.status(), evidence.at(), end.expiresAt()));
            return;
        }
        Set<String> said = evidence.ended().getOrDefault(id, Set.of());
        if (!said.equals(Set.of(end.status()))) {
            breach(
                    Rule.ONE_ANSWER,
                    id,
                    "%s by the API, %s by what was committed".formatted(end.status(), said));
        }
        if (!sorted(end.lines()).equals(sorted(asked.lines()))) {
            breach(Rule.NOT_INVENTED, id, asked.lines() + " were asked for, not " + end.lines());
        }
    }

    private static List<Line> sorted(List<Line> lines) {
        return lines.stream().sorted(Comparator.comparing(Line::sku)).toList();
    }

    private void order(Entry entry, @Nullable Kind label) {
        String id = entry.operation().subject();
        Standing end = evidence.orders().get(id);
        List<String> decisions = evidence.decisions().getOrDefault(id, List.of());
        if (decisions.size() > 1) {
            breach(Rule.NOT_TWICE, id, "decided " + decisions);
        }
        if (end == null || decisions.isEmpty()) {
            if (!entry.answers().isEmpty() || end != null) {
                breach(
                        Rule.NOT_LOST,
                        id,
                        (end == null ? "there is no order, " : "there is an order, ")
                                + "decided "
                                + decisions);
            }
            return;
        }
        ended(id, end, entry.operation());
        boolean sold = end.status().equals("CONFIRMED");
        boolean may =
                switch (decisions.getFirst()) {
                    case "APPROVE" -> !end.status().equals("RELEASED");
                    case "REVIEW" -> !sold || label == Kind.HONEST;
                    default -> !sold;
                };
        if (!may) {
            breach(
                    Rule.ONE_ANSWER,
                    id,
                    "decided %s, label %s, ended %s".formatted(decisions, label, end.status()));
        }
    }

    private boolean hasEnded(String id) {
        return evidence.ended().containsKey(id);
    }

    private void breach(Rule rule, String subject, String detail) {
        breaches.add(new Breach(rule, subject, detail));
    }
}
