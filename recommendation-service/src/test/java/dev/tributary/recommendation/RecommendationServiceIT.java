package dev.tributary.recommendation;

import static dev.tributary.common.fixtures.RunningService.PATIENCE;
import static dev.tributary.common.fixtures.RunningService.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.common.fixtures.PlayedTopics;
import dev.tributary.common.fixtures.RunningService;
import dev.tributary.local.FreePorts;
import dev.tributary.local.RealKafka;
import dev.tributary.schemas.IngestTopics;
import dev.tributary.schemas.InteractionKey;
import dev.tributary.schemas.InventoryTopics;
import dev.tributary.schemas.RecommendationTopics;
import dev.tributary.schemas.TopicSpec;
import dev.tributary.schemas.ingest.Consent;
import dev.tributary.schemas.ingest.ErasedInteractions;
import dev.tributary.schemas.ingest.Erasure;
import dev.tributary.schemas.ingest.Interaction;
import dev.tributary.schemas.ingest.InteractionKind;
import dev.tributary.schemas.inventory.OrderLine;
import dev.tributary.schemas.inventory.OrderLineStatus;
import dev.tributary.schemas.inventory.OrderStatus;
import dev.tributary.schemas.recommendation.ErasedSessions;
import dev.tributary.schemas.recommendation.Session;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** Two instances over a real broker and registry; every one knows what visitors do. */
@TestMethodOrder(OrderAnnotation.class)
class RecommendationServiceIT {
    private static final String MIN_POSITION = "Tributary-Min-Position";
    @TempDir static Path folder;

    private static RealKafka kafka;
    private static RunningService one;
    private static RunningService other;
    private static PlayedTopics world;
    private static int interactions;

    @BeforeAll
    static void startTwo() {
        kafka = RealKafka.own();
        kafka.createTopics();
        kafka.deploySchemas();
        one = start("one");
        other = start("other");
        one.awaitReady();
        other.awaitReady();
        world = new PlayedTopics(kafka.bootstrapServers(), kafka.registryUrl());
    }

    private static RunningService start(String state) {
        return RunningService.start(
                RecommendationApplication.class,
                FreePorts::one,
                kafka.bootstrapServers(),
                kafka.registryUrl(),
                folder.resolve(state));
    }

    @AfterAll
    static void stop() {
        world.close();
        one.close();
        other.close();
        kafka.close();
    }

    /** Returns the position, as the way in tells it in a header. */
    private static String click(String session, String sku, InteractionKind kind) {
        return click(null, session, sku, kind);
    }

    private static String click(
            @Nullable String customer, String session, String sku, InteractionKind kind) {
        String id = "i-" + interactions++;
        Interaction interaction =
                new Interaction(
                        id,
                        session,
                        customer,
                        sku,
                        kind,
                        WireRecords.NOON,
                        Instant.now().truncatedTo(ChronoUnit.MILLIS));
        return place(session, InteractionKey.of(session, id), interaction);
    }

    private static String place(String session, String key, @Nullable Interaction interaction) {
        RecordMetadata place =
                world.send(IngestTopics.INTERACTIONS.name(), partition(session), key, interaction);
        return place.topic() + "-" + place.partition() + ":" + place.offset();
    }

    private static String view(String session, String sku) {
        return click(session, sku, InteractionKind.VIEW);
    }

    /** As the way in does it. */
    private static int partition(String session) {
        return Utils.toPositive(Utils.murmur2(session.getBytes(StandardCharsets.UTF_8)))
                % IngestTopics.INTERACTIONS.partitions();
    }

    private static void stock(String sku, long available) {
        world.send(InventoryTopics.STOCK_LEVELS.name(), sku, WireRecords.stock(sku, available));
    }

