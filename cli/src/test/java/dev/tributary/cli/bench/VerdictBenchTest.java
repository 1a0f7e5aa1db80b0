package dev.tributary.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.tributary.cli.client.RunningSuite;
import dev.tributary.cli.client.ScriptedIngest;
import dev.tributary.cli.client.ScriptedIngest.Reply;
import dev.tributary.cli.client.VerdictClient;
import dev.tributary.cli.load.SimulatedTransaction;
import dev.tributary.cli.load.Simulation;
import dev.tributary.cli.load.SimulationSettings;
import dev.tributary.cli.load.TransactionBodies;
import dev.tributary.cli.progress.ProgressBar;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.StreamSupport;

/**
 * Against a service with a delay that is known. Bounds from below are exact; those from above leave
 * room for a busy machine.
 */
@Timeout(120)
class VerdictBenchTest {
    private static final Duration NO_WARMUP = Duration.ZERO;

    private final Simulation simulation =
            new Simulation(
                    new SimulationSettings(
                            200, 2_000, 20, Instant.parse("2026-03-01T00:00:00Z"), 1));
    private final TransactionBodies bodies = new TransactionBodies(simulation);

    @TempDir private Path folder;
    private ScriptedIngest ingest;

    @BeforeEach
    void start() throws IOException {
        ingest = new ScriptedIngest();
    }

    @AfterEach
    void stop() {
        ingest.close();
    }

    @Test
    void shouldShowTheDelayWhenTheServiceHasOne() throws Exception {
        ingest.delay(Duration.ofMillis(50));

        Measurement at = run(200, Duration.ofSeconds(3));

        assertThat(at.counts().answered()).isEqualTo(at.counts().sent());
        assertThat(at.counts().sent()).isCloseTo(600, withPercentage(20));
        assertThat(at.latency().p50Millis()).isBetween(50.0, 100.0);
        assertThat(at.latency().p99Millis()).isGreaterThanOrEqualTo(at.latency().p50Millis());
        assertThat(at.achievedPerSecond()).isCloseTo(200, withPercentage(25));
    }

