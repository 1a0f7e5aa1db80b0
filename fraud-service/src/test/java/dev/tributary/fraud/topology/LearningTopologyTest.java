package dev.tributary.fraud.topology;

import static dev.tributary.fraud.topology.VerdictBuilder.NOON;
import static dev.tributary.fraud.topology.VerdictBuilder.aVerdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.common.fixtures.GoldenTopology;
import dev.tributary.common.streams.ExpiringStore;
import dev.tributary.fraud.domain.EntityKey;
import dev.tributary.fraud.store.LearningStores;
import dev.tributary.fraud.topology.LearningListener.Happening;
import dev.tributary.schemas.fraud.EntityRisk;
import dev.tributary.schemas.fraud.RulePerformance;
import dev.tributary.schemas.fraud.state.WaitingLabel;
import dev.tributary.schemas.ingest.Label;
import dev.tributary.schemas.ingest.LabelSource;

import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Labels and transactions in any order in, entities, performances and strays out. */
class LearningTopologyTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final int FIRST_DAY = (int) LocalDate.parse("2026-01-01").toEpochDay();
    private static final EntityKey TERMINAL = EntityKey.of("terminal/t-4");

    private final LearningSettings settings = LearningSettings.defaults();
    private final LearningFixture learning = new LearningFixture(settings);

    @AfterEach
    void close() {
        learning.close();
    }

    @Test
    void shouldBeTheTopologyThatIsDeployed() {
        GoldenTopology.assertUnchanged(
                learning.fixture.topology(), Path.of("src/test/resources/learning-topology.txt"));
    }

    @Test
    void shouldTellEveryEntityOfAFraudWhenItsLabelComesLater() {
        learning.pipe(
                aVerdict("t-1")
                        .terminal("t-4")
                        .merchant("m-4")
                        .device("phone")
                        .ip("203.0.113.7")
                        .feature("amountSurge", 1.5));
        learning.publish();
        assertThat(learning.drainEntities())
                .as("one use and no label is below the floor")
                .isEmpty();

        learning.label("t-1", true, NOON.plus(DAY));
        learning.publish();

        assertThat(learning.drainEntities())
                .containsExactlyInAnyOrder(
                        "terminal/t-4", "merchant/m-4", "device/phone", "ip/203.0.113.7");
        var frauds = learning.told.get(TERMINAL).frauds();
        assertThat(frauds.size()).isEqualTo(1);
        assertThat(frauds.timesMs()).containsExactly(NOON.toEpochMilli());
        assertThat(frauds.labelledAtMs()).containsExactly(NOON.plus(DAY).toEpochMilli());
        assertThat(frauds.amountsMinor()).containsExactly(10_00);
        assertThat(frauds.cardEvidences()).containsExactly(1.5f);
        assertThat(learning.told.get(EntityKey.of("device/phone")).uses().size()).isEqualTo(1);
        assertThat(learning.happened).containsExactly(Happening.LABELLED);
        assertNothingElse();
    }

    @Test
    void shouldKeepALabelThatComesFirstAndMatchItWhenItsTransactionComes() {
        learning.label("t-1", true, NOON);
        learning.label("t-1", true, NOON);
        learning.label("t-1", false, NOON.minusMillis(1));
        assertThat(waiting()).hasSize(1);

        learning.pipe(aVerdict("t-1").terminal("t-4"));
        learning.publish();

        assertThat(learning.drainEntities()).containsExactly("terminal/t-4");
        assertThat(learning.happened)
                .containsExactly(
                        Happening.WAITING,
                        Happening.REPEATED,
                        Happening.SUPERSEDED,
                        Happening.LABELLED);
        assertThat(waiting()).isEmpty();
        assertNothingElse();
    }

    @Test
    void shouldLetTheLaterLabelCountAmongThoseThatWait() {
        learning.label("t-1", false, NOON);
        learning.label("t-1", true, NOON.plusSeconds(1));

        learning.pipe(aVerdict("t-1").terminal("t-4"));
        learning.publish();

        learning.drainEntities();
        assertThat(learning.told.get(TERMINAL).frauds().size()).isEqualTo(1);
        assertThat(learning.happened)
                .containsExactly(Happening.WAITING, Happening.CORRECTED, Happening.LABELLED);
    }

    @Test
    void shouldChangeNothingWhenALabelComesAgain() {
        learning.pipe(aVerdict("t-1").terminal("t-4").reasons("R"));
        learning.label("t-1", true, NOON.plus(DAY));
        learning.publish();
        learning.drainEntities();
        learning.drainPerformance();

        learning.label("t-1", true, NOON.plus(DAY));
        learning.publish();

        assertThat(learning.drainEntities()).isEmpty();
        assertThat(learning.drainPerformance()).isEmpty();
        assertThat(learning.happened).containsExactly(Happening.LABELLED, Happening.REPEATED);
    }

    @Test
    void shouldMoveCountsAndFallBelowTheFloorWhenALabelIsCorrected() {
        learning.pipe(aVerdict("t-1").terminal("t-4").reasons("R"));
        learning.label("t-1", true, NOON.plus(DAY));
        learning.publish();
        assertThat(learning.drainEntities()).containsExactly("terminal/t-4");
        assertCounts(learning.drainPerformance(), "rule/R", 1, 1, 0);

        learning.label("t-1", false, NOON.plus(DAY));
        learning.publish();

        assertThat(learning.drainEntities()).containsExactly("terminal/t-4-");
        assertCounts(learning.drainPerformance(), "rule/R", 1, 0, 1);

        learning.label("t-1", true, NOON.plus(DAY).minusMillis(1));
        learning.publish();

        assertThat(learning.drainEntities()).as("known before, so it counts no more").isEmpty();
        assertThat(learning.happened)
                .containsExactly(Happening.LABELLED, Happening.CORRECTED, Happening.SUPERSEDED);
    }

    @Test
    void shouldTakeALabelUntilTheRetentionOfItsTransactionIsOver() {
        Instant last = NOON.plus(settings.transactionRetention());
        learning.pipe(aVerdict("t-1").terminal("t-4"));
        learning.label("t-1", true, last);

        assertThat(learning.happened).containsExactly(Happening.LABELLED);
    }

    @Test
    void shouldForgetATransactionSomeTimeAfterItsRetention() {
        Duration window = ExpiringStore.window(settings.transactionRetention());
        learning.pipe(aVerdict("t-1"));
        learning.pipe(aVerdict("t-2").at(NOON.plus(settings.transactionRetention().plus(window))));
        learning.label("t-1", true, NOON.plus(settings.transactionRetention().plus(window)));

        assertThat(learning.happened).containsExactly(Happening.WAITING);
    }

    @Test
    void shouldDivertALabelThatWaitedInVain() {
        learning.label("nobody", true, NOON);
        Instant over = NOON.plus(settings.labelRetention());

        learning.pipe(aVerdict("t-1").at(over));
        learning.publish();
        assertThat(learning.drainUnmatched()).as("waits for the whole retention").isEmpty();

        learning.pipe(aVerdict("t-2").at(over.plusMillis(1)));
        learning.publish();

        assertThat(learning.drainUnmatched())
                .containsExactly(
                        new Label("nobody", true, LabelSource.CHARGEBACK, null, NOON, NOON));
        assertThat(learning.happened).containsExactly(Happening.WAITING, Happening.UNMATCHED);
        assertThat(waiting()).isEmpty();

        learning.publish();
        assertThat(learning.drainUnmatched()).as("once").isEmpty();
    }

    @Test
    void shouldKeepWhatWasSaidOfALabelThatWaitedInVain() {
        Label label = new Label("nobody", true, LabelSource.ANALYST, "seen before", NOON, NOON);
        learning.fixture.pipe(learning.labels, "nobody", label);
        learning.pipe(aVerdict("t-1").at(NOON.plus(settings.labelRetention()).plusMillis(1)));
        learning.publish();

        assertThat(learning.drainUnmatched()).containsExactly(label);
    }

    @Test
    void shouldCountWaitingByArrivalNotByWhatTheLabelSays() {
        Instant longAgo = NOON.minus(Duration.ofDays(900));
        learning.label("t-1", true, longAgo, NOON);
        learning.publish();

        assertThat(learning.drainUnmatched()).isEmpty();
        assertThat(waiting()).hasSize(1);
    }

    @Test
    void shouldCountATransactionOnceThatIsDecidedAgain() {
        learning.pipe(aVerdict("t-1").reasons("R").device("d"));
        learning.pipe(aVerdict("t-1").reasons("R").device("d").repeated());
        learning.pipe(aVerdict("t-1").card("c-2").reasons("R").device("d"));
        learning.publish();

        assertCounts(learning.drainPerformance(), "rule/R", 1, 0, 0);
        assertThat(learning.drainEntities()).as("one card").isEmpty();
        assertThat(learning.happened).containsExactly(Happening.DECIDED_AGAIN);
    }

    @Test
    void shouldTellDevicesAndAddressesOfTheirUsesByOtherCards() {
        learning.pipe(aVerdict("t-1").card("c-1").device("phone").merchant("m").terminal("t"));
        learning.pipe(aVerdict("t-2").card("c-2").device("phone").merchant("m").terminal("t"));
        learning.publish();

        assertThat(learning.drainEntities()).containsExactly("device/phone");
        assertThat(learning.told.get(EntityKey.of("device/phone")).uses().size()).isEqualTo(2);
    }

    @Test
    void shouldPublishABusyEntityOnceAnInterval() {
        for (int i = 0; i < 40; i++) {
            learning.pipe(aVerdict("t-" + i).card("c-" + i).merchant("busy").ip("192.0.2.1"));
            learning.label("t-" + i, i % 2 == 0, NOON.plusSeconds(1));
        }
        learning.fixture.advanceWallClock(settings.entityInterval());
        assertThat(learning.drainEntities())
                .containsExactlyInAnyOrder("merchant/busy", "ip/192.0.2.1");

        learning.fixture.advanceWallClock(settings.entityInterval());
        assertThat(learning.drainEntities()).as("nothing changed").isEmpty();
    }

    @Test
    void shouldForgetAnEntityAndSayItWhenNothingOfItMattersAnyMore() {
        learning.pipe(aVerdict("t-1").terminal("t-4"));
        learning.label("t-1", true, NOON.plusSeconds(1));
        learning.publish();
        assertThat(learning.drainEntities()).containsExactly("terminal/t-4");

        learning.pipe(aVerdict("t-2").at(NOON.plus(Duration.ofDays(44))).terminal("t-5"));
        learning.label("t-2", true, NOON.plus(Duration.ofDays(44)));
        learning.publish();
        assertThat(learning.drainEntities()).containsExactly("terminal/t-5");

        learning.pipe(aVerdict("t-3").at(NOON.plus(Duration.ofDays(46))).terminal("t-5"));
        learning.label("t-3", true, NOON.plus(Duration.ofDays(46)));
        learning.publish();

        assertThat(learning.drainEntities())
                .containsExactlyInAnyOrder("terminal/t-5", "terminal/t-4-");
        assertThat(
                        learning.fixture
                                .<String, EntityRisk>keyValueStore(LearningStores.ENTITY_RISK)
                                .get("terminal/t-4"))
                .isNull();
    }

    @Test
    void shouldForgetNothingAfterARestartBeforeAnythingComes() {
        learning.pipe(aVerdict("t-1").terminal("t-4").device("d-1"));
        learning.label("t-1", true, NOON.plusSeconds(1));
        learning.publish();

        try (LearningFixture restarted = learning.restarted()) {
            restarted.publish();

            assertThat(restarted.drainEntities()).isEmpty();
            assertThat(restarted.content(LearningStores.ENTITY_RISK))
                    .isEqualTo(learning.content(LearningStores.ENTITY_RISK))
                    .containsKeys("terminal/t-4", "device/d-1");
        }
    }

    @Test
    void shouldKnowAfterARestartHowNewTheNewestIsAndHowLongALabelHasWaited() {
        Instant over = NOON.plus(settings.labelRetention()).plusMillis(1);
        learning.label("nobody", true, NOON);
        learning.pipe(aVerdict("t-1").reasons("A").at(over));

        try (LearningFixture restarted = learning.restarted()) {
            restarted.pipe(aVerdict("t-2").reasons("A").at(NOON));
            restarted.publish();

            assertThat(restarted.drainUnmatched()).hasSize(1);
            assertThat(restarted.drainPerformance().get("rule/A/0").getNewestOccurredAt())
                    .isEqualTo(over);
        }
    }

    @Test
    void shouldCountByRuleAndModelAndDayOfEventTime() {
        learning.pipe(aVerdict("t-1").reasons("A", "B").shadow("S"));
        learning.pipe(aVerdict("t-2").reasons("A").at(NOON.plus(DAY)));
        learning.pipe(aVerdict("t-3").reasons("A", "MODEL").model("m-7", 0.9));
        learning.pipe(aVerdict("t-4").model("m-7", 0.1));
        learning.label("t-1", true, NOON.plus(DAY));
        learning.label("t-3", false, NOON.plus(DAY));
        learning.publish();

        Map<String, RulePerformance> told = learning.drainPerformance();
        assertThat(told)
                .containsOnlyKeys("all//0", "model/m-7/0", "rule/A/0", "rule/B/0", "rule/S/0");
        assertThat(told.get("rule/A/0"))
                .isEqualTo(
                        new RulePerformance(
                                NOON.plus(DAY),
                                List.of(FIRST_DAY, FIRST_DAY + 1),
                                List.of(2L, 1L),
                                List.of(1L, 0L),
                                List.of(1L, 0L)));
        assertCounts(told, "rule/S", 1, 1, 0);
        assertCounts(told, "model/m-7", 1, 0, 1);
        assertThat(told.get("all//0").getHits()).containsExactly(3L, 1L);
    }

    @Test
    void shouldKeepAsManyDaysAsSetAndPublishWhatIsLeft() {
        learning.pipe(aVerdict("t-1").reasons("A", "B"));
        learning.publish();
        learning.drainPerformance();

        learning.pipe(
                aVerdict("t-2")
                        .reasons("A")
                        .at(NOON.plus(DAY.multipliedBy(settings.performanceDays()))));
        learning.label("t-1", true, NOON.plus(DAY));
        learning.publish();

        Map<String, RulePerformance> told = learning.drainPerformance();
        assertThat(told.get("rule/A/0").getEpochDays())
                .containsExactly(FIRST_DAY + settings.performanceDays());
        assertThat(told).containsEntry("rule/B/0", null);
    }

    @Test
    void shouldParkWhatIsNoVerdictOrNoLabelAndGoOn() {
        learning.fixture.pipeBytes(learning.labels, bytes("t-1"), bytes("not a label"));
        learning.fixture.pipeBytes(learning.verdicts, bytes("c-1"), bytes("not a verdict"));
        learning.fixture.pipe(learning.labels, "t-1", null);
        learning.fixture.pipe(
                learning.labels,
                "t-9",
                new Label("t-1", true, LabelSource.ANALYST, null, NOON, NOON));
        learning.pipe(aVerdict("t-0").terminal("x".repeat(65)));
        learning.pipe(aVerdict("t-1").terminal("t-4"));
        learning.label("t-1", true, NOON);
        learning.publish();

        assertThat(learning.deadLetters()).hasSize(3);
        assertThat(learning.drainEntities()).containsExactly("terminal/t-4");
        assertThat(learning.happened).containsExactly(Happening.LABELLED);
    }

    private void assertNothingElse() {
        assertThat(learning.drainUnmatched()).isEmpty();
        assertThat(learning.deadLetters()).isEmpty();
    }

    private static void assertCounts(
            Map<String, RulePerformance> told, String key, long hits, long frauds, long honest) {
        RulePerformance performance = told.get(key + "/0");
        assertThat(performance.getEpochDays()).containsExactly(FIRST_DAY);
        assertThat(performance.getHits()).containsExactly(hits);
        assertThat(performance.getFrauds()).containsExactly(frauds);
        assertThat(performance.getHonest()).containsExactly(honest);
    }

    private List<String> waiting() {
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<String, WaitingLabel> all =
                learning.fixture
                        .<String, WaitingLabel>keyValueStore(LearningStores.WAITING_LABELS)
                        .all()) {
            all.forEachRemaining(it -> keys.add(it.key));
        }
        List<String> ordered = new ArrayList<>();
        try (KeyValueIterator<String, String> all =
                learning.fixture
                        .<String, String>keyValueStore(LearningStores.WAITING_ORDER)
                        .all()) {
            all.forEachRemaining(it -> ordered.add(LearningStores.transactionId(it.key)));
        }
        assertThat(ordered).as("both stores").containsExactlyInAnyOrderElementsOf(keys);
        return keys;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