    private static JsonNode recommended(RunningService instance, String session, String position) {
        HttpResponse<String> answer =
                instance.get(
                        "/v1/recommendations?wait=PT10S&sessionId=" + session,
                        MIN_POSITION,
                        position);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private static List<String> skus(JsonNode recommendations) {
        return StreamSupport.stream(recommendations.get("items").spliterator(), false)
                .map(it -> it.get("sku").stringValue())
                .toList();
    }

    /** Visitors who look at one item and then at the next; waits until all instances know. */
    private static void visitors(String name, String... items) {
        for (int visitor = 0; visitor < 3; visitor++) {
            for (String item : items) {
                view(name + "-visitor-" + visitor, item);
            }
        }
        String last = items[items.length - 1];
        for (RunningService instance : List.of(one, other)) {
            await().atMost(PATIENCE)
                    .until(() ->
                            skus(json(instance.get("/v1/items/" + items[0] + "/also-viewed")))
                                    .contains(last));
        }
    }

    @Test
    void shouldRecommendWhatVisitorsOfTheSameItemsWentOnTo() {
        visitors("plain", "plain-a", "plain-b", "plain-c");
        String position = view("plain-now", "plain-a");

        for (RunningService instance : List.of(one, other)) {
            JsonNode recommendations = recommended(instance, "plain-now", position);
            assertThat(recommendations.get("strategy").stringValue()).isEqualTo("SESSION");
            assertThat(skus(recommendations)).containsExactly("plain-b", "plain-c");
            assertThat(recommendations.get("items").get(0).get("because").get(0).stringValue())
                    .isEqualTo("plain-a");
            assertThat(recommendations.get("indexPosition").stringValue())
                    .contains("recommendation.sessions.v1-");
            assertThat(Instant.parse(recommendations.get("asOf").stringValue()))
                    .isEqualTo(WireRecords.NOON);
        }
        String next = view("plain-now", "plain-b");
        assertThat(skus(recommended(other, "plain-now", next)).getFirst()).isEqualTo("plain-c");
        assertThat(skus(json(one.get("/v1/items/plain-a/also-viewed?limit=1"))))
                .containsExactly("plain-b");
    }

    @Test
    void shouldRecommendWhatWasBoughtTogether() {
        world.send(
                InventoryTopics.ORDERS.name(),
                "t-blocked",
                WireRecords.order("t-blocked", OrderStatus.RELEASED, "basket-a", "basket-c"));
        world.send(
                InventoryTopics.ORDERS.name(),
                "t-bought",
                WireRecords.order("t-bought", OrderStatus.CONFIRMED, "basket-a", "basket-b"));
        for (RunningService instance : List.of(one, other)) {
            await().atMost(PATIENCE)
                    .until(() ->
                            skus(json(instance.get("/v1/items/basket-a/also-viewed")))
                                    .equals(List.of("basket-b")));
        }
    }

    @Test
    void shouldHideWhatIsSoldOutUntilItIsThereAgain() {
        visitors("stock", "stock-a", "stock-b", "stock-c");
        String position = view("stock-now", "stock-a");
        stock("stock-b", 0);
        for (RunningService instance : List.of(one, other)) {
            await().atMost(PATIENCE)
                    .until(() ->
                            skus(recommended(instance, "stock-now", position))
                                    .equals(List.of("stock-c")));
        }
        stock("stock-b", 1);
        for (RunningService instance : List.of(one, other)) {
            await().atMost(PATIENCE)
                    .until(() ->
                            skus(recommended(instance, "stock-now", position))
                                    .equals(List.of("stock-b", "stock-c")));
        }
    }

    @Test
    void shouldHideWhatIsWithdrawn() {
        visitors("gone", "gone-a", "gone-b", "gone-c");
        String position = view("gone-now", "gone-a");
        world.send(IngestTopics.CATALOG.name(), "gone-b", WireRecords.item("gone-b", true));
        for (RunningService instance : List.of(one, other)) {
            await().atMost(PATIENCE)
                    .until(() ->
                            skus(recommended(instance, "gone-now", position))
                                    .equals(List.of("gone-c")));
        }
    }

    @Test
    void shouldShowWhatIsLookedAtOfLateToWhoIsNotKnown() {
        // More than any item of the other tests.
        for (int i = 0; i < 40; i++) {
            click("crowd-" + i, "trend-a", InteractionKind.PURCHASE);
        }
        for (RunningService instance : List.of(one, other)) {
            await().atMost(PATIENCE)
                    .until(() ->
                            skus(json(instance.get("/v1/trending?limit=1")))
                                    .equals(List.of("trend-a")));
            assertThat(skus(json(instance.get("/v1/recommendations?limit=1&sessionId=nobody"))))
                    .containsExactly("trend-a");
        }
        stock("trend-a", 0);
        await().atMost(PATIENCE)
                .until(() -> !skus(json(one.get("/v1/trending?window=PT6H"))).contains("trend-a"));
        assertThat(one.get("/v1/trending?window=PT0S").statusCode()).isEqualTo(400);
        assertThat(one.get("/v1/trending?window=PT7H").statusCode()).isEqualTo(400);
        assertThat(one.get("/v1/trending?window=long").statusCode()).isEqualTo(400);
    }

    @Test
    void shouldNotShowWhatWasJustBought() {
        visitors("bought", "bought-a", "bought-b", "bought-c");
        click("bought-now", "bought-b", InteractionKind.PURCHASE);
        String position = view("bought-now", "bought-a");

        assertThat(skus(recommended(one, "bought-now", position)))
                .contains("bought-c")
                .doesNotContain("bought-a", "bought-b");
    }

    private static String next(String session, String customer) {
        return "/v1/recommendations?sessionId=" + session + "&customerId=" + customer;
    }

    private static String strategy(RunningService instance, String session, String customer) {
        return json(instance.get(next(session, customer))).get("strategy").stringValue();
    }

    @Test
    void shouldShowACustomerWhoIsNewHereTheirOwnCategories() {
        for (String sku : List.of("own-boot", "own-clog")) {
            world.send(IngestTopics.CATALOG.name(), sku, WireRecords.item(sku, "own-shoes", false));
        }
        click("u-own", "own-earlier", "own-boot", InteractionKind.VIEW);
        view("own-other-1", "own-clog");
        for (RunningService instance : List.of(one, other)) {
            await().atMost(PATIENCE)
                    .until(() ->
                            skus(json(instance.get(next("own-now", "u-own") + "&limit=2")))
                                    .containsAll(List.of("own-boot", "own-clog")));
            JsonNode shown = json(instance.get(next("own-now", "u-own") + "&limit=1"));
            assertThat(shown.get("strategy").stringValue()).isEqualTo("CUSTOMER");
            assertThat(shown.get("items").get(0).get("because").get(0).stringValue())
                    .isEqualTo("own-boot");
            assertThat(skus(json(instance.get("/v1/trending?category=own-shoes"))))
                    .containsExactlyInAnyOrder("own-boot", "own-clog");
            assertThat(json(instance.get("/v1/trending?category=none")).get("items")).isEmpty();
        }
        assertThat(one.get(next("s", "x".repeat(65))).statusCode()).isEqualTo(400);
    }

    @Test
    void shouldNotShowACustomerWhatTheyBoughtInAnotherVisit() {
        visitors("mine", "mine-a", "mine-b", "mine-c");
        String position = click("u-mine", "mine-now", "mine-a", InteractionKind.VIEW);
        assertThat(skus(recommended(one, "mine-now", position))).contains("mine-b", "mine-c");
        world.send(
                InventoryTopics.ORDERS.name(),
                "t-mine",
                new dev.tributary.schemas.inventory.Order(
                        "t-mine",
                        OrderStatus.CONFIRMED,
                        null,
                        List.of(new OrderLine("mine-b", 1L, OrderLineStatus.CONFIRMED, null)),
                        Instant.now().truncatedTo(ChronoUnit.MILLIS),
                        Instant.now().truncatedTo(ChronoUnit.MILLIS),
                        Instant.now().truncatedTo(ChronoUnit.MILLIS),
                        "u-mine"));
        for (RunningService instance : List.of(one, other)) {
            await().atMost(PATIENCE)
                    .until(() ->
                            skus(recommended(instance, "mine-now", position))
                                    .equals(List.of("mine-c")));
        }
    }

    @Test
    void shouldUseNothingButTheSessionOfWhoWithdrawsTheirConsent() {
        visitors("free", "free-a", "free-b");
        world.send(
                IngestTopics.CATALOG.name(), "free-a", WireRecords.item("free-a", "free", false));
        click("u-free", "free-earlier", "free-a", InteractionKind.VIEW);
        await().atMost(PATIENCE).until(() -> strategy(one, "new", "u-free").equals("CUSTOMER"));
        String position = click("u-free", "free-now", "free-a", InteractionKind.VIEW);
        world.send(
                IngestTopics.CONSENTS.name(),
                "u-free",
                new Consent("u-free", false, WireRecords.NOON));

        for (RunningService instance : List.of(one, other)) {
            await().atMost(PATIENCE)
                    .until(() -> strategy(instance, "new", "u-free").equals("TRENDING"));
            assertThat(skus(recommended(instance, "free-now", position))).containsExactly("free-b");
        }
        await().atMost(PATIENCE).until(() -> visitsOf("u-free", "free-now") == 0);
        await().atMost(PATIENCE)
                .until(() -> !json(one.get("/v1/sessions/free-now")).hasNonNull("customerId"));
    }

    @Test
    void shouldEraseWhatACustomerDidOnceItsInteractionsAreDeleted() {
        click("u-gone", "gone-one", "gone-x", InteractionKind.VIEW);
        click("u-gone", "gone-one", "gone-y", InteractionKind.VIEW);
        // Its visit is over, so it is no longer in the state.
        world.send(
                RecommendationTopics.SESSIONS.name(),
                "gone-old@1",
                WireRecords.sessionOf("u-gone", "gone-old", "gone-x", "gone-z"));
        for (RunningService instance : List.of(one, other)) {
            await().atMost(PATIENCE)
                    .until(() ->
                            skus(json(instance.get("/v1/items/gone-x/also-viewed")))
                                    .containsAll(List.of("gone-y", "gone-z")));
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        world.send(IngestTopics.ERASURES.name(), "u-gone", new Erasure("u-gone", now));
        for (ConsumerRecord<String, Interaction> each : log(IngestTopics.INTERACTIONS)) {
            if (each.key().startsWith("gone-one\0")) {
                place("gone-one", each.key(), null);
            }
        }
        world.send(
                IngestTopics.ERASED.name(),
                "u-gone",
                new ErasedInteractions("u-gone", now, now, 2L));

        await().atMost(PATIENCE).until(() -> !log(RecommendationTopics.ERASED).isEmpty());
        ErasedSessions erased = log(RecommendationTopics.ERASED).getLast().value();
        assertThat(erased.getCustomerId()).isEqualTo("u-gone");
        assertThat(erased.getRequestedAt()).isEqualTo(now);
        assertThat(erased.getSessions()).isEqualTo(1);
        assertThat(visitsOf("u-gone", "gone-")).isZero();
        assertThat(one.get("/v1/sessions/gone-one").statusCode()).isEqualTo(404);
        for (RunningService instance : List.of(one, other)) {
            await().atMost(PATIENCE)
                    .until(() ->
                            json(instance.get("/v1/items/gone-x/also-viewed"))
                                    .get("items")
                                    .isEmpty());
            assertThat(strategy(instance, "new", "u-gone")).isEqualTo("TRENDING");
        }
    }

    /** Visits of which a record stands that names the customer, or a session that begins so. */
    private static long visitsOf(String customer, String sessions) {
        Map<String, Session> newest = new HashMap<>();
        log(RecommendationTopics.SESSIONS).forEach(it -> newest.put(it.key(), it.value()));
        return newest.entrySet().stream()
                .filter(it -> it.getValue() != null)
                .filter(it ->
                        customer.equals(it.getValue().getCustomerId())
                                || it.getKey().startsWith(sessions))
                .count();
    }

    private static <V extends SpecificRecord> List<ConsumerRecord<String, V>> log(
            TopicSpec<String, V> topic) {
        return world.read(topic.name());
    }

    @Test
    void shouldTellASessionAndWhetherThereIsOne() {
        view("told", "told-a");
        String position = click("told", "told-b", InteractionKind.CART);
        for (RunningService instance : List.of(one, other)) {
            HttpResponse<String> answer =
                    instance.get("/v1/sessions/told?wait=PT10S", MIN_POSITION, position);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Tributary-Position").orElseThrow())
                    .contains(IngestTopics.INTERACTIONS.name());
            JsonNode session = json(answer);
            assertThat(session.get("clicks")).hasSize(2);
            assertThat(session.get("clicks").get(1).get("sku").stringValue()).isEqualTo("told-b");
            assertThat(session.get("clicks").get(1).get("kind").stringValue()).isEqualTo("CART");
        }
        assertThat(one.get("/v1/sessions/nobody").statusCode()).isEqualTo(404);
        HttpResponse<String> nobody = other.get("/v1/recommendations?sessionId=nobody");
        assertThat(nobody.statusCode()).isEqualTo(200);
        assertThat(json(nobody).get("strategy").stringValue()).isEqualTo("TRENDING");
        assertThat(json(one.get("/v1/items/never-seen/also-viewed")).get("items")).isEmpty();
    }

    @Test
    void shouldRefuseWhatCannotBeRead() {
        assertThat(one.get("/v1/recommendations").statusCode()).isEqualTo(400);
        assertThat(one.get("/v1/recommendations?sessionId=x&limit=0").statusCode()).isEqualTo(400);
        assertThat(one.get("/v1/recommendations?sessionId=x&limit=101").statusCode())
                .isEqualTo(400);
        assertThat(one.get("/v1/recommendations?sessionId=x&limit=many").statusCode())
                .isEqualTo(400);
        assertThat(one.get("/v1/recommendations?sessionId=" + "x".repeat(65)).statusCode())
                .isEqualTo(400);
        assertThat(one.get("/v1/items/" + "x".repeat(65) + "/also-viewed").statusCode())
                .isEqualTo(400);
        assertThat(one.get("/v1/sessions/" + "x".repeat(65)).statusCode()).isEqualTo(400);
        assertThat(one.get("/v1/sessions/x", MIN_POSITION, "nonsense").statusCode()).isEqualTo(400);
    }

    @Test
    void shouldKeepUpWithAVisitorWhoNeverStopsClicking() {
        String position = "";
        for (int i = 0; i < 300; i++) {
            position = view("tireless", "tireless-" + i % 70);
        }
        JsonNode session =
                json(one.get("/v1/sessions/tireless?wait=PT10S", MIN_POSITION, position));
        assertThat(session.get("clicks")).hasSize(50);
        assertThat(session.get("clicks").get(49).get("sku").stringValue())
                .isEqualTo("tireless-" + 299 % 70);
        assertThat(recommended(other, "tireless", position).get("items")).isNotEmpty();
    }

    /** The last, because nobody is as he was after it. */
    @Test
    @Order(Integer.MAX_VALUE)
    void shouldKeepSessionsAndIndexWhicheverInstanceStops() {
        visitors("moved", "moved-a", "moved-b");
        List<String> sessions = IntStream.range(0, 12).mapToObj(i -> "moved-now-" + i).toList();
        sessions.forEach(session -> view(session, "moved-a"));
        Set<String> both = Set.of(one.address(), other.address());
        awaitServedBy(one, sessions, both);
        awaitServedBy(other, sessions, both);

        other.close();
        awaitServedBy(one, sessions, Set.of(one.address()));

        other = start("other").awaitReady();
        await().atMost(PATIENCE)
                .ignoreException(AssertionError.class)
                .untilAsserted(() -> assertThat(servedBy(other, sessions)).hasSize(2));
        one.close();
        awaitServedBy(other, sessions, Set.of(other.address()));
        assertThat(other.metrics()).contains("tributary_recommendation_index_sessions");
    }

    private static void awaitServedBy(
            RunningService instance, List<String> sessions, Set<String> by) {
        await().atMost(PATIENCE)
                .ignoreException(AssertionError.class)
                .untilAsserted(() -> assertThat(servedBy(instance, sessions)).isEqualTo(by));
    }

    /** Who answered; all have to, and with what the index knows. */
    private static Set<String> servedBy(RunningService instance, List<String> sessions) {
        Set<String> by = new TreeSet<>();
        for (String session : sessions) {
            HttpResponse<String> answer = instance.get("/v1/recommendations?sessionId=" + session);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(skus(json(answer))).containsExactly("moved-b");
            by.add(answer.headers().firstValue("Tributary-Served-By").orElseThrow());
        }
        return by;
    }
}
