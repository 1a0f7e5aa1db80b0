package dev.tributary.cli.load;

import dev.tributary.cli.client.Answer.Decision;

import org.jspecify.annotations.Nullable;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What a load came to. Counts may be added by many threads. */
final class Tally {
    private final Map<FraudScenario, LongAdder> byScenario = new EnumMap<>(FraudScenario.class);
    private final Map<Decision, LongAdder> byDecision = new EnumMap<>(Decision.class);
    private final LongAdder accepted = new LongAdder();
    private final LongAdder pending = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder unknown = new LongAdder();
    private final LongAdder labelled = new LongAdder();
    private final LongAdder notKnownYet = new LongAdder();
    private volatile @Nullable String firstFault;

    Tally() {
        for (FraudScenario scenario : FraudScenario.values()) {
            byScenario.put(scenario, new LongAdder());
        }
        for (Decision decision : Decision.values()) {
            byDecision.put(decision, new LongAdder());
        }
    }

    void generated(SimulatedTransaction transaction) {
        count(byScenario, transaction.scenario()).increment();
    }

    void accepted(int more) {
        accepted.add(more);
    }

    void decided(Decision decision) {
        accepted.increment();
        count(byDecision, decision).increment();
    }

    void pending() {
        accepted.increment();
        pending.increment();
    }

    void rejected(int more, String problem) {
        rejected.add(more);
        remember(problem);
    }

    void unknown(int more, @Nullable String fault) {
        unknown.add(more);
        remember(fault);
    }

    void labelled(int more) {
        labelled.add(more);
    }

    void notKnownYet(int more) {
        notKnownYet.add(more);
    }

    long transactions() {
        return byScenario.values().stream().mapToLong(LongAdder::sum).sum();
    }

    long count(FraudScenario scenario) {
        return count(byScenario, scenario).sum();
    }

    /** True where nothing was rejected and nothing is unknown. */
    boolean clean() {
        return rejected.sum() == 0 && unknown.sum() == 0;
    }

    /** Writes the counts; those of the suite where it was sent to one. */
    void print(PrintWriter out, Duration elapsed, boolean suite) {
        long all = transactions();
        long frauds = all - count(FraudScenario.NONE);
        double seconds = Math.max(1e-3, elapsed.toNanos() / 1e9);
        out.printf(
                Locale.ROOT, "%,d transactions in %.1f s, %,.0f/s%n", all, seconds, all / seconds);
        out.printf(
                Locale.ROOT,
                "%,d frauds (%.2f %%): %,d high amounts, %,d at bad terminals, %,d with stolen cards%n",
                frauds,
                all == 0 ? 0.0 : 100.0 * frauds / all,
                count(FraudScenario.HIGH_AMOUNT),
                count(FraudScenario.BAD_TERMINAL),
                count(FraudScenario.STOLEN_CARD));
        if (suite) {
            out.printf(
                    Locale.ROOT,
                    "%,d accepted, %,d rejected, %,d unknown%n",
                    accepted.sum(),
                    rejected.sum(),
                    unknown.sum());
            long decided = byDecision.values().stream().mapToLong(LongAdder::sum).sum();
            if (decided + pending.sum() > 0) {
                out.printf(
                        Locale.ROOT,
                        "%,d approved, %,d to review, %,d blocked, %,d not decided at once%n",
                        count(byDecision, Decision.APPROVE).sum(),
                        count(byDecision, Decision.REVIEW).sum(),
                        count(byDecision, Decision.BLOCK).sum(),
                        pending.sum());
            }
            if (labelled.sum() + notKnownYet.sum() > 0) {
                out.printf(
                        Locale.ROOT,
                        "%,d labels accepted, %,d not known yet%n",
                        labelled.sum(),
                        notKnownYet.sum());
            }
            String fault = firstFault;
            if (fault != null) {
                out.printf(Locale.ROOT, "first fault: %s%n", fault);
            }
        }
        out.flush();
    }

    private void remember(@Nullable String fault) {
        if (firstFault == null) {
            firstFault = fault;
        }
    }

    private static <K> LongAdder count(Map<K, LongAdder> counts, K key) {
        LongAdder count = counts.get(key);
        if (count == null) {
            throw new IllegalArgumentException("no count of " + key);
        }
        return count;
    }
}
