package dev.tributary.cli.recommendation;

import dev.tributary.cli.client.BulkClient;
import dev.tributary.cli.client.RunningSuite;
import dev.tributary.cli.progress.InputFile;
import dev.tributary.cli.progress.ProgressBar;
import dev.tributary.cli.suite.StateFolder;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;

/**
 * {@code tributary import}: history of interactions into a running suite. Exits with 1 where not
 * every line was taken in.
 */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Takes a history of interactions into a running suite.",
            "",
            "One JSON document a line, as POST /v1/interactions takes them; gzipped or not. A line"
                    + " without an interactionId gets one by its place and text, so that the same"
                    + " file can be imported again and counts once."
        })
public final class ImportCommand implements Callable<Integer> {
    private static final Duration TIMEOUT = Duration.ofSeconds(40);
    private static final int LINES_A_REQUEST = 2_000;
    private static final int TOLD_MAX = 10;

    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The history.")
    private @Nullable Path file;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "ingest-service (of the suite that runs here, else "
                            + RunningSuite.DEFAULT_INGEST
                            + ").")
    private @Nullable URI url;

    @Mixin private final StateFolder state = new StateFolder();

    private long accepted;
    private long rejected;
    private long unknown;

    @Override
    public Integer call() throws IOException, InterruptedException {
        CommandSpec command = Objects.requireNonNull(spec, "set by picocli");
        PrintWriter err = command.commandLine().getErr();
        Path history = Objects.requireNonNull(file, "required");
        if (!Files.isReadable(history) || Files.isDirectory(history)) {
            err.println("tributary: cannot read " + history);
            return 1;
        }
        RunningSuite running = RunningSuite.in(state.path());
        RunningSuite suite = url == null ? running : running.at(url);
        if (!suite.answers()) {
            err.println("tributary: " + suite.silence());
            return 1;
        }
        send(history, BulkClient.ofInteractions(suite.ingest(), TIMEOUT), err);
        PrintWriter out = command.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%,d interactions taken in, %,d refused, %,d without an answer%n",
                accepted,
                rejected,
                unknown);
        out.flush();
        return rejected + unknown == 0 ? 0 : 1;
    }

    private void send(Path history, BulkClient client, PrintWriter err)
            throws IOException, InterruptedException {
        try (ProgressBar progress =
                        ProgressBar.onStandardError("import", Math.max(1, Files.size(history)));
                BufferedReader lines =
                        new BufferedReader(
                                new InputStreamReader(
                                        InputFile.open(history, progress),
                                        StandardCharsets.UTF_8))) {
            List<Long> numbers = new ArrayList<>();
            List<byte[]> request = new ArrayList<>();
            long number = 0;
            for (String line = lines.readLine();
                    line != null && unknown == 0;
                    line = lines.readLine()) {
                number++;
                if (line.isBlank()) {
                    continue;
                }
                numbers.add(number);
                request.add(ImportedLine.withId(number, line));
                if (request.size() == LINES_A_REQUEST) {
                    post(client, request, numbers, err);
                }
            }
            post(client, request, numbers, err);
        }
    }

    private void post(BulkClient client, List<byte[]> request, List<Long> numbers, PrintWriter err)
            throws IOException, InterruptedException {
        if (request.isEmpty()) {
            return;
        }
        BulkClient.Outcome outcome = client.post(request);
        accepted += outcome.accepted();
        unknown += outcome.unknown();
        if (outcome.unknown() > 0) {
            err.println("tributary: the suite stopped taking lines: " + outcome.fault());
        }
        for (BulkClient.Rejection line : outcome.rejected()) {
            if (rejected++ < TOLD_MAX) {
                err.printf("tributary: line %d: %s%n", numbers.get(line.index()), line.problem());
            }
        }
        request.clear();
        numbers.clear();
    }
}
