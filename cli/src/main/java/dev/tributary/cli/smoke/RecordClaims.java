package dev.tributary.cli.smoke;

import static dev.tributary.cli.smoke.Claims.holds;
import static dev.tributary.cli.smoke.Claims.same;

import dev.tributary.cli.suite.Service;
import dev.tributary.schemas.FraudTopics;
import dev.tributary.schemas.IngestTopics;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.ingest.Transaction;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the topics hold in the end, against what was answered; and what the services tell of
 * themselves.
 */
final class RecordClaims {
    private final Scene scene;
    private final Claims claims;
    private final SuiteClient client;
    private final Purchases purchases;

    RecordClaims(Scene scene) {
        this.scene = scene;
        this.claims = scene.claims();
        this.client = scene.client();
        this.purchases = scene.purchases();
    }

    void run() {
        topics();
        operation();
    }

    private void topics() {
        claims.that(
                "the log has each accepted transaction and none that was refused",
                () -> {
                    var logged = new TreeSet<String>();
                    for (Transaction transaction :
                            CommittedTopic.values(
                                    IngestTopics.TRANSACTIONS,
                                    scene.suite().bootstrapServers(),
                                    scene.suite().registryUrl())) {
                        logged.add(transaction.getTransactionId());
                    }
                    same("what is logged", logged, purchases.accepted());
                });
        claims.that(
                "each accepted transaction has exactly one first verdict",
                () -> {
                    Map<String, Integer> verdicts = new TreeMap<>();
                    for (Verdict verdict :
                            CommittedTopic.values(
                                    FraudTopics.VERDICTS,
                                    scene.suite().bootstrapServers(),
                                    scene.suite().registryUrl())) {
                        if (!verdict.getRepeat()) {
                            verdicts.merge(verdict.getTransactionId(), 1, Integer::sum);
                        }
                    }
                    Map<String, Integer> expected = new TreeMap<>();
                    purchases.accepted().forEach(id -> expected.put(id, 1));
                    same("verdicts by transaction", verdicts, expected);
                });
        claims.that(
                "there are no dead letters",
                () -> {
                    String servers = scene.suite().bootstrapServers();
                    same(
                            "ingest's number",
                            CommittedTopic.count(IngestTopics.DEAD_LETTERS, servers),
                            0);
                    same(
                            "fraud's number",
                            CommittedTopic.count(FraudTopics.DEAD_LETTERS, servers),
                            0);
                });
    }

    private void operation() {
        for (Service service : Service.values()) {
            claims.that(
                    service.id() + " describes its API and shows its metrics",
                    () -> {
                        client.get(scene.url(service) + "/v3/api-docs").expect(200);
                        Reply metrics =
                                client.get(
                                        scene.suite().managementUrl(service)
                                                + "/actuator/prometheus");
                        holds(
                                metrics.expect(200).body().contains("kafka_stream"),
                                "there is no metric of Kafka Streams");
                    });
        }
    }
}
