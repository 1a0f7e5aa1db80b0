package dev.tributary.cli.progress;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * How far a long command is, how fast it goes and when it will be done. On a terminal one line is
 * painted over and over, at most {@value #PAINTS_A_SECOND} times a second; elsewhere a plain line
 * is written every {@value #PLAIN_SECONDS} s and one at the end. It paints when it is advanced, so
 * it needs no thread; any thread may advance it.
 *
 * <p>The rate is smoothed over the last {@value #SMOOTHING_SECONDS} s or so, and what is left is
 * reckoned from it.
 */
public final class ProgressBar implements AutoCloseable {
    private static final int PAINTS_A_SECOND = 5;
    private static final int PLAIN_SECONDS = 10;
    private static final int SMOOTHING_SECONDS = 10;
    private static final int WIDTH = 24;
    private static final double NANOS_A_SECOND = 1e9;
    private static final String ERASE_TO_END_OF_LINE = "\u001b[K";

    private final String label;
    private final PrintStream out;
    private final boolean terminal;
    private final LongSupplier nanoTime;
    private final long startNanos;
    private final LongAdder count = new LongAdder();
    private final ReentrantLock painting = new ReentrantLock();

    private volatile long total;
    private volatile long paintedNanos;
    private long paintedCount;
    private double ratePerSecond;
    private boolean closed;

    ProgressBar(
            String label, long total, PrintStream out, boolean terminal, LongSupplier nanoTime) {
        if (total < 1) {
            throw new IllegalArgumentException("a progress bar needs a total above zero");
        }
        this.label = label;
        this.total = total;
        this.out = out;
        this.terminal = terminal;
        this.nanoTime = nanoTime;
        this.startNanos = nanoTime.getAsLong();
        this.paintedNanos = startNanos;
    }

    /**
     * A bar on standard error.
     *
     * @param total what is expected to be done in the end, greater than 0; may be corrected
     */
    public static ProgressBar onStandardError(String label, long total) {
        return new ProgressBar(
                label, total, System.err, standardErrorIsTerminal(), System::nanoTime);
    }

    /** Says that {@code more} has been done. */
    public void advance(long more) {
        count.add(more);
        if (nanoTime.getAsLong() - paintedNanos >= intervalNanos() && painting.tryLock()) {
            try {
                paint();
            } finally {
                painting.unlock();
            }
        }
    }

    /** Corrects the total. */
    public void expect(long newTotal) {
        total = Math.max(1, newTotal);
    }

    /** Paints the last state and leaves the line. May be repeated. */
    @Override
    public void close() {
        painting.lock();
        try {
            if (!closed) {
                paint();
                closed = true;
                if (terminal) {
                    out.println();
                }
            }
        } finally {
            painting.unlock();
        }
    }

    private long intervalNanos() {
        double seconds = terminal ? 1.0 / PAINTS_A_SECOND : PLAIN_SECONDS;
        return (long) (seconds * NANOS_A_SECOND);
    }

    private void paint() {
        long now = nanoTime.getAsLong();
        long done = count.sum();
        if (closed) {
            return;
        }
        double seconds = (now - paintedNanos) / NANOS_A_SECOND;
        if (seconds > 0) {
            double latest = (done - paintedCount) / seconds;
            double weight = paintedCount == 0 ? 1 : 1 - Math.exp(-seconds / SMOOTHING_SECONDS);
            ratePerSecond += weight * (latest - ratePerSecond);
        }
        paintedNanos = now;
        paintedCount = done;
        String line = line(done, Math.max(total, done), now);
        if (terminal) {
            out.print("\r" + line + ERASE_TO_END_OF_LINE);
        } else {
            out.println(line);
        }
        out.flush();
    }

    private String line(long done, long of, long now) {
        boolean complete = done >= of;
        Duration elapsed = Duration.ofNanos(now - startNanos);
        double rate =
                complete ? done * NANOS_A_SECOND / Math.max(1, elapsed.toNanos()) : ratePerSecond;
        String time =
                complete
                        ? "in " + clock(elapsed)
                        : rate > 0
                                ? clock(Duration.ofSeconds((long) Math.ceil((of - done) / rate)))
                                        + " left"
                                : "waiting";
        String share = terminal ? "[" + bar(done, of) + "] " : "";
        return String.format(
                Locale.ROOT,
                "%s %s%3d %%  %,d of %,d  %,.0f/s  %s",
                label,
                share,
                done * 100 / of,
                done,
                of,
                rate,
                time);
    }

    private static String bar(long done, long of) {
        int filled = (int) (done * WIDTH / of);
        String head = filled < WIDTH ? ">" : "";
        return "=".repeat(filled) + head + " ".repeat(WIDTH - filled - head.length());
    }

    private static String clock(Duration duration) {
        return String.format(
                Locale.ROOT,
                "%d:%02d:%02d",
                duration.toHours(),
                duration.toMinutesPart(),
                duration.toSecondsPart());
    }

    /** Asked of Linux, because Java tells of input and output together only; elsewhere plain. */
    private static boolean standardErrorIsTerminal() {
        if ("dumb".equals(System.getenv("TERM"))) {
            return false;
        }
        try {
            Path target = Files.readSymbolicLink(Path.of("/proc/self/fd/2"));
            return target.startsWith("/dev/pts") || target.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException notLinux) {
            return false;
        }
    }
}
