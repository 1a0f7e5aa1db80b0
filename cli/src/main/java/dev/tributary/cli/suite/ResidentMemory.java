package dev.tributary.cli.suite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Memory that a process holds, as the system counts it. */
final class ResidentMemory {
    private static final Pattern VM_RSS = Pattern.compile("VmRSS:\\s+([0-9]+) kB");
    private static final long PS_SECONDS_MAX = 2;

    private ResidentMemory() {}

    /** In bytes; empty if the process is gone or the system does not tell. */
    static OptionalLong of(long pid) {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        try {
            return Files.exists(status) ? fromProc(Files.readString(status)) : fromPs(pid);
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong fromProc(String status) {
        Matcher matcher = VM_RSS.matcher(status);
        return matcher.find() ? kilobytes(matcher.group(1)) : OptionalLong.empty();
    }

    /** Where there is no {@code /proc}, as on macOS. */
    private static OptionalLong fromPs(long pid) throws IOException {
        Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
        try {
            if (!ps.waitFor(PS_SECONDS_MAX, TimeUnit.SECONDS) || ps.exitValue() != 0) {
                return OptionalLong.empty();
            }
            byte[] answer = ps.getInputStream().readAllBytes();
            return kilobytes(new String(answer, StandardCharsets.US_ASCII).strip());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalLong.empty();
        } finally {
            ps.destroyForcibly();
        }
    }

    private static OptionalLong kilobytes(String digits) {
        return digits.matches("[0-9]{1,15}")
                ? OptionalLong.of(Long.parseLong(digits) * 1024)
                : OptionalLong.empty();
    }
}
