package dev.tributary.cli.suite;

import dev.tributary.local.LogTail;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** Shows the end of a process's log, and what is added to it. */
@Command(
        name = "logs",
        mixinStandardHelpOptions = true,
        description = "Shows the log of a process of the suite.")
final class LogsCommand implements Callable<Integer> {
    private static final long POLL_MS = 200;
    private static final int CHUNK_BYTES = 64 * 1024;

    @Mixin private final StateFolder state = new StateFolder();

    @Parameters(
            paramLabel = "PROCESS",
            description =
                    "broker, registry, ingest-service, fraud-service, recommendation-service or"
                            + " inventory-service; ingest, fraud, recommendation and inventory do.")
    private String process = "";

    @Option(
            names = {"-f", "--follow"},
            description = "Goes on with what is added, until Ctrl-C.")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            defaultValue = "100",
            description = "Lines to show (${DEFAULT-VALUE}); at most the last 64 KiB are read.")
    private int lines = 100;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path log = find();
        long end = Files.size(log);
        LogTail.of(log, Math.max(0, lines)).forEach(System.out::println);
        while (follow) {
            end = copyFrom(log, end, System.out);
            Thread.sleep(POLL_MS);
        }
        return 0;
    }

    private Path find() {
        Path logs = state.path().resolve("logs");
        List<String> names = Stream.of(process, process + "-service").toList();
        return names.stream()
                .filter(name -> name.matches("[a-z-]+[0-9]*"))
                .map(name -> logs.resolve(name + ".log"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() ->
                        new SuiteFault(
                                "no log of %s under %s; there are: %s"
                                        .formatted(process, logs, existing(logs))));
    }

    private static String existing(Path logs) {
        if (!Files.isDirectory(logs)) {
            return "none";
        }
        try (Stream<Path> found = Files.list(logs)) {
            return String.join(
                    ", ",
                    found.map(path -> path.getFileName().toString())
                            .filter(name -> name.endsWith(".log"))
                            .map(name -> name.substring(0, name.length() - ".log".length()))
                            .sorted()
                            .toList());
        } catch (IOException e) {
            return "none that can be read";
        }
    }

    /**
     * Copies what was added since; a log that has become shorter was set aside and begun anew.
     *
     * @return where the log ends now
     */
    private static long copyFrom(Path log, long from, PrintStream out) throws IOException {
        if (!Files.exists(log)) {
            return 0;
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long position = file.length() < from ? 0 : from;
            file.seek(position);
            byte[] chunk = new byte[CHUNK_BYTES];
            int read = file.read(chunk);
            while (read > 0) {
                out.write(chunk, 0, read);
                position += read;
                read = file.read(chunk);
            }
            out.flush();
            return position;
        }
    }
}
