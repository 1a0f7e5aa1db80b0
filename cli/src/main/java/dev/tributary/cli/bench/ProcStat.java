package dev.tributary.cli.bench;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Seconds of processor time as Linux counts them in {@code /proc}; null where it does not. Its unit
 * there is the user-visible tick, a hundredth of a second on every common architecture, whatever
 * the kernel's own.
 */
final class ProcStat {
    private static final double TICKS_A_SECOND = 100;

    /** {@code cpu user nice system idle iowait irq softirq steal ...}. */
    private static final int STEAL = 8;

    /** From the field after the command's name, which is in brackets and may hold anything. */
    private static final int USER_AFTER_NAME = 11;

    private static final int SYSTEM_AFTER_NAME = 12;

    private final Path proc;

    ProcStat(Path proc) {
        this.proc = proc;
    }

    static ProcStat ofThisMachine() {
        return new ProcStat(Path.of("/proc"));
    }

    /** Time since the start that the hypervisor gave to others, all processors together. */
    @Nullable Double stealSeconds() {
        try (var lines = Files.lines(proc.resolve("stat"), StandardCharsets.US_ASCII)) {
            List<String> fields = List.of(lines.findFirst().orElse("").split(" +"));
            return fields.size() > STEAL
                    ? Long.parseLong(fields.get(STEAL)) / TICKS_A_SECOND
                    : null;
        } catch (IOException | NumberFormatException notLinux) {
            return null;
        }
    }

    /** Time that a process has used, all its threads together. */
    @Nullable Double cpuSeconds(long pid) {
        try {
            String stat =
                    Files.readString(
                            proc.resolve(Long.toString(pid)).resolve("stat"),
                            StandardCharsets.ISO_8859_1);
            int name = stat.lastIndexOf(')');
            String[] fields = stat.substring(name + 2).split(" ", -1);
            return (Long.parseLong(fields[USER_AFTER_NAME])
                            + Long.parseLong(fields[SYSTEM_AFTER_NAME]))
                    / TICKS_A_SECOND;
        } catch (IOException | RuntimeException goneOrNotLinux) {
            return null;
        }
    }
}
