package dev.tributary.fraud;

import static dev.tributary.fraud.FraudInstance.PATIENCE;
import static dev.tributary.fraud.topology.TransactionBuilder.aTransaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.local.RealKafka;
import dev.tributary.schemas.fraud.Decision;
import dev.tributary.schemas.ingest.Label;
import dev.tributary.schemas.ingest.LabelSource;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Cases over a broker and a registry, at two instances that share them. A rule asks for a review of
 * every transaction of an odd amount; the order is that of the life of cases.
 */
@TestMethodOrder(OrderAnnotation.class)
class CasesIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String CASES = "/v1/cases/";
    private static final long ODD_AMOUNT = 777;
    private static final int MANY = 12;
    private static final List<String> ALL =
            IntStream.range(0, MANY).mapToObj("t-%02d"::formatted).toList();

    @TempDir static Path folder;

    private static RealKafka kafka;
    private static FraudInstance first;
    private static FraudInstance second;
    private static PlayedIngest ingest;

    @BeforeAll
    static void startTwo() throws Exception {
        kafka = RealKafka.cleared();
        kafka.createTopics();
        kafka.deploySchemas();
        first = FraudInstance.start(kafka, folder.resolve("first"));
        second = FraudInstance.start(kafka, folder.resolve("second"));
        first.awaitReady();
        second.awaitReady();
        ingest = new PlayedIngest(kafka);
        String rule = "/v1/rules/ODD";
        assertThat(
                        first.put(
                                        rule,
                                        """
                                        {"expression": "amountMinor == %d.0", "action": "REVIEW",
                                         "description": "An odd amount."}
                                        """
                                                .formatted(ODD_AMOUNT))
                                .statusCode())
                .isEqualTo(201);
        await().atMost(PATIENCE).until(() -> second.json(rule).path("inForce").asBoolean());
    }

    @AfterAll
    static void stop() {
        ingest.close();
        first.close();
        second.close();
    }

    @Test
    @Order(1)
    void shouldShowAReviewAsAnOpenCaseAtEitherInstance() throws Exception {
        for (String id : ALL) {
            assertThat(
                            ingest.decide(aTransaction(id).card("c-" + id).amountMinor(ODD_AMOUNT))
                                    .getDecision())
                    .isEqualTo(Decision.REVIEW);
        }
        ingest.decide(aTransaction("plain").card("c-plain").amountMinor(1));

        for (String id : ALL) {
            for (FraudInstance instance : List.of(first, second)) {
                await().atMost(PATIENCE).until(() -> status(instance, id).equals("OPEN"));
            }
        }
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(ALL)
                                .extracting(CasesIT::owner)
                                .contains(first.name(), second.name()));
        JsonNode open = first.json(CASES + "t-00");
        assertThat(open.path("cardId").asString()).isEqualTo("c-t-00");
        assertThat(open.path("reasons").get(0).path("code").asString()).isEqualTo("ODD");
        assertThat(open.path("score").asDouble()).isBetween(0.0, 1.0);
        assertThat(Instant.parse(open.path("occurredAt").asString()))
                .isBefore(Instant.parse(open.path("openedAt").asString()));
        assertThat(open.has("resolution")).isFalse();
        assertThat(first.get(CASES + "plain").statusCode()).as("needs no review").isEqualTo(404);
    }

    @Test
    @Order(2)
    void shouldResolveACaseAtTheInstanceThatDoesNotOwnIt() throws Exception {
        for (FraudInstance asked : List.of(first, second)) {
            String id = ownedBy(asked == first ? second : first);

            HttpResponse<String> answer =
                    asked.post(resolution(id), "{\"decision\":\"BLOCK\",\"note\":\"stolen\"}");

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            JsonNode resolved = JSON.readTree(answer.body());
            assertThat(resolved.path("status").asString()).isEqualTo("RESOLVED");
            assertThat(resolved.path("resolution").path("decision").asString()).isEqualTo("BLOCK");
            assertThat(resolved.path("resolution").path("note").asString()).isEqualTo("stolen");
            assertThat(resolved.path("resolution").path("source").asString()).isEqualTo("ANALYST");
            assertThat(first.json(CASES + id)).isEqualTo(resolved);
            assertThat(second.json(CASES + id)).isEqualTo(resolved);
            Label label = ingest.labels(id).getFirst();
            assertThat(label)
                    .isEqualTo(
                            new Label(
                                    id,
                                    true,
                                    LabelSource.ANALYST,
                                    "stolen",
                                    label.getLabelledAt(),
                                    label.getReceivedAt()));
            assertThat(label.getLabelledAt().toString())
                    .isEqualTo(resolved.path("resolution").path("resolvedAt").asString());
        }
    }

    @Test
    @Order(3)
    void shouldWriteNothingWhenAskedAgainAndANewerLabelWhenCorrected() throws Exception {
        String id = ownedBy(second);
        String block = "{\"decision\":\"BLOCK\"}";
        assertThat(second.post(resolution(id), block).statusCode()).isEqualTo(200);
        int before = ingest.labels(id).size();

        HttpResponse<String> again = first.post(resolution(id), block);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(again.body())).isEqualTo(first.json(CASES + id));
        assertThat(ingest.labels(id)).hasSize(before);

        // A label whose clock is ahead counts until one is dated after it.
        Instant ahead = Instant.now().plus(Duration.ofMinutes(30)).truncatedTo(ChronoUnit.MILLIS);
        ingest.label(id, true, ahead, Instant.now());
        await().atMost(PATIENCE)
                .until(() -> resolution(first, id).path("source").asString().equals("CHARGEBACK"));
        HttpResponse<String> corrected = first.post(resolution(id), "{\"decision\":\"APPROVE\"}");
        assertThat(corrected.statusCode()).isEqualTo(200);
        assertThat(resolution(second, id).path("decision").asString()).isEqualTo("APPROVE");
        Label newest = ingest.labels(id).getLast();
        assertThat(newest.getFraud()).isFalse();
        assertThat(newest.getLabelledAt()).isEqualTo(ahead.plusMillis(1));
    }

    @Test
    @Order(4)
    void shouldTakeALabelFromElsewhereThatCameBeforeItsVerdict() throws Exception {
        Instant now = Instant.now();
        ingest.label("early", false, now, now);
        ingest.label("nobody", false, now, now);
        ingest.decide(aTransaction("early").card("c-early").amountMinor(ODD_AMOUNT));

        await().atMost(PATIENCE).until(() -> status(first, "early").equals("RESOLVED"));
        assertThat(resolution(second, "early").path("source").asString()).isEqualTo("CHARGEBACK");
        assertThat(second.get(CASES + "nobody").statusCode())
                .as("a label makes no case")
                .isEqualTo(404);
    }

    @Test
    @Order(5)
    void shouldRefuseWhatCannotBe() throws Exception {
        String open = ALL.getLast();
        for (FraudInstance instance : List.of(first, second)) {
            HttpResponse<String> bad =
                    instance.post(resolution(open), "{\"decision\":\"MAYBE\",\"why\":1}");
            assertThat(bad.statusCode()).isEqualTo(400);
            assertThat(bad.body()).contains("\"decision\"", "\"why\"");
            assertThat(instance.post(resolution(open), "").statusCode()).isEqualTo(400);
            assertThat(
                            instance.post(resolution(open), "{\"note\":\"" + "x".repeat(16_384))
                                    .statusCode())
                    .isEqualTo(413);
            HttpResponse<String> unknown =
                    instance.post(resolution("unknown"), "{\"decision\":\"BLOCK\"}");
            assertThat(unknown.statusCode()).isEqualTo(404);
            assertThat(instance.get(CASES + "unknown").statusCode()).isEqualTo(404);
            assertThat(instance.get("/v1/cases?status=LABELLED").statusCode()).isEqualTo(400);
            assertThat(instance.get("/v1/cases?limit=0").statusCode()).isEqualTo(400);
            assertThat(instance.get("/v1/cases?cursor=x").statusCode()).isEqualTo(400);
        }
        assertThat(ingest.labels(open)).isEmpty();
        assertThat(ingest.labels("unknown")).isEmpty();
    }

    @Test
    @Order(6)
    void shouldListEachCaseOnceOldestFirstAtEitherInstance() throws Exception {
        List<JsonNode> open = list(first, "OPEN");
        List<JsonNode> resolved = list(second, "RESOLVED");

        assertThat(open)
                .isEqualTo(list(second, "OPEN"))
                .allSatisfy(it -> assertThat(it.path("status").asString()).isEqualTo("OPEN"))
                .extracting(it -> Instant.parse(it.path("openedAt").asString()))
                .isSorted();
        assertThat(resolved)
                .isEqualTo(list(first, "RESOLVED"))
                .allSatisfy(it -> assertThat(it.path("status").asString()).isEqualTo("RESOLVED"));
        List<String> listed = new ArrayList<>();
        open.forEach(it -> listed.add(it.path("transactionId").asString()));
        resolved.forEach(it -> listed.add(it.path("transactionId").asString()));
        List<String> expected = new ArrayList<>(ALL);
        expected.add("early");
        assertThat(listed).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(first.json("/v1/cases").path("items").get(0)).isEqualTo(open.getFirst());
    }

    @Test
    @Order(7)
    void shouldAnswerBeforeTheCaseShowsItsResolutionWhenThatTakesTooLong() throws Exception {
        List<String> open =
                list(first, "OPEN").stream()
                        .map(it -> it.path("transactionId").asString())
                        .toList();
        second.close();
        second =
                FraudInstance.start(
                                kafka,
                                folder.resolve("third"),
                                "--tributary.fraud.cases.api.shown-wait=0ms")
                        .awaitReady();

        List<HttpResponse<String>> answers = new ArrayList<>();
        for (String id : open) {
            await().atMost(PATIENCE).until(() -> status(second, id).equals("OPEN"));
            HttpResponse<String> answer = second.post(resolution(id), "{\"decision\":\"APPROVE\"}");
            answers.add(answer);
            await().atMost(PATIENCE).until(() -> status(second, id).equals("RESOLVED"));
            if (answer.statusCode() == 202) {
                assertThat(answer.headers().firstValue("Location")).contains(CASES + id);
            }
        }

        assertThat(answers)
                .as("the view follows within a tenth of a second, not at once")
                .extracting(HttpResponse::statusCode)
                .contains(202)
                .isSubsetOf(200, 202);
        assertThat(list(first, "OPEN")).isEmpty();
        assertThat(first.metrics())
                .contains(
                        "tributary_fraud_cases_total{outcome=\"opened\"}",
                        "tributary_fraud_cases_total{outcome=\"resolved\"}",
                        "tributary_fraud_cases_total{outcome=\"corrected\"}",
                        "tributary_fraud_cases_total{outcome=\"expired_open\"}",
                        "tributary_fraud_cases_total{outcome=\"expired_resolved\"}");
    }

    /** All cases of a status, by pages of three. */
    private static List<JsonNode> list(FraudInstance instance, String status) throws Exception {
        List<JsonNode> listed = new ArrayList<>();
        String cursor = "";
        while (true) {
            HttpResponse<String> answer =
                    instance.get("/v1/cases?limit=3&status=" + status + cursor);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            JsonNode page = JSON.readTree(answer.body());
            assertThat(page.path("items").size()).isLessThanOrEqualTo(3);
            page.path("items").forEach(listed::add);
            if (!page.has("next")) {
                return listed;
            }
            cursor = "&cursor=" + page.path("next").asString();
        }
    }

    /** An open case that the instance owns. */
    private static String ownedBy(FraudInstance instance) throws Exception {
        for (String id : ALL) {
            if (status(first, id).equals("OPEN") && owner(id).equals(instance.name())) {
                return id;
            }
        }
        throw new AssertionError("no open case is left at " + instance.name());
    }

    private static String owner(String id) {
        try {
            return first.get(CASES + id)
                    .headers()
                    .firstValue("Tributary-Served-By")
                    .orElse("nobody");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String status(FraudInstance instance, String id) throws Exception {
        return instance.json(CASES + id).path("status").asString("");
    }

    private static JsonNode resolution(FraudInstance instance, String id) throws Exception {
        return instance.json(CASES + id).path("resolution");
    }

    private static String resolution(String id) {
        return CASES + id + "/resolution";
    }
}
