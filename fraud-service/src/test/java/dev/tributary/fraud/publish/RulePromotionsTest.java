package dev.tributary.fraud.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.common.streams.Publication;
import dev.tributary.fraud.domain.learning.DayCounts;
import dev.tributary.fraud.domain.learning.LearnedRules;
import dev.tributary.fraud.domain.learning.Performance;
import dev.tributary.fraud.domain.learning.PromotionPolicy.Candidate;
import dev.tributary.fraud.domain.learning.PromotionSettings;
import dev.tributary.fraud.domain.rules.PublishedRule;
import dev.tributary.fraud.domain.rules.RuleDefinition;
import dev.tributary.fraud.domain.rules.RuleDefinition.Action;
import dev.tributary.fraud.domain.rules.RuleDefinition.Mode;
import dev.tributary.fraud.domain.rules.RuleDefinition.Origin;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;

/** Whose turn it is, and what is written; what the policy says is told elsewhere. */
class RulePromotionsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant AS_OF = Instant.parse("2026-02-01T00:00:00Z");
    private static final int DAY = (int) (AS_OF.getEpochSecond() / 86_400) - 20;
    private static final PromotionSettings POLICY =
            new PromotionSettings(10, 1, 10, 0.5, 0.3, 1_000, 0, 0);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Known known = new Known();
    private final List<PublishedRule> put = new ArrayList<>();
    private boolean reachable = true;
    private boolean itsTurn = true;

    /** As one instance may know rules. */
    private static final class Known implements LearnedRules {
        private final Map<String, PublishedRule> rules = new TreeMap<>();
        private final Map<String, Performance> performances = new TreeMap<>();
        private final Map<String, PublishedRule> since = new TreeMap<>();
        private @Nullable String obstacle;

        void add(String ruleId, Mode mode, int frauds) {
            rules.put(ruleId, rule(ruleId, mode));
            performances.put(ruleId, performance(100, frauds));
        }

        @Override
        public @Nullable String obstacle() {
            return obstacle;
        }

        @Override
        public List<Candidate> candidates() {
            return rules.values().stream()
                    .map(rule -> new Candidate(rule.definition(), performances.get(rule.ruleId())))
                    .toList();
        }

        @Override
        public Performance everything() {
            return performance(10_000, 100);
        }

        @Override
        public Optional<PublishedRule> find(String ruleId) {
            return Optional.ofNullable(since.getOrDefault(ruleId, rules.get(ruleId)));
        }
    }

    @Test
    void shouldPutEachRuleOnceInItsNewModeWithTheReason() throws Exception {
        known.add("BAD", Mode.ACTIVE, 0);
        known.add("GOOD", Mode.SHADOW, 90);
        known.add("SO-SO", Mode.SHADOW, 40);

        assertThat(judge()).isEqualTo(2);

        assertThat(put)
                .extracting(rule -> rule.ruleId() + " " + rule.definition().mode())
                .containsExactly("BAD DISABLED", "GOOD ACTIVE");
        assertThat(put.getLast().provenance())
                .startsWith("Mined.\nPROMOTED SHADOW to ACTIVE at 2026-03-01T12:00:00Z: 90 of 100");
        assertThat(put.getLast().updatedAt()).isEqualTo(NOW);
        assertThat(changes("promoted")).isEqualTo(1);
        assertThat(changes("retired")).isEqualTo(1);
        assertThat(acting()).isEqualTo(1);

        put.forEach(rule -> known.rules.put(rule.ruleId(), rule));
        assertThat(judge()).isZero();
    }

    @Test
    void shouldStandByWhereAnotherInstanceActs() throws Exception {
        known.add("GOOD", Mode.SHADOW, 90);
        itsTurn = false;

        assertThat(judge()).isZero();
        assertThat(put).isEmpty();
        assertThat(acting()).isZero();

        itsTurn = true;
        assertThat(judge()).isEqualTo(1);
    }

    @Test
    void shouldNotJudgeByWhatItDoesNotKnowWhole() throws Exception {
        known.add("GOOD", Mode.SHADOW, 90);
        known.obstacle = "topic x: 5 records to be read";

        assertThat(judge()).isZero();
        assertThat(put).isEmpty();
        assertThat(failures()).isEqualTo(1);
    }

    @Test
    void shouldLeaveARuleThatSomebodyChangedOrRemovedMeanwhile() throws Exception {
        known.add("CHANGED", Mode.SHADOW, 90);
        known.add("GOOD", Mode.SHADOW, 90);
        known.since.put("CHANGED", rule("CHANGED", Mode.DISABLED));

        assertThat(judge()).isEqualTo(1);
        assertThat(put).extracting(PublishedRule::ruleId).containsExactly("GOOD");
    }

    @Test
    void shouldWaitForTheNextTimeWhereAChangeMayNotBeWritten() throws Exception {
        known.add("BAD", Mode.ACTIVE, 0);
        known.add("GOOD", Mode.SHADOW, 90);
        reachable = false;

        assertThat(judge()).isZero();
        assertThat(put).extracting(PublishedRule::ruleId).containsExactly("BAD");
        assertThat(failures()).isEqualTo(1);
        assertThat(changes("retired")).isZero();

        reachable = true;
        assertThat(judge()).isEqualTo(2);
    }

    @Test
    void shouldJudgeFromTimeToTimeUntilItIsClosed() throws Exception {
        CountDownLatch twice = new CountDownLatch(2);
        RulePromotions job =
                job(
                        true,
                        () -> {
                            twice.countDown();
                            throw new IllegalStateException("a bug");
                        });
        job.start();
        // The second time comes, although the first one failed.
        twice.await();
        job.close();
        assertThat(failures()).isGreaterThanOrEqualTo(1);
    }

    @Test
    void shouldDoNothingWhereItIsSwitchedOff() {
        RulePromotions job =
                job(
                        false,
                        () -> {
                            throw new IllegalStateException("asked");
                        });
        job.start();
        job.close();
        assertThat(failures()).isZero();
    }

    private int judge() throws InterruptedException {
        return job(true, () -> itsTurn).judge();
    }

    private RulePromotions job(boolean enabled, BooleanSupplier turn) {
        return new RulePromotions(
                new PromotionJobSettings(enabled, Duration.ofMillis(1), POLICY),
                known,
                rule -> {
                    put.add(rule);
                    return reachable
                            ? new Publication.Acknowledged(0, put.size())
                            : new Publication.Unknown(new IllegalStateException("away"));
                },
                turn,
                () -> NOW,
                meters);
    }

    private double changes(String reason) {
        return meters.get("tributary.fraud.promotion.changes")
                .tag("reason", reason)
                .counter()
                .count();
    }

    private double failures() {
        return meters.get("tributary.fraud.promotion.failures").counter().count();
    }

    private double acting() {
        return meters.get("tributary.fraud.promotion.acting").gauge().value();
    }

    private static Performance performance(int hits, int frauds) {
        TreeMap<Integer, DayCounts> days = new TreeMap<>();
        days.put(DAY, new DayCounts(hits, frauds, hits - frauds));
        return Performance.of(days, AS_OF, Duration.ofDays(7));
    }

    private static PublishedRule rule(String ruleId, Mode mode) {
        return new PublishedRule(
                new RuleDefinition(
                        ruleId,
                        "LEARNED",
                        "amountMinor > 5",
                        Action.SCORE,
                        0.5,
                        mode,
                        Origin.LEARNED,
                        "Test.",
                        null),
                "Mined.",
                AS_OF);
    }
}
