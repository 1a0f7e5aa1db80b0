package dev.tributary.fraud.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.fraud.domain.RuleSet;
import dev.tributary.fraud.domain.ScorerSettings;
import dev.tributary.fraud.domain.rules.CompiledRules;
import dev.tributary.fraud.domain.rules.PublishedRule;
import dev.tributary.fraud.domain.rules.RuleDefinition;
import dev.tributary.fraud.domain.rules.RuleDefinition.Action;
import dev.tributary.fraud.domain.rules.RuleDefinition.Mode;
import dev.tributary.fraud.domain.rules.RuleDefinition.Origin;
import dev.tributary.fraud.wire.RuleAvroMapper;
import dev.tributary.schemas.fraud.Rule;
import dev.tributary.schemas.fraud.RuleMode;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

class RuleFeedTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ScorerSettings SETTINGS = ScorerSettings.defaults();
    private static final String BUILT_IN = "IMPOSSIBLE_TRAVEL";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private RuleFeed feed = new RuleFeed(SETTINGS, meters);

    @AfterEach
    void close() {
        feed.close();
    }

    @Test
    void shouldHaveTheRulesOfTheSettingsAloneUntilItHasCaughtUp() throws Exception {
        feed.start();
        put("R-1", "amountMinor > 5");

        assertThat(feed.awaitInForce(Duration.ofMillis(50))).isFalse();
        assertThat(feed.isLoaded()).isFalse();
        assertThat(feed.get().version()).isEqualTo(RuleSet.of(SETTINGS).version());
        assertThat(feed.get().isComplete()).isFalse();

        feed.caughtUp();
        awaitInForce();
        assertThat(feed.isLoaded()).isTrue();
        assertThat(feed.get().definitions()).contains(definition("R-1", "amountMinor > 5"));
        assertThat(feed.get().version())
                .isEqualTo(
                        RuleSet.of(SETTINGS, List.of(definition("R-1", "amountMinor > 5")), null)
                                .version());
    }

    @Test
    void shouldFollowEveryChange() throws Exception {
        String alone = feed.get().version();
        loaded();
        put("R-1", "amountMinor > 5");
        awaitInForce();
        String first = feed.get().version();
        put("R-1", "amountMinor > 6");
        awaitInForce();
        String second = feed.get().version();
        put("R-1", "amountMinor > 5");
        awaitInForce();

        assertThat(feed.get().version()).isEqualTo(first).isNotEqualTo(second).isNotEqualTo(alone);
        feed.removed("R-1");
        feed.removed("never there");
        awaitInForce();
        assertThat(feed.get().version()).isEqualTo(alone);
        assertThat(feed.find("R-1")).isNull();
    }

    @Test
    void shouldLeaveOutWhatItCannotUseAndKeepTheOthers() throws Exception {
        loaded();
        put("GOOD", "amountMinor > 5");
        put("OTHER_FEATURES", "tomorrowsFeature > 5");
        put(BUILT_IN, "amountMinor > 5");
        Rule unknown = rule("LATER_MODE", "amountMinor > 5");
        unknown.setMode(RuleMode.UNKNOWN);
        feed.put("LATER_MODE", unknown);
        feed.put("WRONG_KEY", rule("R-1", "amountMinor > 5"));
        awaitInForce();

        assertThat(usable("GOOD").inSet()).isTrue();
        assertThat(usable("GOOD").leftOut()).isNull();
        assertThat(usable("OTHER_FEATURES").faults())
                .singleElement()
                .satisfies(it -> assertThat(it.reason()).contains("tomorrowsFeature"));
        assertThat(feed.find("LATER_MODE"))
                .isEqualTo(
                        new KnownRule.Unusable(
                                "LATER_MODE", "this version does not know its mode"));
        assertThat(feed.find("WRONG_KEY")).isInstanceOf(KnownRule.Unusable.class);
        assertThat(usable(BUILT_IN).definition().origin()).isEqualTo(Origin.BUILT_IN);
        assertThat(feed.get().definitions())
                .extracting(RuleDefinition::ruleId)
                .contains("GOOD", BUILT_IN)
                .doesNotContain("LATER_MODE", "WRONG_KEY");
        assertThat(meters.get("tributary.fraud.rules.refused").gauge().value()).isEqualTo(4);
        assertThat(meters.get("tributary.fraud.rules.evaluated").gauge().value())
                .isEqualTo(RuleSet.of(SETTINGS).evaluated() + 1.0);
    }

    @Test
    void shouldLeaveOutTheIdsThatSortLastBeyondTheMostThatASetMayHold() throws Exception {
        int builtIn = feed.size();
        int most = CompiledRules.MAX_RULES - builtIn;
        for (int i = 0; i <= most; i++) {
            put("R-%05d".formatted(i), "amountMinor > 5");
        }
        loaded();

        assertThat(feed.get().definitions()).hasSize(CompiledRules.MAX_RULES);
        assertThat(usable("R-%05d".formatted(most - 1)).inSet()).isTrue();
        assertThat(usable("R-%05d".formatted(most)).inSet()).isFalse();
        assertThat(usable("R-%05d".formatted(most)).leftOut()).contains("more than 20000");
        assertThat(feed.size()).isEqualTo(CompiledRules.MAX_RULES + 1);
    }

    @Test
    void shouldMakeOneSetOfAllThatChangesWhileOneIsMade() throws Exception {
        List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
        Semaphore begun = new Semaphore(0);
        CountDownLatch goOn = new CountDownLatch(1);
        feed =
                new RuleFeed(
                        (others, previous) -> {
                            sizes.add(others.size());
                            if (others.size() == 1) {
                                begun.release();
                                await(goOn);
                            }
                            return RuleSet.of(SETTINGS, others, previous);
                        },
                        new SimpleMeterRegistry());
        loaded();
        put("R-0", "amountMinor > 5");
        assertThat(begun.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        for (int i = 1; i < 500; i++) {
            put("R-" + i, "amountMinor > 5");
        }
        // The set in the making is not in the way of those who ask.
        assertThat(usable("R-499").inSet()).isFalse();
        assertThat(feed.get().isComplete()).isTrue();
        goOn.countDown();
        awaitInForce();

        // One without rules for the wiring, one for having caught up, the held one, all the rest.
        assertThat(sizes).containsExactly(0, 0, 1, 500);
        assertThat(usable("R-499").inSet()).isTrue();
    }

    @Test
    void shouldKeepWhatIsInForceWhenASetCannotBeMade() throws Exception {
        AtomicBoolean broken = new AtomicBoolean();
        SimpleMeterRegistry own = new SimpleMeterRegistry();
        feed =
                new RuleFeed(
                        (others, previous) -> {
                            if (broken.get()) {
                                throw new IllegalStateException("a bug");
                            }
                            return RuleSet.of(SETTINGS, others, previous);
                        },
                        own);
        loaded();
        put("R-1", "amountMinor > 5");
        awaitInForce();
        String before = feed.get().version();
        broken.set(true);
        put("R-2", "amountMinor > 5");
        while (own.counter("tributary.fraud.rules.swap.failures").count() == 0) {
            Thread.onSpinWait();
        }
        assertThat(feed.get().version()).isEqualTo(before);

        broken.set(false);
        put("R-3", "amountMinor > 5");
        awaitInForce();
        assertThat(usable("R-2").inSet()).isTrue();
    }

    @Test
    void shouldListByIdWithTheRulesOfTheSettingsPageByPage() throws Exception {
        loaded();
        for (String id : List.of("z", "A", "IMPOSSIBLE", "IMPOSSIBLE_TRAVEL_2", "m")) {
            put(id, "amountMinor > 5");
        }
        awaitInForce();
        List<String> all = ids(feed.list("", 1_000));
        assertThat(all)
                .isSorted()
                .doesNotHaveDuplicates()
                .hasSize(feed.size())
                .startsWith("A")
                .containsSubsequence("IMPOSSIBLE", BUILT_IN, "IMPOSSIBLE_TRAVEL_2")
                .endsWith("m", "z");

        List<String> paged = new ArrayList<>();
        String after = "";
        for (List<KnownRule> page = feed.list(after, 3); !page.isEmpty(); ) {
            assertThat(page).hasSizeLessThanOrEqualTo(3);
            paged.addAll(ids(page));
            after = page.getLast().ruleId();
            page = feed.list(after, 3);
        }
        assertThat(paged).isEqualTo(all);
    }

    private void loaded() throws InterruptedException {
        feed.start();
        feed.caughtUp();
        awaitInForce();
    }

    private void awaitInForce() throws InterruptedException {
        assertThat(feed.awaitInForce(PATIENCE)).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private KnownRule.Usable usable(String ruleId) {
        return (KnownRule.Usable) feed.find(ruleId);
    }

    private static List<String> ids(List<KnownRule> rules) {
        return rules.stream().map(KnownRule::ruleId).toList();
    }

    private void put(String ruleId, String expression) {
        feed.put(ruleId, rule(ruleId, expression));
    }

    private static Rule rule(String ruleId, String expression) {
        return RuleAvroMapper.toAvro(
                new PublishedRule(definition(ruleId, expression), null, Instant.EPOCH));
    }

    private static RuleDefinition definition(String ruleId, String expression) {
        return new RuleDefinition(
                ruleId,
                ruleId,
                expression,
                Action.SCORE,
                0.5,
                Mode.ACTIVE,
                Origin.ANALYST,
                "Tested.",
                null);
    }
}
