package dev.tributary.ingest;

import static dev.tributary.ingest.Bodies.aTransaction;
import static dev.tributary.ingest.IngestInstance.PATIENCE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.local.RealKafka;
import dev.tributary.schemas.ingest.Transaction;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The broker and the registry go away under the service, and come back. */
class BrokerOutageIT {
    /**
     * A second or two, and much more for a busy machine; a client's own limits are 30 s and more.
     */
    private static final Duration TOLD_WITHIN = Duration.ofSeconds(15);

    @TempDir Path folder;

    @Test
    void shouldTellAndRecoverWhenTheBrokerGoesAndComesBack() throws Exception {
        try (RealKafka kafka = RealKafka.own()) {
            kafka.createTopics();
            kafka.deploySchemas();
            try (IngestInstance service =
                            IngestInstance.start(
                                            kafka.bootstrapServers(), kafka.registryUrl(), folder)
                                    .awaitReady();
                    PlayedScorer scorer =
                            new PlayedScorer(kafka.bootstrapServers(), kafka.registryUrl())) {
                assertThat(service.post(aTransaction().id("before").json()).statusCode())
                        .isEqualTo(200);

                kafka.registry().kill();
                assertThat(service.post(aTransaction().id("no-registry").json()).statusCode())
                        .isEqualTo(200);

                kafka.broker().kill();
                assertToldSoon(service);
                assertToldSoon(service);
                assertBulkIsTold(service);

                kafka.broker().start();
                await().atMost(PATIENCE)
                        .until(() ->
                                service.post(aTransaction().id("after").json(), "Prefer", "wait=20")
                                                .statusCode()
                                        == 200);
                await().atMost(PATIENCE)
                        .until(() -> service.health("readiness").statusCode() == 200);
                assertThat(scorer.transactionsOf("c-17", 3))
                        .extracting(Transaction::getTransactionId)
                        .contains("before", "no-registry", "after")
                        .filteredOn(it -> it.equals("before") || it.equals("no-registry"))
                        .hasSize(2);
            }
        }
    }

    private static void assertToldSoon(IngestInstance service) throws Exception {
        long fromNanos = System.nanoTime();
        HttpResponse<String> answer = service.post(aTransaction().id("lost").json());

        assertThat(Duration.ofNanos(System.nanoTime() - fromNanos)).isLessThan(TOLD_WITHIN);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(answer.body())
                .contains("\"transactionId\":\"lost\"", "again with the same transactionId");
    }

    private static void assertBulkIsTold(IngestInstance service) throws Exception {
        String lines =
                IntStream.range(0, 5_000)
                        .mapToObj(i -> aTransaction().id("lost-" + i).json())
                        .collect(Collectors.joining("\n", "{}\n", ""));
        long fromNanos = System.nanoTime();
        List<String> answers = service.bulk(lines).body().lines().toList();

        assertThat(Duration.ofNanos(System.nanoTime() - fromNanos))
                .isLessThan(TOLD_WITHIN.multipliedBy(3));
        assertThat(answers).hasSize(5_001);
        assertThat(answers.getFirst()).contains("REJECTED");
        assertThat(answers.subList(1, answers.size()))
                .allMatch(it -> it.contains("\"status\":\"UNKNOWN\""));
    }
}
