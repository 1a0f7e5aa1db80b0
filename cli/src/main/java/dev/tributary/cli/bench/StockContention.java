package dev.tributary.cli.bench;

import dev.tributary.cli.client.ServiceClient;
import dev.tributary.cli.client.ServiceClient.Reply;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Many clients want one unit each of a sku that has fewer, all at the same moment, half of them at
 * each instance. Each repeats its request, under the same id, until it is told yes (201) or no
 * (409).
 */
final class StockContention {
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int REPEATS_MAX = 200;
    private static final int ACCEPTED = 202;
    private static final int SERVER_ERRORS = 500;

    private final List<ServiceClient> instances;
    private final AtomicInteger repeats = new AtomicInteger();

    /**
     * What came of it.
     *
     * @param byStatus the last answer of every client; 0 where there was none
     * @param repeats requests that were sent again
     * @param took until every client was answered
     */
    record Outcome(Map<Integer, Integer> byStatus, int repeats, Duration took) {}

    StockContention(List<ServiceClient> instances) {
        this.instances = instances;
    }

    Outcome run(String sku, int clients) throws InterruptedException {
        CountDownLatch all = new CountDownLatch(clients);
        List<Future<Integer>> asked = new ArrayList<>();
        long startNanos = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < clients; i++) {
                ServiceClient instance = instances.get(i % instances.size());
                String body =
                        """
                        {"reservationId": "%s-%d", "ttl": "PT1H", "lines": [{"sku": "%s", "quantity": 1}]}\
                        """
                                .formatted(sku, i, sku);
                asked.add(
                        threads.submit(() -> {
                            all.countDown();
                            all.await();
                            return untilAnswered(instance, body);
                        }));
            }
        }
        Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
        Map<Integer, Integer> byStatus = new TreeMap<>();
        for (Future<Integer> answer : asked) {
            try {
                byStatus.merge(answer.get(), 1, Integer::sum);
            } catch (ExecutionException e) {
                throw new IllegalStateException("a client failed", e);
            }
        }
        return new Outcome(byStatus, repeats.get(), took);
    }

    private int untilAnswered(ServiceClient instance, String body) {
        int last = 0;
        for (int tries = 0; tries <= REPEATS_MAX; tries++) {
            if (tries > 0) {
                repeats.incrementAndGet();
                LockSupport.parkNanos(PAUSE.toNanos());
            }
            last =
                    switch (instance.post("/v1/reservations", body)) {
                        case Reply.Came(int status, _, _) -> status;
                        case Reply.Lost _ -> 0;
                    };
            if (last != 0 && last != ACCEPTED && last < SERVER_ERRORS) {
                return last;
            }
        }
        return last;
    }
}