    /**
     * Nothing is answered from the first second to the second: 200 of 600 requests are due then,
     * and wait half a second on average. A client that waited for answers before it went on would
     * see only as many slow requests as it has connections.
     */
    @Test
    void shouldCountEveryRequestDueDuringAStallWhenTheServiceStalls() throws Exception {
        CountDownLatch stall = new CountDownLatch(1);
        CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS).execute(() -> ingest.hold(stall));
        CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS).execute(stall::countDown);

        Measurement at = run(200, Duration.ofSeconds(3));

        assertThat(at.counts().answered()).isEqualTo(at.counts().sent());
        assertThat(at.latency().p90Millis()).isGreaterThan(550);
        assertThat(at.latency().p99Millis()).isGreaterThan(850);
        assertThat(at.latency().p50Millis()).isLessThan(400);
    }

    @Test
    void shouldCountDecisionsWhenVerdictsDiffer() throws Exception {
        AtomicInteger turn = new AtomicInteger();
        List<String> decisions = List.of("APPROVE", "APPROVE", "REVIEW", "BLOCK");
        ingest.onSingle(body -> Reply.verdict(decisions.get(turn.getAndIncrement() % 4), "FINAL"));

        Counts counts = run(200, Duration.ofSeconds(1)).counts();

        assertThat(counts.approve() + counts.review() + counts.block()).isEqualTo(counts.sent());
        assertThat(counts.approve()).isCloseTo(counts.sent() / 2, withPercentage(10));
        assertThat(counts.complete()).isTrue();
    }

    @Test
    void shouldMissNoVerdictWhenItComesAfterTheDeadline() throws Exception {
        ingest.onSingle(body -> new Reply(202, ""));
        AtomicInteger asked = new AtomicInteger();
        ingest.onGet(id ->
                asked.incrementAndGet() % 2 == 0
                        ? Reply.verdict("BLOCK", "FINAL")
                        : new Reply(202, ""));

        Counts counts = followed(20, Duration.ofSeconds(10));

        assertThat(counts)
                .isEqualTo(new Counts(20, 0, 0, 0, 0, 0, 20, 0, 0, 20, 0, counts.fault()));
        assertThat(counts.complete()).isTrue();
    }

    @Test
    void shouldGoOnAskingWhenVerdictsComeSlowly() throws Exception {
        AtomicLong nanos = new AtomicLong();
        ingest.onSingle(body -> new Reply(202, ""));
        ingest.onGet(id -> {
            nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
            return Reply.verdict("APPROVE", "FINAL");
        });

        Counts counts = followed(100, Duration.ofSeconds(30), nanos::get);

        assertThat(counts.late()).isEqualTo(100);
        assertThat(counts.lost()).isZero();
    }

    @Test
    void shouldCallATransactionLostWhenItWasAcknowledgedAndHasNoVerdict() throws Exception {
        ingest.onSingle(body -> new Reply(202, ""));
        ingest.onGet(id ->
                id.endsWith("3")
                        ? new Reply(404, "")
                        : id.endsWith("4")
                                ? new Reply(202, "")
                                : Reply.verdict("APPROVE", "FINAL"));

        Counts counts = followed(20, Duration.ofSeconds(1));

        assertThat(counts.lost()).isEqualTo(4);
        assertThat(counts.late()).isEqualTo(16);
        assertThat(counts.complete()).isFalse();
    }

    @Test
    void shouldNotCallATransactionLostWhenItWasNeverTaken() throws Exception {
        ingest.onSingle(body -> new Reply(503, "{\"title\":\"no broker\"}"));
        ingest.onGet(id -> new Reply(404, ""));

        Counts counts = followed(10, Duration.ofSeconds(10));

        assertThat(counts)
                .isEqualTo(
                        new Counts(
                                10,
                                0,
                                0,
                                0,
                                0,
                                0,
                                0,
                                10,
                                0,
                                0,
                                0,
                                "503 {\"title\":\"no broker\"}"));
        assertThat(counts.complete()).isFalse();
    }

    /** Asking for what was never taken in takes time, and no verdict comes of it. */
    @Test
    void shouldAskForWhatWasAcknowledgedFirst() throws Exception {
        AtomicLong nanos = new AtomicLong();
        ingest.onSingle(body ->
                isEven(body.get("transactionId").asString())
                        ? new Reply(503, "{}")
                        : new Reply(202, ""));
        Set<String> asked = ConcurrentHashMap.newKeySet();
        ingest.onGet(id -> {
            if (isEven(id)) {
                nanos.addAndGet(TimeUnit.SECONDS.toNanos(5));
                return new Reply(404, "");
            }
            return asked.add(id) ? new Reply(202, "") : Reply.verdict("APPROVE", "FINAL");
        });

        Counts counts = followed(100, Duration.ofSeconds(30), nanos::get);

        assertThat(counts.refused()).isEqualTo(50);
        assertThat(counts.late()).isEqualTo(50);
        assertThat(counts.lost()).isZero();
    }

    private static boolean isEven(String id) {
        return (id.charAt(id.length() - 1) - '0') % 2 == 0;
    }

    @Test
    void shouldAskForTheCommittedVerdictWhenTheAnswerIsSpeculative() throws Exception {
        ingest.onSingle(body -> Reply.verdict("BLOCK", "SPECULATIVE"));

        Counts counts = followed(10, Duration.ofSeconds(10));

        assertThat(counts)
                .isEqualTo(new Counts(10, 0, 0, 0, 0, 10, 0, 0, 0, 10, 0, counts.fault()));
    }

    @Test
    void shouldPrintATableAndWriteJsonWhenRunAsACommand() throws Exception {
        Path file = folder.resolve("out.json");
        StringWriter out = new StringWriter();

        int exit =
                command(
                        out,
                        new StringWriter(),
                        "--rate=100,200",
                        "--duration=1s",
                        "--warmup=0.5s",
                        "--cards=100",
                        "--url=" + ingest.url(),
                        "--out=" + file);

        assertThat(exit).isZero();
        assertThat(out.toString())
                .contains("p50", "p99.9", "steal", "At 100/s", "At 200/s", "0 lost")
                .contains("CPU ms a verdict: client");
        JsonNode measurements = new JsonMapper().readTree(Files.readAllBytes(file));
        assertThat(measurements).hasSize(2);
        assertThat(measurements.get(1).get("offeredPerSecond").asDouble()).isEqualTo(200);
        assertThat(measurements.get(1).get("latency").get("p99Millis").asDouble()).isPositive();
        assertThat(ingest.taken().values())
                .noneMatch(body -> body.has("occurredAt"))
                .hasSameSizeAs(ingest.delivered());
    }

    @Test
    void shouldExitWithOneWhenNothingAnswers() {
        StringWriter err = new StringWriter();

        assertThat(command(new StringWriter(), err, "--rate=1", "--url=http://127.0.0.1:1"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("nothing answers at http://127.0.0.1:1");
    }

    @Test
    void shouldExitWithTwoWhenAnOptionIsWrong() {
        for (String[] options :
                new String[][] {
                    {"--rate=0"},
                    {"--rate=x"},
                    {"--rate=1", "--duration=soon"},
                    {"--rate=1", "--duration=0s"},
                    {"--rate=100000", "--duration=1h"},
                    {}
                }) {
            assertThat(command(new StringWriter(), new StringWriter(), options)).isEqualTo(2);
        }
    }

    private Measurement run(double rate, Duration duration) throws InterruptedException {
        return new VerdictBench(
                        new RunningSuite(ingest.url(), List.of()),
                        ProcStat.ofThisMachine(),
                        simulation.iterator(),
                        bodies,
                        1)
                .measure(rate, NO_WARMUP, duration);
    }

    private Counts followed(int count, Duration patience) throws InterruptedException {
        return followed(count, patience, System::nanoTime);
    }

    private Counts followed(int count, Duration patience, LongSupplier nanoTime)
            throws InterruptedException {
        List<SimulatedTransaction> transactions =
                StreamSupport.stream(simulation.spliterator(), false).limit(count).toList();
        try (VerdictClient client = new VerdictClient(ingest.url(), Duration.ofSeconds(10));
                ProgressBar progress = ProgressBar.onStandardError("test", count)) {
            OpenRun run = new OpenRun(client, bodies, progress);
            run.send(transactions, 1_000, Duration.ofDays(1), 1);
            run.followUp(patience, nanoTime);
            return run.counts();
        }
    }

    private static int command(StringWriter out, StringWriter err, String... options) {
        return new CommandLine(new VerdictCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(options);
    }
}
