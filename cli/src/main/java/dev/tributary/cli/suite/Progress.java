package dev.tributary.cli.suite;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Shows steps and how long each took: a line a finished step, and on a terminal also a last line
 * with what is going on. Safe for use by several threads.
 */
public final class Progress implements AutoCloseable {
    private static final long REDRAW_MS = 100;
    private static final String CLEAR_LINE = "\r\u001b[2K";

    private final PrintStream out;
    private final boolean live;
    private final String tick;
    private final String cross;
    private final List<Step> going = new ArrayList<>();
    private volatile boolean closed;

    private Progress(PrintStream out, boolean live) {
        this.out = out;
        this.live = live;
        boolean symbols = out.charset().newEncoder().canEncode("✓✗");
        this.tick = symbols ? "✓" : "ok";
        this.cross = symbols ? "✗" : "FAILED";
        if (live) {
            Thread.ofPlatform().daemon().name("progress").start(this::redraw);
        }
    }

    /**
     * Progress for a person.
     *
     * @param live whether the stream is a terminal, where a line can be drawn again
     */
    public static Progress to(PrintStream out, boolean live) {
        return new Progress(out, live);
    }

    /** Progress for whoever started this program. */
    public static Progress onConsole() {
        return to(System.out, Terminal.isLive());
    }

    /** Progress that nobody watches. */
    public static Progress silent() {
        return new Progress(new PrintStream(PrintStream.nullOutputStream()), false);
    }

    /** Something that has begun. */
    public final class Step {
        private final String what;
        private final long begun = System.nanoTime();

        private Step(String what) {
            this.what = what;
        }

        /**
         * It is done.
         *
         * @param detail where to find it, or the like; may be empty
         */
        public void done(String detail) {
            end(this, tick, detail);
        }

        /** It came to nothing; the reason is told elsewhere. */
        public void failed() {
            end(this, cross, "");
        }

        private double seconds() {
            return (System.nanoTime() - begun) / 1e9;
        }
    }

    /** Begins a step. */
    public synchronized Step begin(String what) {
        Step step = new Step(what);
        going.add(step);
        return step;
    }

    private synchronized void end(Step step, String sign, String detail) {
        if (!going.remove(step)) {
            return;
        }
        String line =
                String.format(
                        Locale.ROOT,
                        "%s %-22s %5.1f s  %s",
                        sign,
                        step.what,
                        step.seconds(),
                        detail);
        out.println((live ? CLEAR_LINE : "") + "  " + line.stripTrailing());
        out.flush();
    }

    private void redraw() {
        try {
            while (!closed) {
                drawGoing();
                Thread.sleep(REDRAW_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void drawGoing() {
        if (going.isEmpty() || closed) {
            return;
        }
        String names = going.stream().map(step -> step.what).collect(Collectors.joining(", "));
        out.print(
                CLEAR_LINE
                        + String.format(
                                Locale.ROOT, "  … %s %.0f s", names, going.getFirst().seconds()));
        out.flush();
    }

    /** Whatever is still going on is shown as failed. */
    @Override
    public synchronized void close() {
        closed = true;
        List.copyOf(going).forEach(Step::failed);
    }
}
