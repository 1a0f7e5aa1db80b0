package dev.tributary.recommendation.topology;

import static dev.tributary.recommendation.WireRecords.NOON;
import static dev.tributary.recommendation.WireRecords.named;
import static dev.tributary.recommendation.WireRecords.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.common.fixtures.GoldenTopology;
import dev.tributary.common.fixtures.TopologyFixture;
import dev.tributary.common.serde.StateSerde;
import dev.tributary.common.streams.StreamsDefaults;
import dev.tributary.common.streams.Topic;
import dev.tributary.recommendation.domain.CustomerId;
import dev.tributary.recommendation.domain.SessionSettings;
import dev.tributary.recommendation.store.SessionStores;
import dev.tributary.schemas.IngestTopics;
import dev.tributary.schemas.InteractionKey;
import dev.tributary.schemas.RecommendationTopics;
import dev.tributary.schemas.ingest.Interaction;
import dev.tributary.schemas.ingest.InteractionKind;
import dev.tributary.schemas.recommendation.ClickKind;
import dev.tributary.schemas.recommendation.Session;
import dev.tributary.schemas.recommendation.SessionClick;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

class SessionTopologyTest {
    private static final VisitSettings SETTINGS =
            new VisitSettings(
                    new SessionSettings(Duration.ofMinutes(30), 3),
                    Duration.ofHours(1),
                    Duration.ofSeconds(1),
                    2);

    private final SessionTopics topics =
            new SessionTopics(
                    new Topic<>(
                            IngestTopics.INTERACTIONS,
                            Serdes.String(),
                            StateSerde.of(Interaction.class)),
                    new Topic<>(
                            RecommendationTopics.SESSIONS,
                            Serdes.String(),
                            StateSerde.of(Session.class)));
    private final Set<CustomerId> withdrawn = new HashSet<>();
    private final TopologyFixture driver = new TopologyFixture(configs(), this::define, NOON);

    private static Map<String, Object> configs() {
        Map<String, Object> configs = StreamsDefaults.atLeastOnce(StreamsDefaults.latency());
        configs.put(
                StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG,
                RecommendationTopics.DEAD_LETTERS.name());
        return configs;
    }

    private void define(StreamsBuilder builder) {
        new SessionTopology(topics, SETTINGS, it -> !withdrawn.contains(it)).define(builder);
    }

    @AfterEach
    void close() {
        driver.close();
    }

    private void pipe(Interaction interaction) {
        driver.pipe(topics.interactions(), key(interaction), interaction);
    }

    private static String key(Interaction interaction) {
        return InteractionKey.of(interaction.getSessionId(), interaction.getInteractionId());
    }

    private List<TestRecord<String, Session>> told() {
        return driver.drain(topics.sessions());
    }

    private @Nullable Session kept(String session) {
        return driver.<String, Session>keyValueStore(SessionStores.VISITS).get(session);
    }

    private static List<String> skus(Session session) {
        return session.getClicks().stream().map(SessionClick::getSku).toList();
    }

    @Test
    void shouldKeepItsShape() {
        GoldenTopology.assertUnchanged(
                driver.topology(), Path.of("src/test/resources/session-topology.txt"));
    }

    @Test
    void shouldKeepAndTellTheVisitWithEveryClick() {
        pipe(named("s", "i1", "book", "u-1", NOON));
        Interaction bought =
                new Interaction(
                        "i2",
                        "s",
                        "u-1",
                        "pen",
                        InteractionKind.PURCHASE,
                        NOON.plusSeconds(5),
                        NOON.plusSeconds(6));
        pipe(bought);

        List<TestRecord<String, Session>> told = told();
        assertThat(told)
                .extracting(TestRecord::key)
                .containsOnly("s@" + NOON.toEpochMilli())
                .hasSize(2);
        Session session = told.getLast().value();
        assertThat(skus(told.getFirst().value())).containsExactly("book");
        assertThat(skus(session)).containsExactly("book", "pen");
        assertThat(session.getClicks().getLast().getKind()).isEqualTo(ClickKind.PURCHASE);
        assertThat(session.getClicks().getLast().getAt()).isEqualTo(NOON.plusSeconds(5));
        assertThat(session.getCustomerId()).isEqualTo("u-1");
        assertThat(session.getInteractionOffset()).isEqualTo(1);
        assertThat(kept("s")).isEqualTo(session);
    }

    @Test
    void shouldTakeAnInteractionInOnceHoweverOftenItIsSent() {
        pipe(view("s", "i1", "book", NOON));
        pipe(view("s", "i1", "book", NOON));

        assertThat(told())
                .hasSize(2)
                .allSatisfy(it -> assertThat(it.value().getClicks()).hasSize(1));
        assertThat(kept("s").getInteractionOffset()).isEqualTo(1);
    }

    @Test
    void shouldTellEachVisitUnderItsOwnKey() {
        pipe(named("s", "i1", "book", "u-1", NOON));
        Instant later = NOON.plus(Duration.ofMinutes(31));
        pipe(named("s", "i2", "pen", "u-1", later));

        assertThat(told())
                .extracting(TestRecord::key)
                .containsExactly("s@" + NOON.toEpochMilli(), "s@" + later.toEpochMilli());
        assertThat(skus(kept("s"))).containsExactly("pen");
    }

    @Test
    void shouldPassOverWhatWasDeletedFromTheLog() {
        driver.pipe(topics.interactions(), InteractionKey.of("s", "i1"), null, NOON);

        assertThat(told()).isEmpty();
        assertThat(kept("s")).isNull();
    }

