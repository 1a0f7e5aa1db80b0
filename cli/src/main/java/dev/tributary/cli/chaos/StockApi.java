package dev.tributary.cli.chaos;

import dev.tributary.cli.chaos.Evidence.Audit;
import dev.tributary.cli.chaos.Evidence.Standing;
import dev.tributary.cli.chaos.Evidence.Stock;
import dev.tributary.cli.chaos.Operation.Line;
import dev.tributary.cli.client.ServiceClient;
import dev.tributary.cli.client.ServiceClient.Reply;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** What inventory-service says, asked at its instances in turn until one of them says it. */
final class StockApi {
    private static final int AT_ONCE = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<ServiceClient> instances;
    private final AtomicInteger turn = new AtomicInteger();

    StockApi(List<ServiceClient> instances) {
        this.instances = instances;
    }

    /** The stock of skus; those that are not known are left out. */
    Map<String, Stock> stock(List<String> skus) {
        return all("/v1/inventory/", skus, StockApi::stock);
    }

    /** Where reservations stand; those that are not known are left out. */
    Map<String, Standing> reservations(List<String> ids) {
        return all("/v1/reservations/", ids, StockApi::standing);
    }

    /** Where orders stand; those that are not known are left out. */
    Map<String, Standing> orders(List<String> ids) {
        return all("/v1/orders/", ids, StockApi::standing);
    }

    /** What is known of all stock together. */
    Audit audit() {
        JsonNode all = ask("/v1/invariants");
        if (all == null) {
            throw new IllegalStateException("there is no GET /v1/invariants");
        }
        JsonNode total = all.path("total");
        return new Audit(
                total.path("openHolds").asLong(),
                total.path("reserved").asLong(),
                all.path("violationCount").asLong());
    }

    private <T> Map<String, T> all(String path, List<String> ids, Function<JsonNode, T> read) {
        Map<String, T> found = new ConcurrentHashMap<>();
        List<Future<?>> asked = new ArrayList<>();
        try (ExecutorService threads =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            for (String id : ids) {
                asked.add(
                        threads.submit(() -> {
                            JsonNode node = ask(path + id);
                            if (node != null) {
                                found.put(id, read.apply(node));
                            }
                        }));
            }
        }
        // What was thrown there is thrown here.
        asked.forEach(Future::resultNow);
        return found;
    }

    /**
     * @return null where there is nothing
     * @throws IllegalStateException where nobody says within the patience
     */
    private @Nullable JsonNode ask(String path) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Reply last;
        do {
            ServiceClient instance =
                    instances.get(Math.floorMod(turn.getAndIncrement(), instances.size()));
            last = instance.get(path);
            if (last instanceof Reply.Came(int status, String body, _)) {
                if (status == 200) {
                    return JSON.readTree(body);
                }
                if (status == 404) {
                    return null;
                }
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        } while (System.nanoTime() < deadline);
        throw new IllegalStateException("GET " + path + ": " + last);
    }

    private static Standing standing(JsonNode node) {
        List<Line> lines = new ArrayList<>();
        for (JsonNode line : node.path("lines")) {
            lines.add(new Line(line.path("sku").asString(), line.path("quantity").asLong()));
        }
        return new Standing(
                node.path("status").asString(),
                lines,
                Instant.parse(node.path("expiresAt").asString()));
    }

    private static Stock stock(JsonNode node) {
        long onHand = 0;
        long reserved = 0;
        for (JsonNode warehouse : node.path("warehouses")) {
            onHand += warehouse.path("onHand").asLong();
            reserved += warehouse.path("reserved").asLong();
        }
        return new Stock(
                node.path("onHand").asLong(),
                node.path("reserved").asLong(),
                node.path("safetyStock").asLong(),
                node.path("available").asLong(),
                node.path("received").asLong(),
                node.path("returned").asLong(),
                node.path("adjusted").asLong(),
                node.path("sold").asLong(),
                onHand,
                reserved);
    }
}
