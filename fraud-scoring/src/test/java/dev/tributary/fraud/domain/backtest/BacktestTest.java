package dev.tributary.fraud.domain.backtest;

import static dev.tributary.fraud.domain.rules.RandomRules.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.tributary.fraud.domain.Decision;
import dev.tributary.fraud.domain.Feature;
import dev.tributary.fraud.domain.FeatureVector;
import dev.tributary.fraud.domain.backtest.BacktestReport.RuleResult;
import dev.tributary.fraud.domain.learning.DayCounts;
import dev.tributary.fraud.domain.rules.Compilation;
import dev.tributary.fraud.domain.rules.RandomRules;
import dev.tributary.fraud.domain.rules.RuleCompiler;
import dev.tributary.fraud.domain.rules.RuleDefinition;
import dev.tributary.fraud.domain.rules.RuleDefinition.Mode;
import dev.tributary.fraud.domain.rules.RuleExpression;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What rules would have done, counted; and that it is what evaluating each alone comes to. */
class BacktestTest {
    private static final List<Mode> MODES = List.of(Mode.values());
    private static final List<Decision> DECISIONS = List.of(Decision.values());
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private record Labelled(PastTransaction transaction, @Nullable Boolean fraud) {}

    @Test
    void shouldCountWhatBecameOfTheHitsOfEachRuleAndOfAll() {
        Backtest backtest =
                new Backtest(List.of(rule("b", "amountMinor > 20"), rule("a", "amountMinor > 10")));
        backtest.add(amount(5, NOON, Decision.APPROVE), true);
        backtest.add(amount(15, NOON, Decision.APPROVE), true);
        backtest.add(amount(25, NOON, Decision.REVIEW), false);
        backtest.add(amount(25, NOON.plus(Duration.ofDays(2)), Decision.BLOCK), null);
        backtest.add(amount(5, NOON, Decision.REVIEW), true);

        BacktestReport report = backtest.report();

        assertThat(report.transactions()).isEqualTo(new DayCounts(5, 3, 1));
        assertThat(report.rules())
                .containsExactly(
                        new RuleResult("a", new DayCounts(3, 1, 1)),
                        new RuleResult("b", new DayCounts(2, 0, 1)));
        assertThat(report.alerts()).isEqualTo(new DayCounts(3, 1, 1));
        assertThat(report.decided()).isEqualTo(new DayCounts(3, 1, 1));
        assertThat(report.added()).isEqualTo(new DayCounts(1, 1, 0));
        assertThat(report.firstDay()).isEqualTo(LocalDate.parse("2026-03-02"));
        assertThat(report.lastDay()).isEqualTo(LocalDate.parse("2026-03-04"));
        assertThat(report.days()).isEqualTo(2);
        assertThat(report.aDay(report.alerts())).isEqualTo(1.5);
        assertThat(report.recall(report.alerts())).isCloseTo(1.0 / 3, within(1e-15));
    }

    @Test
    void shouldSayThatNothingIsKnownWhereNothingCame() {
        BacktestReport report = new Backtest(List.of(rule("a", "amountMinor > 10"))).report();

        assertThat(report.firstDay()).isNull();
        assertThat(report.decided()).isNull();
        assertThat(report.recall(report.alerts())).isNull();
        assertThat(report.aDay(report.alerts())).isZero();
        assertThat(report.rules()).containsExactly(new RuleResult("a", DayCounts.NONE));
    }

    @Test
    void shouldNotHoldHistoryWithoutDecisionsAgainstAnything() {
        Backtest backtest = new Backtest(List.of(rule("a", "amountMinor > 10")));
        backtest.add(amount(15, NOON, null), true);

        assertThat(backtest.report().decided()).isNull();
        assertThat(backtest.report().added()).isNull();
    }

