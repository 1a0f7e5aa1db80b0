package dev.tributary.cli.badday;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the outside world knows of its transactions: written before each is sent and after each
 * answer, by nobody whom a test kills. It judges what the suite made of them.
 */
final class Ledger {
    /** What the sender was told. */
    enum Told {
        /** Sent, and no answer yet. */
        NOTHING,
        /** Accepted: exactly one verdict must follow. */
        ACKNOWLEDGED,
        /** The service could not say: at most one verdict may follow. */
        UNKNOWN,
        /** Refused: no verdict may follow. */
        REFUSED
    }

    private final Map<String, Told> entries = new ConcurrentHashMap<>();

    void intend(String transactionId) {
        entries.put(transactionId, Told.NOTHING);
    }

    void told(String transactionId, Told told) {
        entries.put(transactionId, told);
    }

    long count(Told told) {
        return entries.values().stream().filter(told::equals).count();
    }

    /**
     * Broken promises, one line each.
     *
     * @param verdicts first verdicts by transaction id, repeats left out
     */
    List<String> judge(Map<String, Integer> verdicts) {
        List<String> broken = new ArrayList<>();
        entries.forEach((id, told) -> {
            int count = verdicts.getOrDefault(id, 0);
            boolean kept =
                    switch (told) {
                        case ACKNOWLEDGED -> count == 1;
                        case NOTHING, UNKNOWN -> count <= 1;
                        case REFUSED -> count == 0;
                    };
            if (!kept) {
                broken.add(id + " " + told + ": " + count + " verdicts");
            }
        });
        verdicts.keySet().stream()
                .filter(id -> !entries.containsKey(id))
                .forEach(id -> broken.add(id + " was never sent"));
        return broken;
    }

    /** How many acknowledged transactions have no verdict yet. */
    long waiting(Map<String, Integer> verdicts) {
        return entries.entrySet().stream()
                .filter(it -> it.getValue() == Told.ACKNOWLEDGED)
                .filter(it -> !verdicts.containsKey(it.getKey()))
                .count();
    }
}
