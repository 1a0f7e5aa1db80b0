package dev.tributary.cli.bench;

import dev.tributary.cli.client.ServiceClient;
import dev.tributary.cli.client.ServiceClient.Reply;
import dev.tributary.common.query.OwnerClient;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;

/** Measures stock at one or two instances of inventory-service; the first is asked for reads. */
final class InventoryBench implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(40);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** A service that was just started is not asked for everything at once. */
    private static final double[] WARMUP_SHARES = {0.25, 0.5, 1};

    private static final int OK = 200;
    private static final int RESERVED = 201;
    private static final int ACCEPTED = 202;
    private static final int AT_ONCE = 16;
    private static final long PLENTY = 1_000_000;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI ingest;
    private final List<ServiceClient> instances;
    private final Settings settings;
    private final List<String> skus;

    /**
     * What is measured.
     *
     * @param run stands in every id, so that two runs do not know each other's
     * @param skus number of skus that are read and reserved
     * @param seed of every draw
     * @param warmup how long is asked before a rate is measured: at a quarter, half and all of it
     *     for a third of the time each
     * @param duration how long each rate is measured
     */
    record Settings(String run, int skus, long seed, Duration warmup, Duration duration) {}

    /**
     * @param ingest base URL of ingest-service
     * @param instances base URLs of instances of inventory-service
     */
    InventoryBench(URI ingest, List<URI> instances, Settings settings) {
        this.ingest = ingest;
        this.instances = instances.stream().map(it -> new ServiceClient(it, TIMEOUT)).toList();
        this.settings = settings;
        this.skus =
                Stream.iterate(0, i -> i + 1)
                        .limit(settings.skus())
                        .map(i -> settings.run() + "-" + i)
                        .toList();
    }

    /** Puts stock of every sku there, and waits until it can be read at each instance. */
    void stock() throws IOException, InterruptedException {
        receive(skus, PLENTY);
    }

    private void receive(List<String> received, long units)
            throws IOException, InterruptedException {
        List<Future<Reply>> sent = new ArrayList<>();
        try (ServiceClient client = new ServiceClient(ingest, TIMEOUT);
                ExecutorService threads =
                        Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            for (String sku : received) {
                sent.add(
                        threads.submit(
                                () -> client.post("/v1/stock-movements", receipt(sku, units))));
            }
        }
        for (Future<Reply> answer : sent) {
            if (!(answer.resultNow() instanceof Reply.Came(int status, _, _))
                    || status != ACCEPTED) {
                throw new IOException("stock is not taken in: " + answer.resultNow());
            }
        }
        for (ServiceClient instance : instances) {
            for (String sku : received) {
                await(() -> isThere(instance.get(path(sku)), units), "stock of " + sku);
            }
        }
    }

    private static String receipt(String sku, long units) {
        return """
        {"movementId": "%s-receipt", "sku": "%s", "warehouseId": "w-1", "kind": "RECEIPT", "quantity": %d}\
        """
                .formatted(sku, sku, units);
    }

    private static boolean isThere(Reply reply, long units) {
        return reply instanceof Reply.Came(int status, String body, _)
                && status == OK
                && JSON.readTree(body).path("received").asLong() == units;
    }

    private static String path(String sku) {
        return "/v1/inventory/" + sku;
    }

    /**
     * Many clients want one unit each.
     *
     * @return what they were told
     * @throws IOException if the stock is not taken in, or not as many units are reserved as were
     *     told to be
     */
    StockContention.Outcome contention(int clients, int units)
            throws IOException, InterruptedException {
        String sku = settings.run() + "-wanted";
        receive(List.of(sku), units);
        StockContention.Outcome outcome = new StockContention(instances).run(sku, clients);
        for (ServiceClient instance : instances) {
            await(() -> reserved(instance, sku) == units, units + " units reserved");
        }
        return outcome;
    }

    private static long reserved(ServiceClient instance, String sku) {
        return instance.get(path(sku)) instanceof Reply.Came(_, String body, _)
                ? JSON.readTree(body).path("reserved").asLong(-1)
                : -1;
    }

    /**
     * Reads at the first instance.
     *
     * @param own keys that it owns, else keys that the other one owns
     */
    RequestRun.Outcome reads(double ratePerSecond, boolean own) throws InterruptedException {
        List<String> keys = ownedBy(own ? 0 : 1);
        String label = own ? "reads of own keys" : "reads of another's keys";
        return measure(label, ratePerSecond, key -> instances.getFirst().get(path(key)), keys, OK);
    }

    /** Reserves one unit of a sku drawn from all, at each instance in turn. */
    RequestRun.Outcome reservations(double ratePerSecond) throws InterruptedException {
        AtomicLong number = new AtomicLong();
        return measure(
                "reservations",
                ratePerSecond,
                sku -> {
                    long mine = number.getAndIncrement();
                    String body =
                            """
                            {"reservationId": "%s-r-%d", "ttl": "PT10M", "lines": [{"sku": "%s", "quantity": 1}]}\
                            """
                                    .formatted(settings.run(), mine, sku);
                    return instances
                            .get((int) (mine % instances.size()))
                            .post("/v1/reservations", body);
                },
                skus,
                RESERVED);
    }

    private RequestRun.Outcome measure(
            String label,
            double ratePerSecond,
            Function<String, Reply> exchange,
            List<String> keys,
            int good)
            throws InterruptedException {
        SplittableRandom draws = new SplittableRandom(settings.seed());
        Stream<String> drawn = Stream.generate(() -> keys.get(draws.nextInt(keys.size())));
        var items = drawn.iterator();
        for (double share : settings.warmup().isPositive() ? WARMUP_SHARES : new double[0]) {
            RequestRun.run(
                    label + ", warm-up",
                    ratePerSecond * share,
                    settings.warmup().dividedBy(WARMUP_SHARES.length),
                    settings.seed(),
                    items,
                    exchange,
                    good);
        }
        return RequestRun.run(
                label,
                ratePerSecond,
                settings.duration(),
                settings.seed() + 1,
                items,
                exchange,
                good);
    }

    /** The skus of an instance, by what it says itself. */
    private List<String> ownedBy(int instance) throws InterruptedException {
        String owner = authority(instance);
        List<String> owned = new ArrayList<>();
        for (String sku : skus) {
            await(() -> servedBy(sku) != null, "an owner of " + sku);
            if (owner.equals(servedBy(sku))) {
                owned.add(sku);
            }
        }
        if (owned.isEmpty()) {
            throw new IllegalStateException(owner + " owns none of " + skus.size() + " skus");
        }
        return owned;
    }

    private @Nullable String servedBy(String sku) {
        return instances.getFirst().get(path(sku)) instanceof Reply.Came(int status, _, String by)
                        && status == OK
                ? by
                : null;
    }

    private String authority(int instance) {
        return instances.get(instance).service().getAuthority();
    }

    /**
     * Reads a key of the second instance at the first, while the second is killed.
     *
     * @param copied whether the first must have a copy before it begins
     * @param kill ends the second
     * @param after how long it is read after that
     */
    OwnerLoss.Outcome ownerLoss(
            double ratePerSecond, long maxLag, boolean copied, Runnable kill, Duration after)
            throws Exception {
        String path = path(ownedBy(1).getFirst()) + "?maxLag=" + maxLag;
        if (copied) {
            await(() -> isCopied(path), "a copy at " + authority(0));
        }
        return new OwnerLoss(instances.getFirst(), ratePerSecond)
                .run(path, authority(1), kill, settings.warmup(), after);
    }

    /** An instance that is asked by another one answers itself, from a copy where it has one. */
    private boolean isCopied(String path) {
        return instances.getFirst().get(path, OwnerClient.HOP_HEADER, "1")
                        instanceof Reply.Came(int status, _, _)
                && status == OK;
    }

    private static void await(BooleanSupplier condition, String what) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "not there after %d s: %s".formatted(PATIENCE.toSeconds(), what));
            }
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        }
    }

    @Override
    public void close() {
        instances.forEach(ServiceClient::close);
    }
}