    @Test
    void shouldEvaluateRulesOfEveryModeAndSayWhichMeanNothing() {
        Backtest backtest =
                new Backtest(
                        List.of(
                                rule("off", "amountMinor > 10").in(Mode.DISABLED),
                                rule("trial", "amountMinor > 10").in(Mode.SHADOW),
                                rule("none", "amuontMinor > 10")));
        backtest.add(amount(15, NOON, null), true);

        assertThat(backtest.refused()).containsOnlyKeys("none");
        assertThat(backtest.report().rules())
                .containsExactly(
                        new RuleResult("off", new DayCounts(1, 1, 0)),
                        new RuleResult("trial", new DayCounts(1, 1, 0)));
    }

    @Test
    void shouldFallSilentWhereARuleExpires() {
        RuleDefinition forever = rule("a", "amountMinor > 10");
        RuleDefinition expiring =
                new RuleDefinition(
                        "a",
                        "a",
                        forever.expression(),
                        forever.action(),
                        forever.weight(),
                        forever.mode(),
                        forever.origin(),
                        forever.description(),
                        NOON);
        Backtest backtest = new Backtest(List.of(expiring));
        backtest.add(amount(15, NOON.minusMillis(1), null), null);
        backtest.add(amount(15, NOON, null), null);

        assertThat(backtest.report().alerts().hits()).isEqualTo(1);
    }

    @Test
    void shouldRefuseTwoRulesOfOneId() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Backtest(List.of(rule("a", "night"), rule("a", "weekend"))));
    }

    @Test
    void shouldHitWhatEvaluatingEveryRuleOneByOneHits() {
        long seed = 20261126;
        Random random = new Random(seed);
        RandomRules made = new RandomRules(random);
        for (int round = 0; round < 20; round++) {
            List<RuleDefinition> rules = new ArrayList<>();
            List<RuleExpression> expressions = new ArrayList<>();
            while (rules.size() < 100) {
                String text = made.expression();
                if (RuleCompiler.compile(text) instanceof Compilation.Compiled(var compiled)) {
                    rules.add(
                            rule("r%03d".formatted(rules.size()), text)
                                    .in(MODES.get(random.nextInt(3))));
                    expressions.add(compiled);
                }
            }
            List<Labelled> past = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                past.add(
                        new Labelled(
                                new PastTransaction(
                                        NOON.plusSeconds(random.nextInt(1_000_000)),
                                        made.transaction(),
                                        DECISIONS.get(random.nextInt(3))),
                                random.nextInt(3) == 0 ? null : random.nextBoolean()));
            }
            Backtest backtest = new Backtest(rules);
            past.forEach(it -> backtest.add(it.transaction(), it.fraud()));

            BacktestReport report = backtest.report();
            for (int i = 0; i < rules.size(); i++) {
                RuleExpression expression = expressions.get(i);
                assertThat(report.rules().get(i))
                        .as("seed %d, round %d: %s", seed, round, expression)
                        .isEqualTo(
                                new RuleResult(
                                        rules.get(i).ruleId(),
                                        counts(past, it -> expression.holds(it.features()))));
            }
            assertThat(report.alerts())
                    .isEqualTo(
                            counts(
                                    past,
                                    it ->
                                            expressions.stream()
                                                    .anyMatch(e -> e.holds(it.features()))));
            assertThat(report.decided())
                    .isEqualTo(counts(past, it -> it.decision() != Decision.APPROVE));
        }
    }

    private interface Hit {
        boolean test(PastTransaction transaction);
    }

    private static DayCounts counts(List<Labelled> past, Hit hit) {
        long hits = 0;
        long frauds = 0;
        long honest = 0;
        for (Labelled each : past) {
            if (hit.test(each.transaction())) {
                hits++;
                frauds += Boolean.TRUE.equals(each.fraud()) ? 1 : 0;
                honest += Boolean.FALSE.equals(each.fraud()) ? 1 : 0;
            }
        }
        return new DayCounts(hits, frauds, honest);
    }

    private static PastTransaction amount(double minor, Instant at, @Nullable Decision decision) {
        return new PastTransaction(
                at, FeatureVector.of(Map.of(Feature.AMOUNT_MINOR, minor)), decision);
    }
}
