package dev.tributary.common.registry;

import static dev.tributary.common.registry.InMemoryRegistry.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tributary.common.registry.InMemoryRegistry.Answer;
import dev.tributary.common.registry.InMemoryRegistry.Request;
import dev.tributary.common.registry.SchemaDeployment.Missing;
import dev.tributary.schemas.FraudTopics;
import dev.tributary.schemas.IngestTopics;
import dev.tributary.schemas.TopicSpec;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.ingest.Transaction;

import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How the client meets faults, which a real registry cannot be made to have. That the client and a
 * real registry understand each other is shown where that registry runs.
 */
class SchemaRegistryClientTest {
    private static final Schema SCHEMA = Transaction.getClassSchema();

    private final InMemoryRegistry registry = new InMemoryRegistry();
    private final InMemoryRegistry other = new InMemoryRegistry();

    @AfterEach
    void close() {
        registry.close();
        other.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void shouldAskAgainWhenTheAnswerMayPass(int status) {
        registry.answer(fault(status, status * 100 + 1, "busy"), fault(status, 0, ""));

        try (SchemaRegistryClient client = client(Map.of("max.retries", 2))) {
            assertThat(client.register("s", SCHEMA)).isEqualTo(1);
        }
        assertThat(registry.requests()).hasSize(3);
    }

    @Test
    void shouldAskAgainWhenTheConnectionBreaksOrStaysSilent() {
        registry.answer(new Answer.Cut(), new Answer.Silence());

        try (SchemaRegistryClient client =
                client(Map.of("max.retries", 3, "http.read.timeout.ms", 200))) {
            assertThat(client.subjects()).isEmpty();
        }
    }

    @Test
    void shouldGiveUpWhenTheRetriesAreUsedUp() {
        registry.answer(
                fault(503, 50301, "starting"),
                fault(503, 50301, "starting"),
                fault(500, 50001, "x"));

        try (SchemaRegistryClient client = client(Map.of("max.retries", 2))) {
            assertThatExceptionOfType(SchemaRegistryUnavailableException.class)
                    .isThrownBy(() -> client.lookUp("orders-value", SCHEMA))
                    .withMessage(
                            "cannot look up schema dev.tributary.schemas.ingest.Transaction of subject"
                                    + " 'orders-value': %s: HTTP 500, error code 50001: x (tried 3 times)",
                            registry.url());
        }
        assertThat(registry.requests()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 409, 422})
    void shouldAskOnceWhenTheAnswerIsNo(int status) {
        registry.answer(fault(status, 4711, "no"));

        try (SchemaRegistryClient client = client(Map.of("max.retries", 3))) {
            assertThatExceptionOfType(SchemaRegistryException.class)
                    .isThrownBy(() -> client.register("orders-value", SCHEMA))
                    .withMessage(
                            "cannot register schema dev.tributary.schemas.ingest.Transaction of subject"
                                    + " 'orders-value': %s: HTTP %d, error code 4711: no",
                            registry.url(), status)
                    .satisfies(e -> {
                        assertThat(e.status()).isEqualTo(status);
                        assertThat(e.errorCode()).isEqualTo(4711);
                        assertThat(e.isIncompatible()).isEqualTo(status == 409);
                    });
        }
        assertThat(registry.requests()).hasSize(1);
    }

    @Test
    void shouldGoToTheNextAddressAndStayThereWhenTheFirstIsAway() {
        registry.close();

        try (SchemaRegistryClient client =
                client(
                        Map.of(
                                "schema.registry.url",
                                registry.url() + "," + other.url(),
                                "max.retries",
                                0))) {
            assertThat(client.register("s", SCHEMA)).isEqualTo(1);
            assertThat(client.lookUp("s", SCHEMA)).isPresent();
        }
        assertThat(other.requests()).hasSize(2);
    }

    @Test
    void shouldGoToTheNextAddressWhenTheFirstIsBusy() {
        registry.answer(fault(503, 0, "busy"));

        try (SchemaRegistryClient client =
                client(Map.of("schema.registry.url", registry.url() + "," + other.url()))) {
            client.register("s", SCHEMA);
            client.lookUp("s", SCHEMA);
        }
        assertThat(registry.requests()).hasSize(1);
        assertThat(other.requests()).hasSize(2);
    }

    @Test
    void shouldNameEveryAddressWithoutCredentialsWhenAllAreAway() {
        registry.close();
        other.close();
        String first = registry.url().replace("http://", "http://mallory:s3cret@");

        try (SchemaRegistryClient client =
                client(
                        Map.of(
                                "schema.registry.url",
                                first + "," + other.url(),
                                "max.retries",
                                1,
                                "retries.wait.ms",
                                1))) {
            assertThatExceptionOfType(SchemaRegistryUnavailableException.class)
                    .isThrownBy(() -> client.schema(7))
                    .withMessageStartingWith("cannot get schema with id 7: " + registry.url())
                    .withMessageContaining(other.url() + ": ConnectException")
                    .withMessageEndingWith("(tried 2 times)")
                    .satisfies(e -> assertThat(e).hasMessageNotContainingAny("mallory", "s3cret"));
        }
    }

    @Test
    void shouldSendCredentialsAndKeepThePath() {
        Map<String, Object> user =
                Map.of(
                        "basic.auth.credentials.source",
                        "USER_INFO",
                        "basic.auth.user.info",
                        "ann:s3cret");
        try (SchemaRegistryClient client = client(user)) {
            client.versions("a subject/ä");
        }
        try (SchemaRegistryClient client = client(Map.of("bearer.auth.token", "abc"))) {
            client.subjects();
        }

        assertThat(registry.requests())
                .extracting(Request::path)
                .startsWith("/apis/registry/subjects/a%20subject%2F%C3%A4/versions");
        assertThat(registry.requests())
                .extracting(request -> request.authorization().orElse(""))
                .containsExactly("Basic YW5uOnMzY3JldA==", "Bearer abc");
    }

    @Test
    void shouldSayThatThereIsNoRegistryWhenSomethingElseAnswers() {
        registry.answer(new Answer.Text(200, "<html>Welcome</html>"));

        try (SchemaRegistryClient client = client(Map.of())) {
            assertThatExceptionOfType(SchemaRegistryException.class)
                    .isThrownBy(client::subjects)
                    .withMessageContaining("is no schema registry: <html>Welcome</html>");
        }
    }

    @Test
    void shouldNotTakeAWrongPathForAMissingSubject() {
        String wrong = registry.url().replace("/apis/registry", "/wrong");

        try (SchemaRegistryClient client = client(Map.of("schema.registry.url", wrong))) {
            assertThatExceptionOfType(SchemaRegistryException.class)
                    .isThrownBy(() -> client.lookUp("s", SCHEMA))
                    .withMessageContaining("HTTP 404");
        }
    }

    @Test
    void shouldRefuseSchemaWhenItIsNotAvroAlone() {
        registry.answer(
                new Answer.Text(200, "{\"schemaType\": \"JSON\", \"schema\": \"{}\"}"),
                new Answer.Text(
                        200,
                        "{\"schema\": \"\\\"x.Y\\\"\", \"references\": [{\"name\": \"x.Y\"}]}"),
                new Answer.Text(200, "{\"schema\": \"{\"}"),
                new Answer.Text(200, "{}"));

        try (SchemaRegistryClient client = client(Map.of())) {
            for (String reason :
                    List.of(
                            "of type JSON, not Avro",
                            "refers to other schemas",
                            "no Avro schema",
                            "no Avro schema")) {
                assertThatExceptionOfType(SchemaRegistryException.class)
                        .isThrownBy(() -> client.schema(7))
                        .withMessageContaining("cannot get schema with id 7")
                        .withMessageContaining(reason);
            }
        }
    }

    @Test
    void shouldStopWaitingWhenTheThreadIsInterrupted() {
        registry.answer(new Answer.Silence());

        try (SchemaRegistryClient client = client(Map.of())) {
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(SchemaRegistryUnavailableException.class)
                    .isThrownBy(client::subjects)
                    .withMessageContaining("interrupted");
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void shouldReadBackWhatWasRegistered() {
        Schema changed = SchemaBuilder.record("R").fields().requiredLong("n").endRecord();

        try (SchemaRegistryClient client = client(Map.of())) {
            int id = client.register("s", SCHEMA);
            int next = client.register("s", changed);

            assertThat(client.schema(next)).isEqualTo(changed);
            assertThat(client.lookUp("s", SCHEMA).orElseThrow().id()).isEqualTo(id);
            assertThat(client.versions("s")).containsExactly(1, 2);
            assertThat(client.version("s", 1).orElseThrow().id()).isEqualTo(id);
            assertThat(client.latest("s")).contains(new RegisteredSchema("s", 2, next, changed));
            assertThat(client.version("s", 3)).isEmpty();
            assertThat(client.latest("t")).isEmpty();
            assertThat(client.versions("t")).isEmpty();
            assertThat(client.lookUp("t", SCHEMA)).isEmpty();
        }
    }

    @Test
    void shouldNameEverySchemaThatIsMissing() {
        try (SchemaRegistryClient client = client(Map.of("max.retries", 0))) {
            SchemaDeployment deployment = new SchemaDeployment(client);
            List<TopicSpec<?, ?>> topics = List.of(IngestTopics.TRANSACTIONS, FraudTopics.VERDICTS);
            client.register("fraud.verdicts.v1-value", SCHEMA);

            assertThat(deployment.verify(topics))
                    .containsExactly(
                            new Missing(
                                    "ingest.transactions.v1-value",
                                    "the registry has no such subject; run the deploy step"),
                            new Missing(
                                    "fraud.verdicts.v1-value",
                                    "the registry has the subject, but not this version of"
                                            + " dev.tributary.schemas.fraud.Verdict; run the deploy"
                                            + " step"));
            client.register("ingest.transactions.v1-value", SCHEMA);
            client.register("fraud.verdicts.v1-value", Verdict.getClassSchema());
            assertThat(deployment.verify(topics)).isEmpty();

            registry.close();
            assertThatExceptionOfType(SchemaRegistryUnavailableException.class)
                    .isThrownBy(() -> deployment.verify(topics))
                    .withMessageContainingAll(registry.url(), "ConnectException");
        }
    }

    private SchemaRegistryClient client(Map<String, ?> more) {
        Map<String, Object> configs = new HashMap<>();
        configs.put("schema.registry.url", registry.url());
        configs.put("retries.wait.ms", 1);
        configs.putAll(more);
        return SchemaRegistryClient.of(configs);
    }
}
