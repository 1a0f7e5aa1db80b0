package dev.tributary.cli.chaos;

import dev.tributary.cli.client.ServiceClient;
import dev.tributary.cli.client.ServiceClient.Reply;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Asks every instance again and again what it finds wrong, on a thread of its own. */
final class InvariantsWatch implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final int VIOLATIONS_KEPT = 100;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<ServiceClient> instances;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Set<String> violations = new LinkedHashSet<>();
    private final Thread thread;
    private int asked;
    private int answered;

    InvariantsWatch(List<ServiceClient> instances) {
        this.instances = instances;
        this.thread = Thread.ofVirtual().start(this::watch);
    }

    private void watch() {
        try {
            while (!ended.await(INTERVAL.toNanos(), TimeUnit.NANOSECONDS)) {
                instances.forEach(this::ask);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void ask(ServiceClient instance) {
        asked++;
        if (instance.get("/v1/invariants") instanceof Reply.Came(int status, String body, _)
                && status == 200) {
            answered++;
            for (JsonNode it : JSON.readTree(body).path("violations")) {
                if (violations.size() < VIOLATIONS_KEPT) {
                    violations.add(it.toString());
                }
            }
        }
    }

    /** Everything that was ever wrong. */
    synchronized List<String> violations() {
        return new ArrayList<>(violations);
    }

    /** How often it was asked. */
    synchronized int asked() {
        return asked;
    }

    /** How often there was an answer. */
    synchronized int answered() {
        return answered;
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
