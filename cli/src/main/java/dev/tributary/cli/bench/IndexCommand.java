package dev.tributary.cli.bench;

import dev.tributary.cli.progress.ProgressBar;
import dev.tributary.cli.suite.LocalSuite;
import dev.tributary.cli.suite.Progress;
import dev.tributary.cli.suite.Service;
import dev.tributary.cli.suite.StartCache;
import dev.tributary.cli.suite.SuitePorts;
import dev.tributary.cli.suite.SuiteSettings;
import dev.tributary.common.serde.AvroSerializer;
import dev.tributary.local.FileTree;
import dev.tributary.schemas.RecommendationTopics;
import dev.tributary.schemas.recommendation.ClickKind;
import dev.tributary.schemas.recommendation.Session;
import dev.tributary.schemas.recommendation.SessionClick;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;

/** {@code tributary bench index}. */
@Command(
        name = "index",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures what an index of many clicks takes of memory, and how long a service that"
                    + " starts needs to build it.",
            "",
            "Writes visits to the topic that it is built from, in a suite of its own with"
                    + " recommendation-service only, and starts the service anew."
        })
final class IndexCommand implements Callable<Integer> {
    private static final int SENDS_A_WAIT = 20_000;

    /** Visits lie so far apart. */
    private static final Duration APART = Duration.ofMillis(500);

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--clicks",
            paramLabel = "N",
            description = "Clicks of the index (${DEFAULT-VALUE}).")
    private int clicks = 10_000_000;

    @Option(names = "--items", paramLabel = "N", description = "Items (${DEFAULT-VALUE}).")
    private int items = 100_000;

    @Option(
            names = "--heap",
            paramLabel = "MB",
            description = "Heap of the service, in MiB (${DEFAULT-VALUE}).")
    private int heap = 3_072;

    @Option(names = "--seed", paramLabel = "N", description = "Seed (${DEFAULT-VALUE}).")
    private long seed = 1;

    @Override
    public Integer call() throws Exception {
        CommandSpec command = Objects.requireNonNull(spec, "set by picocli");
        GoalReport report = new GoalReport(command.commandLine().getOut());
        Path folder = Files.createTempDirectory("tributary-bench-");
        try (Progress progress = Progress.onConsole();
                LocalSuite suite = new LocalSuite(settings(folder), progress)) {
            Runtime.getRuntime().addShutdownHook(new Thread(suite::stop, "stop"));
            suite.start();
            report.machine();
            measure(suite, report);
        } finally {
            FileTree.delete(folder);
        }
        return report.end() ? 0 : 1;
    }

    private SuiteSettings settings(Path folder) {
        return new SuiteSettings(
                folder,
                SuitePorts.free(),
                Set.of(Service.RECOMMENDATION),
                768,
                192,
                List.of("-XX:+UseG1GC", "-Xmx" + heap + "m"),
                Map.of(),
                Map.of(),
                true,
                StartCache.Use.IGNORE);
    }

    private void measure(LocalSuite suite, GoalReport report) throws Exception {
        IndexGauges gauges =
                new IndexGauges(URI.create(suite.managementUrl(Service.RECOMMENDATION)));
        long began = System.nanoTime();
        write(suite);
        gauges.awaitSettled(0);
        report.line(
                "The index follows: %,d clicks of %,d visits %.0f s after the first was written.",
                gauges.clicks(), gauges.sessions(), seconds(began));
        began = System.nanoTime();
        suite.restart(Service.RECOMMENDATION, Map.of());
        report.line(
                "A service that starts is ready after %.0f s, with %,d clicks of %,d visits.",
                seconds(began), gauges.clicks(), gauges.sessions());
        report.line(
                "They take %,d MB, %.1f bytes a click.",
                gauges.bytes() / 1_000_000, (double) gauges.bytes() / gauges.clicks());
    }

    private static double seconds(long sinceNanos) {
        return (System.nanoTime() - sinceNanos) / 1e9;
    }

    private void write(LocalSuite suite) throws Exception {
        AvroSerializer<Session> values = new AvroSerializer<>();
        values.configure(
                Map.of(
                        "schema.registry.url",
                        suite.registryUrl(),
                        "auto.register.schemas",
                        "false"),
                false);
        try (KafkaProducer<String, Session> producer =
                        new KafkaProducer<>(
                                Map.of(
                                        "bootstrap.servers",
                                        suite.bootstrapServers(),
                                        "linger.ms",
                                        "20"),
                                new StringSerializer(),
                                values);
                ProgressBar progress = ProgressBar.onStandardError("write", clicks)) {
            ClickSimulation simulation = new ClickSimulation(items, seed);
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            Instant at = Instant.now().minus(Duration.ofDays(20));
            int written = 0;
            for (int visit = 0; written < clicks; visit++) {
                Session session = session("visitor-" + visit, simulation.visit(), at);
                at = at.plus(APART);
                written += session.getClicks().size();
                sent.add(
                        producer.send(
                                new ProducerRecord<>(
                                        RecommendationTopics.SESSIONS.name(),
                                        session.getSessionId()
                                                + "@"
                                                + session.getStartedAt().toEpochMilli(),
                                        session)));
                progress.advance(session.getClicks().size());
                if (sent.size() == SENDS_A_WAIT) {
                    await(sent);
                }
            }
            await(sent);
        }
    }

    private static void await(List<Future<RecordMetadata>> sent) throws Exception {
        for (Future<RecordMetadata> each : sent) {
            RecordMetadata _ = each.get();
        }
        sent.clear();
    }

    private static Session session(String id, List<String> skus, Instant at) throws IOException {
        return new Session(
                id,
                null,
                at,
                skus.stream().map(sku -> new SessionClick(sku, ClickKind.VIEW, at, 0L)).toList(),
                at,
                0L);
    }
}
