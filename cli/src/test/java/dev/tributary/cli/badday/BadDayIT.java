package dev.tributary.cli.badday;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.cli.badday.Ledger.Told;
import dev.tributary.cli.suite.LocalSuite;
import dev.tributary.cli.suite.Progress;
import dev.tributary.cli.suite.Service;
import dev.tributary.cli.suite.SuitePorts;
import dev.tributary.cli.suite.SuiteSettings;
import dev.tributary.common.serde.AvroDeserializer;
import dev.tributary.schemas.FraudTopics;
import dev.tributary.schemas.fraud.Verdict;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;

/**
 * The whole suite as separate processes that are killed and stopped in the middle of load, judged
 * from outside by a {@link Ledger}. The last test takes the guarantees away and expects the judge
 * to notice: a judge that cannot find broken promises proves nothing.
 */
@TestMethodOrder(OrderAnnotation.class)
class BadDayIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int IN_FLIGHT_MAX = 64;
    private static final int CARDS = 50;
    private static final int TRIES_MAX = 50;
    private static final int KILLS = 2;

    /** Transactions that are sent to a scorer that works before it is killed again. */
    private static final int RUN_UP = 100;

    /**
     * Processes start many times here, and none lives long enough to earn its optimizing compiler.
     */
    private static final List<String> SOON_UP =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    /** Random only in where it kills; printed so that a failure can be run again. */
    private static final long SEED = 20260401;

    @TempDir static Path folder;

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static LocalSuite suite;

    @BeforeAll
    static void startSuite() {
        System.out.println("BadDayIT seed " + SEED);
        suite =
                new LocalSuite(
                        SuiteSettings.at(folder, SuitePorts.free())
                                .withServices(Set.of(Service.INGEST, Service.FRAUD))
                                .withBrokerHeap(384)
                                .withJvmOptions(SOON_UP),
                        Progress.silent());
        suite.start();
    }

    @AfterAll
    static void stopSuite() {
        suite.close();
    }

    @Test
    @Order(1)
    void shouldDecideEachOnceWhenTheScorerIsKilledInTheMiddleOfLoad() {
        Ledger ledger = loadWhileKilling("eos", 4_000);

        Map<String, Integer> verdicts = awaitVerdicts("eos", ledger);
        assertThat(ledger.count(Told.ACKNOWLEDGED)).isEqualTo(4_000 + KILLS);
        assertThat(ledger.judge(verdicts)).isEmpty();
    }

    @Test
    @Order(2)
    void shouldRefuseInTimeAndLoseNothingWhenTheBrokerIsDown() throws Exception {
        Ledger ledger = new Ledger();
        IntStream.range(0, 200).forEach(i -> post(ledger, "down-before-" + i));
        suite.broker().stop();
        long startedNanos = System.nanoTime();
        HttpResponse<String> refused = send("down-during", false);
        Duration took = Duration.ofNanos(System.nanoTime() - startedNanos);

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(refused.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        System.out.println("a POST without a broker was answered after " + took.toMillis() + " ms");

        suite.broker().start();
        await().atMost(PATIENCE).until(() -> send("down-after", false).statusCode() == 200);
        ledger.told("down-during", Told.UNKNOWN);
        ledger.told("down-after", Told.ACKNOWLEDGED);
        assertThat(ledger.judge(awaitVerdicts("down", ledger))).isEmpty();
    }

    @Test
    @Order(3)
    void shouldCarryOnWithoutTheRegistryAndSayWhyAStartingServiceIsNotReady() throws Exception {
        suite.registry().stop();
        try {
            assertThat(send("registry-away", false).statusCode()).isEqualTo(200);

            suite.process(Service.FRAUD).kill();
            suite.process(Service.FRAUD).start();

            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .untilAsserted(() ->
                            assertThat(
                                            get(suite.managementUrl(Service.FRAUD)
                                                            + "/actuator/health/readiness")
                                                    .body())
                                    .contains("schema registry"));
        } finally {
            suite.registry().start();
        }
        suite.awaitReady(Service.FRAUD);
        assertThat(send("registry-back", false).statusCode()).isEqualTo(200);
    }

    @Test
    @Order(4)
    void shouldBeFoundOutWhenTheGuaranteesAreOff() {
        suite.restart(
                Service.FRAUD,
                Map.of(
                        "spring.kafka.streams.properties.processing.guarantee",
                        "at_least_once",
                        "spring.kafka.streams.properties.commit.interval.ms",
                        "2000",
                        "tributary.fraud.topology.deduplicate",
                        "false"));
        Ledger ledger = loadWhileKilling("alos", 2_000);

        Map<String, Integer> verdicts = awaitVerdicts("alos", ledger);
        assertThat(ledger.judge(verdicts)).isNotEmpty();
    }

    /** Posts transactions, answered 202 as soon as they are in the log, and kills the scorer. */
    private static Ledger loadWhileKilling(String prefix, int transactions) {
        Ledger ledger = new Ledger();
        Random random = new Random(SEED);
        List<Integer> killAt =
                IntStream.range(0, KILLS)
                        .map(i ->
                                transactions * (i + 1) / (KILLS + 1)
                                        + random.nextInt(transactions / 10))
                        .boxed()
                        .toList();
        Semaphore inFlight = new Semaphore(IN_FLIGHT_MAX);
        CompletableFuture<Void> kill = CompletableFuture.completedFuture(null);
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < transactions; i++) {
                if (killAt.contains(i + RUN_UP)) {
                    kill.join();
                    suite.awaitReady(Service.FRAUD);
                }
                if (killAt.contains(i)) {
                    String before = prefix + "-before-kill-" + i;
                    kill = CompletableFuture.runAsync(() -> killAfter(ledger, before), senders);
                }
                String id = prefix + "-" + i;
                inFlight.acquireUninterruptibly();
                Future<?> _ =
                        senders.submit(() -> {
                            try {
                                post(ledger, id);
                            } finally {
                                inFlight.release();
                            }
                        });
            }
        }
        kill.join();
        suite.awaitReady(Service.FRAUD);
        return ledger;
    }

    /**
     * Kills the scorer right after a verdict, while more is sent. So it was at work, and one that
     * commits only now and then has not committed what it has just said.
     */
    private static void killAfter(Ledger ledger, String id) {
        ledger.intend(id);
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> send(id, false).statusCode() == 200);
        ledger.told(id, Told.ACKNOWLEDGED);
        suite.process(Service.FRAUD).kill();
        suite.process(Service.FRAUD).start();
    }

    /** Posts until the answer is known, as a client should: the same id again after a 503. */
    private static void post(Ledger ledger, String id) {
        ledger.intend(id);
        Told told = Told.UNKNOWN;
        for (int tries = 0; told == Told.UNKNOWN && tries < TRIES_MAX; tries++) {
            told = postOnce(id);
            ledger.told(id, told);
        }
    }

    private static Told postOnce(String id) {
        try {
            return switch (send(id, true).statusCode()) {
                case 200, 202 -> Told.ACKNOWLEDGED;
                case 503 -> Told.UNKNOWN;
                default -> Told.REFUSED;
            };
        } catch (IOException unanswered) {
            return Told.UNKNOWN;
        }
    }

    private static HttpResponse<String> send(String id, boolean async) throws IOException {
        String body =
                """
                {"transactionId": "%s", "cardId": "card-%d", "amountMinor": 1000, "currency": "EUR",
                 "merchantId": "m-1", "channel": "ECOMMERCE"}\
                """
                        .formatted(id, Math.floorMod(id.hashCode(), CARDS));
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(suite.url(Service.INGEST) + "/v1/transactions"))
                        .header("Content-Type", "application/json")
                        .header("Prefer", async ? "respond-async" : "wait=30")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        return exchange(request);
    }

    private static HttpResponse<String> get(String address) throws IOException {
        return exchange(HttpRequest.newBuilder(URI.create(address)).build());
    }

    private static HttpResponse<String> exchange(HttpRequest request) throws IOException {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    /** First verdicts by transaction, read committed, once nothing acknowledged waits any more. */
    private static Map<String, Integer> awaitVerdicts(String prefix, Ledger ledger) {
        Map<String, Integer> verdicts = new HashMap<>();
        AvroDeserializer<Verdict> deserializer = new AvroDeserializer<>();
        deserializer.configure(Map.of("schema.registry.url", suite.registryUrl()), false);
        try (KafkaConsumer<String, Verdict> consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                suite.bootstrapServers(),
                                "isolation.level",
                                "read_committed"),
                        new StringDeserializer(),
                        deserializer)) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(FraudTopics.VERDICTS.name()).stream()
                            .map(it -> new TopicPartition(it.topic(), it.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            await().atMost(PATIENCE)
                    .until(() -> {
                        for (ConsumerRecord<String, Verdict> record :
                                consumer.poll(Duration.ofMillis(500))) {
                            Verdict verdict = record.value();
                            if (verdict.getTransactionId().startsWith(prefix)
                                    && !verdict.getRepeat()) {
                                verdicts.merge(verdict.getTransactionId(), 1, Integer::sum);
                            }
                        }
                        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
                        return ledger.waiting(verdicts) == 0
                                && partitions.stream()
                                        .allMatch(it -> consumer.position(it) >= ends.get(it));
                    });
        }
        return verdicts;
    }
}
