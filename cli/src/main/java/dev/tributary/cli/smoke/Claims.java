package dev.tributary.cli.smoke;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Objects;

/**
 * Claims about the suite, each tried and told in a line of its own; one that fails does not keep
 * the next from being tried.
 */
final class Claims {
    private final PrintStream out;
    private int held;
    private int failed;

    Claims(PrintStream out) {
        this.out = out;
    }

    /** Tries a claim; returns normally if it holds. */
    @FunctionalInterface
    interface Trial {
        void run() throws Exception;
    }

    /** Something that is not as claimed. */
    static final class Refuted extends RuntimeException {
        Refuted(String message) {
            super(message);
        }
    }

    /**
     * Tries a claim and tells how it went.
     *
     * @param claim a sentence without its full stop
     * @return whether it holds
     */
    boolean that(String claim, Trial trial) {
        long begun = System.nanoTime();
        try {
            trial.run();
            held++;
            tell("passed", claim, begun);
            return true;
        } catch (Exception e) {
            failed++;
            tell("FAILED", claim, begun);
            out.println("          " + reason(e));
            return false;
        }
    }

    private static String reason(Exception fault) {
        return fault instanceof Refuted refuted
                ? Objects.requireNonNull(refuted.getMessage())
                : fault.toString();
    }

    private void tell(String verdict, String claim, long begun) {
        double millis = (System.nanoTime() - begun) / 1e6;
        out.printf(Locale.ROOT, "  %s  %s (%.0f ms)%n", verdict, claim, millis);
        out.flush();
    }

    /** Refutes the claim unless both are equal. */
    static void same(String what, Object actual, Object expected) {
        if (!actual.equals(expected)) {
            throw new Refuted("%s is %s, not %s".formatted(what, actual, expected));
        }
    }

    /** Refutes the claim unless the condition holds. */
    static void holds(boolean condition, String otherwise) {
        if (!condition) {
            throw new Refuted(otherwise);
        }
    }

    int held() {
        return held;
    }

    int failed() {
        return failed;
    }
}
