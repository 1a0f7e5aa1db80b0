package dev.tributary.cli.chaos;

import dev.tributary.cli.chaos.Breach.Rule;
import dev.tributary.cli.chaos.Evidence.Audit;
import dev.tributary.cli.chaos.Ledger.Entry;

import java.util.ArrayList;
import java.util.List;

/**
 * Holds what the suite made of the operations against what its callers were told. It knows nothing
 * of how the suite works. It expects that every operation was repeated until it was answered, that
 * reviews were settled, and that all times were over before the evidence was taken.
 *
 * <p>Acknowledged is exactly once, unknown at most once, refused never.
 */
final class Judge {
    private final Evidence evidence;
    private final List<Breach> breaches = new ArrayList<>();

    private Judge(Evidence evidence) {
        this.evidence = evidence;
    }

    /** All broken promises. */
    static List<Breach> judge(Ledger ledger, Evidence evidence) {
        Judge judge = new Judge(evidence);
        ledger.entries().forEach(judge::answers);
        judge.breaches.addAll(new MovementsJudge(ledger, evidence).judge());
        judge.breaches.addAll(new BasketsJudge(ledger, evidence).judge());
        judge.breaches.addAll(new StockSums(ledger, evidence).judge());
        judge.invariants();
        return List.copyOf(judge.breaches);
    }

    private void answers(Entry entry) {
        boolean bad = entry.operation().kind().isBad();
        for (Told told : entry.told()) {
            boolean wrong =
                    switch (told.sense()) {
                        case UNKNOWN -> false;
                        case ANSWERED -> bad;
                        case REFUSED -> !bad;
                    };
            if (wrong) {
                breach(Rule.REFUSED_RIGHTLY, entry, told.sense() + " with " + told.status());
            }
        }
        if (entry.isOpen()) {
            breach(
                    Rule.ANSWERED,
                    entry,
                    "not after %d deliveries, last: %s"
                            .formatted(
                                    entry.deliveries(),
                                    entry.told().isEmpty()
                                            ? "nothing"
                                            : entry.told().getLast().toString()));
        }
    }

    private void invariants() {
        Audit audit = evidence.audit();
        if (audit.violations() > 0) {
            breaches.add(
                    new Breach(Rule.INVARIANTS, "at the end", audit.violations() + " violations"));
        }
        evidence.violations()
                .forEach(it -> breaches.add(new Breach(Rule.INVARIANTS, "meanwhile", it)));
        if (audit.openHolds() != 0 || audit.reserved() != 0) {
            breaches.add(
                    new Breach(
                            Rule.NOT_STRANDED,
                            "all stock",
                            "%d open holds, %d units reserved at the end"
                                    .formatted(audit.openHolds(), audit.reserved())));
        }
    }

    private void breach(Rule rule, Entry entry, String detail) {
        breaches.add(new Breach(rule, entry.operation().id(), detail));
    }
}
