package dev.tributary.cli.bench;

import dev.tributary.cli.client.BulkClient;
import dev.tributary.cli.client.ServiceClient;
import dev.tributary.cli.client.ServiceClient.Reply;
import dev.tributary.cli.progress.ProgressBar;

import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Measures recommendations while visitors click. */
final class RecommendBench implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration TIMEOUT = Duration.ofSeconds(40);
    private static final int LINES_A_REQUEST = 5_000;
    private static final int OK = 200;
    private static final int ACCEPTED = 202;

    /** Visits of the past lie so far apart. */
    private static final Duration APART = Duration.ofSeconds(2);

    private final Settings settings;
    private final URI ingestUrl;
    private final IndexGauges index;
    private final ServiceClient ingest;
    private final ServiceClient recommendation;
    private final ClickSimulation simulation;
    private final List<String> sessions;
    private final AtomicLong clicks = new AtomicLong();

    /**
     * What is measured.
     *
     * @param run begins every id
     * @param clicks of the past that the index has first
     * @param items of the shop
     * @param sessions that are asked for and clicked in
     * @param ratePerSecond recommendations a second
     * @param clicksPerSecond clicks a second meanwhile
     */
    record Settings(
            String run,
            int clicks,
            int items,
            int sessions,
            double ratePerSecond,
            double clicksPerSecond,
            Duration warmup,
            Duration duration,
            long seed) {}

    /**
     * @param management of the recommendation-service
     */
    RecommendBench(URI ingest, URI recommendation, URI management, Settings settings) {
        this.settings = settings;
        this.ingestUrl = ingest;
        this.index = new IndexGauges(management);
        this.ingest = new ServiceClient(ingest, TIMEOUT);
        this.recommendation = new ServiceClient(recommendation, TIMEOUT);
        this.simulation = new ClickSimulation(settings.items(), settings.seed());
        this.sessions =
                IntStream.range(0, settings.sessions())
                        .mapToObj(i -> settings.run() + "-now-" + i)
                        .toList();
    }

    /**
     * Fills the index with visits of the past.
     *
     * @return clicks that it has
     */
    long fill() throws IOException, InterruptedException {
        BulkClient client = BulkClient.ofInteractions(ingestUrl, TIMEOUT);
        long before = index.clicks();
        Instant at = Instant.now().minus(APART.multipliedBy(settings.clicks()));
        int sent = 0;
        try (ProgressBar progress = ProgressBar.onStandardError("fill", settings.clicks())) {
            List<byte[]> lines = new ArrayList<>();
            for (int visit = 0; sent < settings.clicks(); visit++) {
                String session = settings.run() + "-past-" + visit;
                for (String sku : simulation.visit()) {
                    lines.add(
                            ClickSimulation.line(settings.run() + "-" + sent++, session, sku, at));
                    at = at.plus(APART);
                }
                if (lines.size() >= LINES_A_REQUEST || sent >= settings.clicks()) {
                    BulkClient.Outcome outcome = client.post(lines);
                    if (outcome.accepted() != lines.size()) {
                        throw new IOException("not every click was taken in: " + outcome);
                    }
                    progress.advance(lines.size());
                    lines.clear();
                }
            }
        }
        // A visit to one item teaches nothing, so some are not learned.
        return index.awaitSettled(before);
    }

    /** Asks at a rate while others click. */
    RequestRun.Outcome requests() throws Exception {
        sessions.forEach(this::click);
        if (settings.warmup().isPositive()) {
            run("warm-up", settings.warmup());
        }
        return run("recommendations", settings.duration());
    }

    private RequestRun.Outcome run(String label, Duration duration) throws Exception {
        try (ExecutorService visitors = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<RequestRun.Outcome> clicking =
                    visitors.submit(() ->
                            RequestRun.run(
                                    label + ", clicks",
                                    settings.clicksPerSecond(),
                                    duration,
                                    settings.seed() + 1,
                                    drawn(settings.seed() + 1),
                                    this::click,
                                    ACCEPTED));
            RequestRun.Outcome outcome =
                    RequestRun.run(
                            label,
                            settings.ratePerSecond(),
                            duration,
                            settings.seed(),
                            drawn(settings.seed()),
                            session -> recommendation.get(recommendations(session)),
                            OK);
            RequestRun.Outcome clicked = clicking.get();
            if (!clicked.allAre(ACCEPTED)) {
                throw new IOException("clicks were not taken in: " + clicked.byStatus());
            }
            return outcome;
        }
    }

    /**
     * How long after its acknowledgement a click is in the recommendations that are asked for
     * without its position, at one click after another; and that it always is with it.
     *
     * @return microseconds
     */
    Histogram freshness(int samples) throws IOException, InterruptedException {
        Histogram micros = new ConcurrentHistogram(TimeUnit.SECONDS.toMicros(60), 3);
        try (ProgressBar progress = ProgressBar.onStandardError("freshness", samples)) {
            for (int i = 0; i < samples; i++) {
                String session = settings.run() + "-fresh-" + i;
                Instant at = Instant.now();
                String id = session + "-click";
                body(ingest.post("/v1/interactions", clickBody(id, session, at)));
                long acknowledged = System.nanoTime();
                while (!strategy(recommendation.get(recommendations(session))).equals("SESSION")) {
                    Thread.onSpinWait();
                }
                micros.recordValue((System.nanoTime() - acknowledged) / 1_000);
                requireFreshWithPosition(i);
                progress.advance(1);
            }
        }
        return micros;
    }

    private void requireFreshWithPosition(int number) throws IOException {
        String session = settings.run() + "-exact-" + number;
        JsonNode taken =
                body(
                        ingest.post(
                                "/v1/interactions",
                                clickBody(session + "-click", session, Instant.now())));
        String[] place = taken.path("position").asString("").split("-", 2);
        Reply reply =
                recommendation.get(
                        recommendations(session) + "&wait=PT10S",
                        "Tributary-Min-Position",
                        "ingest.interactions.v1-" + place[0] + ":" + place[1]);
        if (!strategy(reply).equals("SESSION")) {
            throw new IOException("not with the click whose position was asked for: " + reply);
        }
    }

    private String clickBody(String id, String session, Instant at) {
        return ClickSimulation.body(id, session, simulation.anyItem(), at);
    }

    private static String strategy(Reply reply) throws IOException {
        return body(reply).path("strategy").asString("");
    }

    private static JsonNode body(Reply reply) throws IOException {
        return switch (reply) {
            case Reply.Came(int status, String text, _) when status < 300 -> JSON.readTree(text);
            default -> throw new IOException("no good answer: " + reply);
        };
    }

    private Iterator<String> drawn(long seed) {
        var draws = new SplittableRandom(seed);
        return Stream.generate(() -> sessions.get(draws.nextInt(sessions.size()))).iterator();
    }

    private Reply click(String session) {
        String id = settings.run() + "-c-" + clicks.getAndIncrement();
        return ingest.post(
                "/v1/interactions", ClickSimulation.body(id, session, nextItem(), Instant.now()));
    }

    private synchronized String nextItem() {
        return simulation.anyItem();
    }

    private static String recommendations(String session) {
        return "/v1/recommendations?sessionId=" + session;
    }

    @Override
    public void close() {
        ingest.close();
        recommendation.close();
    }
}