    @Test
    void shouldParkWhatIsNoInteraction() {
        Interaction nothing = view("s", "i1", "", NOON);
        pipe(nothing);
        byte[] undecodable = "nothing".getBytes(StandardCharsets.UTF_8);
        driver.pipeBytes(topics.interactions(), undecodable, undecodable);
        pipe(view("s", "i2", "book", NOON));

        assertThat(driver.drainBytes(RecommendationTopics.DEAD_LETTERS.name())).hasSize(2);
        assertThat(told()).hasSize(1);
    }

    @Test
    void shouldForgetSessionsOfCustomersThatAreLongOverByTheTimeOfTheLog() {
        for (int i = 0; i < 5; i++) {
            pipe(named("old-" + i, "i", "book", "u-1", NOON));
        }
        pipe(view("young", "i1", "book", NOON.plus(SETTINGS.retention())));
        sweep(10);
        assertThat(kept("old-0")).isNotNull();

        pipe(view("young", "i2", "book", NOON.plus(SETTINGS.retention()).plusMillis(1)));
        sweep(1);
        assertThat(IntStream.range(0, 5).filter(i -> kept("old-" + i) != null)).hasSize(3);
        sweep(5);
        for (int i = 0; i < 5; i++) {
            assertThat(kept("old-" + i)).isNull();
        }
        assertThat(kept("young")).isNotNull();
    }

    @Test
    void shouldForgetSomebodyUnknownOnceTheirVisitIsOverAndTellNothingThatLeadsBackToThem() {
        pipe(view("unknown-visitor", "i1", "book", NOON));
        pipe(view("unknown-visitor", "i2", "pen", NOON.plusSeconds(1)));
        pipe(view("other", "i1", "pen", NOON.plusSeconds(1).plus(SETTINGS.session().gap())));
        sweep(5);
        assertThat(kept("unknown-visitor")).isNotNull();

        pipe(view("other", "i2", "pen", NOON.plusMillis(1_001).plus(SETTINGS.session().gap())));
        sweep(5);
        assertThat(kept("unknown-visitor")).isNull();
        List<TestRecord<String, Session>> told = told();
        assertThat(told)
                .hasSize(4)
                .allSatisfy(it -> {
                    assertThat(it.key()).doesNotContain("unknown-visitor");
                    assertThat(it.value().toString())
                            .doesNotContain("unknown-visitor")
                            .contains("\"interaction\": 0")
                            .contains("\"interactionOffset\": 0");
                });
        assertThat(told.get(1).key()).isEqualTo(told.getFirst().key());
        assertThat(skus(told.get(1).value())).containsExactly("book", "pen");
    }

    @Test
    void shouldTellAVisitUnderItsOwnIdOnceTheCustomerIsKnown() {
        pipe(view("s", "i1", "book", NOON));
        String before = told().getFirst().key();
        pipe(named("s", "i2", "pen", "u-1", NOON));

        List<TestRecord<String, Session>> told = told();
        assertThat(told.getFirst().key()).isEqualTo(before);
        assertThat(told.getFirst().value()).isNull();
        assertThat(told.getLast().key()).isEqualTo("s@" + NOON.toEpochMilli());
        assertThat(skus(told.getLast().value())).containsExactly("book", "pen");
    }

    @Test
    void shouldNotKnowACustomerWhoWithdraws() {
        pipe(named("s", "i1", "book", "u-1", NOON));
        pipe(named("t", "i1", "book", "u-2", NOON));
        told();
        withdrawn.add(new CustomerId("u-1"));
        sweep(2);

        List<TestRecord<String, Session>> told = told();
        assertThat(told.getFirst().key()).isEqualTo("s@" + NOON.toEpochMilli());
        assertThat(told.getFirst().value()).isNull();
        assertThat(told.getLast().value().getCustomerId()).isNull();
        assertThat(told.getLast().value().toString()).doesNotContain("\"s\"");
        assertThat(told).hasSize(2);
        // Their session goes on.
        assertThat(skus(kept("s"))).containsExactly("book");
        pipe(named("s", "i2", "pen", "u-1", NOON));
        assertThat(skus(kept("s"))).containsExactly("book", "pen");
        assertThat(kept("s").getCustomerId()).isNull();
        assertThat(kept("t").getCustomerId()).isEqualTo("u-2");
    }

    @Test
    void shouldTakeOutWhatIsDeletedAndTellTheEndOfAVisitOfWhichNothingIsLeft() {
        pipe(named("s", "i1", "book", "u-1", NOON));
        pipe(named("s", "i2", "pen", "u-1", NOON));
        told();

        delete("s", "i1");
        delete("s", "never");
        assertThat(skus(told().getFirst().value())).containsExactly("pen");
        assertThat(skus(kept("s"))).containsExactly("pen");

        delete("s", "i2");
        List<TestRecord<String, Session>> told = told();
        assertThat(told).hasSize(1);
        assertThat(told.getFirst().key()).isEqualTo("s@" + NOON.toEpochMilli());
        assertThat(told.getFirst().value()).isNull();
        assertThat(kept("s")).isNull();
    }

    private void delete(String session, String interaction) {
        driver.pipe(topics.interactions(), InteractionKey.of(session, interaction), null, NOON);
    }

    private void sweep(int times) {
        for (int i = 0; i < times; i++) {
            driver.advanceWallClock(SETTINGS.sweepInterval());
        }
    }
}
