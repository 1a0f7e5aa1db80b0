package dev.tributary.fraud.topology;

import static dev.tributary.fraud.topology.VerdictBuilder.NOON;
import static dev.tributary.fraud.topology.VerdictBuilder.aVerdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.common.fixtures.GoldenTopology;
import dev.tributary.common.fixtures.TopologyFixture;
import dev.tributary.common.serde.StateSerde;
import dev.tributary.common.streams.StreamsDefaults;
import dev.tributary.common.streams.Topic;
import dev.tributary.fraud.domain.cases.Opening;
import dev.tributary.fraud.domain.cases.Resolution;
import dev.tributary.fraud.domain.cases.ReviewCase;
import dev.tributary.fraud.domain.cases.ReviewCase.Status;
import dev.tributary.fraud.store.CaseStores;
import dev.tributary.fraud.store.ReviewCaseAvroMapper;
import dev.tributary.fraud.topology.CaseListener.Happening;
import dev.tributary.schemas.FraudTopics;
import dev.tributary.schemas.IngestTopics;
import dev.tributary.schemas.fraud.Decision;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.ingest.Label;
import dev.tributary.schemas.ingest.LabelSource;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Records arrive at the wall-clock time of the driver, which starts at {@link #START}. */
class CaseTopologyTest {
    private static final Instant START = Instant.parse("2026-02-01T00:00:00Z");
    private static final Duration MILLI = Duration.ofMillis(1);
    private static final CaseSettings SETTINGS =
            new CaseSettings(Duration.ofDays(30), Duration.ofSeconds(10), 2);

    private final Topic<String, Verdict> verdicts =
            new Topic<>(FraudTopics.VERDICTS, Serdes.String(), StateSerde.of(Verdict.class));
    private final Topic<String, Label> labels =
            new Topic<>(IngestTopics.LABELS, Serdes.String(), StateSerde.of(Label.class));
    private final List<Happening> happened = new ArrayList<>();
    private TopologyFixture fixture;

    @BeforeEach
    void open() {
        Map<String, Object> configs =
                StreamsDefaults.atLeastOnce(StreamsDefaults.throughput(Duration.ofMillis(100)));
        configs.put(
                StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG,
                FraudTopics.DEAD_LETTERS.name());
        CaseTopology topology = new CaseTopology(verdicts, labels, SETTINGS, happened::add);
        fixture = new TopologyFixture(configs, topology::define, START);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void shouldBeTheTopologyThatIsDeployed() {
        GoldenTopology.assertUnchanged(
                fixture.topology(), Path.of("src/test/resources/case-topology.txt"));
    }

    @Test
    void shouldOpenACaseWhenAVerdictAsksForAReview() {
        pipe(aVerdict("t-1").card("c-7").review().reasons("R-1", "R-2"));

        ReviewCase open = only(Status.OPEN);
        Opening opening = open.opening();
        assertThat(open).isEqualTo(found("t-1"));
        assertThat(opening.cardId().value()).isEqualTo("c-7");
        assertThat(opening.score()).isEqualTo(0.6);
        assertThat(opening.reasons()).extracting("code").containsExactly("R-1", "R-2");
        assertThat(opening.occurredAt()).isEqualTo(NOON);
        assertThat(opening.openedAt()).isEqualTo(START);
        assertThat(open.resolution()).isNull();
        assertThat(happened).containsExactly(Happening.OPENED);
        assertNothingParked();
    }

    @Test
    void shouldOpenNoCaseWhenAVerdictIsFinalOrRepeated() {
        pipe(aVerdict("t-1"));
        pipe(aVerdict("t-2").review().repeated());
        Verdict blocked = aVerdict("t-3").build();
        blocked.setDecision(Decision.BLOCK);
        fixture.pipe(verdicts, "c-1", blocked);

        assertNothingKept();
        assertThat(happened).isEmpty();
        assertNothingParked();
    }

    @Test
    void shouldResolveACaseByItsLabel() {
        pipe(aVerdict("t-1").review());
        pipe(aVerdict("t-2").review());
        fixture.advanceWallClock(Duration.ofHours(1));
        pipe(label("t-1", true, "stolen", NOON.plusSeconds(9)));
        pipe(label("t-2", false, null, NOON.plusSeconds(10)));

        assertThat(all(Status.OPEN)).isEmpty();
        assertThat(all(Status.RESOLVED).values())
                .extracting(ReviewCase::resolution)
                .containsExactly(
                        ReviewCaseAvroMapper.fromLabel(
                                        label("t-1", true, "stolen", NOON.plusSeconds(9)),
                                        START.plus(Duration.ofHours(1)))
                                .resolution(),
                        ReviewCaseAvroMapper.fromLabel(
                                        label("t-2", false, null, NOON.plusSeconds(10)),
                                        START.plus(Duration.ofHours(1)))
                                .resolution());
        assertThat(found("t-1").opening().openedAt()).as("stays in its place").isEqualTo(START);
        assertThat(happened)
                .containsExactly(
                        Happening.OPENED, Happening.OPENED, Happening.RESOLVED, Happening.RESOLVED);
        assertNothingParked();
    }

    @Test
    void shouldBeResolvedFromTheStartWhenTheLabelComesFirst() {
        pipe(label("t-1", false, "known", NOON));
        assertThat(all(Status.LABELLED)).hasSize(1);
        assertThat(happened).as("no case yet").isEmpty();

        pipe(aVerdict("t-1").review());

        assertThat(note(only(Status.RESOLVED))).isEqualTo("known");
        assertThat(all(Status.LABELLED)).isEmpty();
        assertThat(all(Status.OPEN)).isEmpty();
        assertThat(happened).containsExactly(Happening.OPENED, Happening.RESOLVED);
    }

    @Test
    void shouldGoByTheLabelThatWasKnownLatest() {
        pipe(aVerdict("t-1").review());
        pipe(label("t-1", true, "second", NOON.plusSeconds(2)));
        pipe(label("t-1", false, "first", NOON.plusSeconds(1)));
        assertThat(note(only(Status.RESOLVED))).isEqualTo("second");

        pipe(label("t-1", false, "same time, came later", NOON.plusSeconds(2)));
        assertThat(note(only(Status.RESOLVED))).isEqualTo("same time, came later");
        assertThat(happened)
                .containsExactly(Happening.OPENED, Happening.RESOLVED, Happening.CORRECTED);
    }

    @Test
    void shouldComeToTheSameInAnyOrderAndWithDuplicates() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            String id = "t-" + round;
            List<Runnable> arrivals =
                    new ArrayList<>(
                            List.of(
                                    () -> pipe(aVerdict(id).review().reasons("R")),
                                    () -> pipe(aVerdict(id).review().reasons("R")),
                                    () -> pipe(aVerdict(id).review().repeated()),
                                    () -> pipe(label(id, true, "1", NOON.plusSeconds(1))),
                                    () -> pipe(label(id, false, "2", NOON.plusSeconds(2))),
                                    () -> pipe(label(id, false, "2", NOON.plusSeconds(2)))));
            Collections.shuffle(arrivals, random);
            happened.clear();

            arrivals.forEach(Runnable::run);

            ReviewCase known = found(id);
            assertThat(known.status()).as("seed %d", seed).isEqualTo(Status.RESOLVED);
            assertThat(note(known)).as("seed %d", seed).isEqualTo("2");
            assertThat(happened)
                    .as("seed %d", seed)
                    .containsOnlyOnce(Happening.OPENED, Happening.RESOLVED);
        }
        assertThat(all(Status.RESOLVED)).hasSize(50);
        assertThat(all(Status.OPEN)).isEmpty();
        assertThat(all(Status.LABELLED)).isEmpty();
    }

    @Test
    void shouldKeepTheFirstVerdictWhenAnotherCardUsesTheSameId() {
        pipe(aVerdict("t-1").card("c-1").review());
        pipe(aVerdict("t-1").card("c-2").review());

        assertThat(only(Status.OPEN).opening().cardId().value()).isEqualTo("c-1");
        assertThat(happened).containsExactly(Happening.OPENED);
    }

    @Test
    void shouldListCasesInTheOrderOfTheirArrival() {
        pipe(aVerdict("t-b").review());
        pipe(aVerdict("t-a").review());
        fixture.advanceWallClock(MILLI);
        pipe(aVerdict("t-0").review().at(NOON.minusSeconds(99)));

        assertThat(all(Status.OPEN).values())
                .extracting(it -> it.transactionId().value())
                .containsExactly("t-a", "t-b", "t-0");
    }

    @Test
    void shouldRemoveWhatArrivedLongerAgoThanTheRetentionAndCountIt() {
        pipe(aVerdict("open").review());
        pipe(aVerdict("resolved").review());
        pipe(label("resolved", true, null, NOON));
        pipe(label("labelled", true, null, NOON));
        happened.clear();

        arriveAfter(SETTINGS.retention(), "edge");
        assertThat(all(Status.OPEN)).as("not over it").hasSize(2);

        arriveAfter(MILLI, "later");
        assertThat(all(Status.OPEN).values())
                .extracting(it -> it.transactionId().value())
                .containsExactly("edge", "later");
        assertThat(all(Status.RESOLVED)).isEmpty();
        assertThat(all(Status.LABELLED)).isEmpty();
        assertThat(kept()).containsOnlyKeys("edge", "later");
        assertThat(happened)
                .containsExactlyInAnyOrder(
                        Happening.OPENED,
                        Happening.OPENED,
                        Happening.EXPIRED_OPEN,
                        Happening.EXPIRED_RESOLVED);
    }

    @Test
    void shouldRemoveNoMoreAtATimeThanItMay() {
        pipe(aVerdict("t-1").review());
        pipe(aVerdict("t-2").review());
        pipe(aVerdict("t-3").review());
        arriveAfter(SETTINGS.retention().plus(MILLI), "later");
        assertThat(all(Status.OPEN)).hasSize(2);

        fixture.advanceWallClock(SETTINGS.sweepInterval());
        assertThat(all(Status.OPEN)).hasSize(1);
    }

    @Test
    void shouldRemoveNothingBecauseTimePassesInWhichNothingArrives() {
        pipe(aVerdict("t-1").review());
        fixture.advanceWallClock(SETTINGS.retention().multipliedBy(2));

        assertThat(all(Status.OPEN)).hasSize(1);
    }

    @Test
    void shouldParkWhatIsNoNewsAndGoOn() {
        byte[] poison = "not avro".getBytes(StandardCharsets.UTF_8);
        fixture.pipeBytes(verdicts, poison, poison);
        fixture.pipeBytes(labels, poison, poison);
        fixture.pipeBytes(verdicts, poison, null);
        fixture.pipeBytes(labels, poison, null);
        fixture.pipe(labels, "t-9", label("t-1", true, null, NOON));
        pipe(label("t-1", true, "x".repeat(Resolution.NOTE_LENGTH_MAX + 1), NOON));
        pipe(aVerdict("x".repeat(65)).review());
        assertThat(fixture.drainBytes(FraudTopics.DEAD_LETTERS.name())).hasSize(7);
        assertNothingKept();

        pipe(aVerdict("t-1").review());
        pipe(label("t-1", true, "x".repeat(Resolution.NOTE_LENGTH_MAX), NOON));
        assertThat(found("t-1").status()).isEqualTo(Status.RESOLVED);
        assertNothingParked();
    }

    /** Time passes, something arrives, and the next sweep comes. */
    private void arriveAfter(Duration wait, String id) {
        fixture.advanceWallClock(wait);
        pipe(aVerdict(id).review());
        // The next sweep, long before which nothing more gets old.
        fixture.advanceWallClock(SETTINGS.sweepInterval());
    }

    private void pipe(VerdictBuilder builder) {
        Verdict verdict = builder.build();
        fixture.pipe(verdicts, verdict.getCardId(), verdict);
    }

    private void pipe(Label label) {
        fixture.pipe(labels, label.getTransactionId(), label);
    }

    private static Label label(String id, boolean fraud, String note, Instant labelledAt) {
        return new Label(id, fraud, LabelSource.ANALYST, note, labelledAt, labelledAt);
    }

    private static String note(ReviewCase known) {
        return known.resolution().note();
    }

    private ReviewCase only(Status status) {
        assertThat(all(status)).hasSize(1);
        return all(status).values().iterator().next();
    }

    private ReviewCase found(String id) {
        return kept().get(id);
    }

    private Map<String, ReviewCase> kept() {
        return content(CaseStores.BY_TRANSACTION);
    }

    private Map<String, ReviewCase> all(Status status) {
        return content(CaseStores.byArrival(status));
    }

    private Map<String, ReviewCase> content(String store) {
        Map<String, ReviewCase> content = new TreeMap<>();
        try (KeyValueIterator<String, dev.tributary.schemas.fraud.state.ReviewCase> all =
                fixture.<String, dev.tributary.schemas.fraud.state.ReviewCase>keyValueStore(store)
                        .all()) {
            all.forEachRemaining(
                    it -> content.put(it.key, ReviewCaseAvroMapper.fromAvro(it.value)));
        }
        return content;
    }

    private void assertNothingKept() {
        assertThat(kept()).isEmpty();
        for (Status status : Status.values()) {
            assertThat(all(status)).isEmpty();
        }
    }

    private void assertNothingParked() {
        assertThat(fixture.drainBytes(FraudTopics.DEAD_LETTERS.name())).isEmpty();
    }
}
