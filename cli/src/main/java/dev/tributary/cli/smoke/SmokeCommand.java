package dev.tributary.cli.smoke;

import dev.tributary.cli.suite.LocalSuite;
import dev.tributary.cli.suite.Progress;
import dev.tributary.cli.suite.Service;
import dev.tributary.cli.suite.SuitePorts;
import dev.tributary.cli.suite.SuiteSettings;
import dev.tributary.local.ChildProcess;
import dev.tributary.local.FileTree;
import dev.tributary.local.LogTail;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** Starts a suite of its own, takes it once round, stops it; the last line counts the claims. */
@Command(
        name = "smoke",
        mixinStandardHelpOptions = true,
        description = {
            "Starts a suite on free ports in a temporary folder, posts good, fraudulent and bad"
                    + " transactions, receives, reserves and sells stock, tells of interactions and"
                    + " of the catalogue, checks answers and topics, and stops it.",
            "Exit code 1 if anything is not as claimed."
        })
public final class SmokeCommand implements Callable<Integer> {
    private static final int LOG_LINES = 40;

    @Option(names = "--keep", description = "Leaves the temporary folder, with data and logs.")
    private boolean keep;

    @Override
    public Integer call() throws IOException {
        PrintStream out = System.out;
        Path folder = Files.createTempDirectory("tributary-smoke-");
        Claims claims = new Claims(out);
        try (Progress progress = Progress.onConsole();
                LocalSuite suite =
                        new LocalSuite(SuiteSettings.at(folder, SuitePorts.free()), progress)) {
            Thread stopping = new Thread(suite::stop, "stop");
            Runtime.getRuntime().addShutdownHook(stopping);
            if (claims.that("the suite starts", suite::start)) {
                try (SuiteClient client = new SuiteClient(suite.url(Service.INGEST))) {
                    new SmokeRound(suite, client, claims).run();
                }
                claims.that("the suite is alive at the end", () -> requireAlive(suite));
            }
            if (claims.failed() > 0) {
                showLogs(suite, out);
            }
        } finally {
            if (keep) {
                out.println("data and logs are under " + folder);
            } else {
                FileTree.delete(folder);
            }
        }
        out.printf("%d passed, %d failed%n", claims.held(), claims.failed());
        return claims.failed() == 0 ? 0 : 1;
    }

    private static void requireAlive(LocalSuite suite) {
        suite.processes().forEach(ChildProcess::requireAlive);
    }

    private static void showLogs(LocalSuite suite, PrintStream out) {
        for (ChildProcess process : suite.processes()) {
            out.printf("%n--- the end of %s's log%n", process.name());
            LogTail.of(process.log(), LOG_LINES).forEach(out::println);
        }
        out.println();
    }
}
