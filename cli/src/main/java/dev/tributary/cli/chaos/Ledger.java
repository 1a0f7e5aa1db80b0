package dev.tributary.cli.chaos;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the outside world knows of its operations, by the lines it wrote. */
final class Ledger {
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /** One operation with all that was told of it. */
    static final class Entry {
        private final Operation operation;
        private final List<Told> told = new ArrayList<>();
        private int deliveries = 1;

        private Entry(Operation operation) {
            this.operation = operation;
        }

        Operation operation() {
            return operation;
        }

        /** Everything that was told, in the order of the answers. */
        List<Told> told() {
            return List.copyOf(told);
        }

        /** How often it was sent. */
        int deliveries() {
            return deliveries;
        }

        /** The answers that say what became of it. */
        List<Told> answers() {
            return told.stream().filter(it -> it.sense() == Told.Sense.ANSWERED).toList();
        }

        /** How many deliveries were told nothing, or nothing definite. */
        long unknown() {
            return deliveries
                    - told.stream().filter(it -> it.sense() != Told.Sense.UNKNOWN).count();
        }

        /** Whether it was refused, and no delivery of it may have been taken. */
        boolean isRefused() {
            return unknown() == 0 && told.stream().allMatch(it -> it.sense() == Told.Sense.REFUSED);
        }

        /** Whether it is not known what became of it. */
        boolean isOpen() {
            return told.stream().allMatch(it -> it.sense() == Told.Sense.UNKNOWN);
        }
    }

    /**
     * @throws IllegalArgumentException where an answer or a repeat has no intent before it, or an
     *     intent comes twice
     */
    Ledger(List<LedgerLine> lines) {
        for (LedgerLine line : lines) {
            switch (line) {
                case LedgerLine.Intent it -> {
                    Entry entry = new Entry(it.operation());
                    if (entries.putIfAbsent(it.operation().id(), entry) != null) {
                        throw new IllegalArgumentException("intended twice: " + it.operation());
                    }
                }
                case LedgerLine.Again it -> entry(it.operation()).deliveries++;
                case LedgerLine.Answer it -> entry(it.operation()).told.add(it.told());
            }
        }
    }

    private Entry entry(String operation) {
        Entry entry = entries.get(operation);
        if (entry == null) {
            throw new IllegalArgumentException("never intended: " + operation);
        }
        return entry;
    }

    /** All operations, in the order of their intents. */
    Stream<Entry> entries() {
        return entries.values().stream();
    }

    /** Those of a kind. */
    Stream<Entry> of(Operation.Kind kind) {
        return entries().filter(entry -> entry.operation().kind() == kind);
    }
}
