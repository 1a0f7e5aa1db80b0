package dev.tributary.fraud.domain.rules;

import static dev.tributary.fraud.domain.rules.RandomRules.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tributary.fraud.domain.Feature;
import dev.tributary.fraud.domain.FeatureVector;
import dev.tributary.fraud.domain.rules.RuleDefinition.Mode;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The index finds what evaluating every rule finds, and that is what CEL itself finds. */
class CompiledRulesTest {
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

    private final RuleGuard guard = RuleGuard.withoutClock();

    @Test
    void shouldSpeakAsCelItselfWhateverTheExpression() throws Exception {
        long seed = 20261125;
        Random random = new Random(seed);
        RandomRules made = new RandomRules(random);
        int compared = 0;
        for (int round = 0; round < 1_000; round++) {
            String text = made.expression();
            if (!(RuleCompiler.compile(text) instanceof Compilation.Compiled)) {
                continue;
            }
            CelItself cel = new CelItself(text);
            CompiledRules alone = CompiledRules.of(List.of(rule("r", text)), null);
            for (int i = 0; i < 20; i++) {
                FeatureVector transaction = made.transaction();
                assertThat(!alone.speaking(transaction, NOW, guard).isEmpty())
                        .as("seed %d: %s with %s", seed, text, transaction)
                        .isEqualTo(cel.holds(transaction));
                compared++;
            }
        }
        assertThat(compared).as("seed %d", seed).isGreaterThan(15_000);
    }

    @Test
    void shouldFindAmongThousandsWhatEachRuleFindsAlone() {
        long seed = 20261126;
        Random random = new Random(seed);
        RandomRules made = new RandomRules(random);
        for (int size : new int[] {1, 63, 64, 65, 1_000, 3_000}) {
            CompiledRules rules = CompiledRules.of(rules(made, size), null);
            int spoken = 0;
            for (int i = 0; i < 150; i++) {
                FeatureVector transaction = made.transaction();
                List<CompiledRule> expected =
                        rules.rules().stream()
                                .filter(rule -> rule.expression().holds(transaction))
                                .toList();
                assertThat(rules.speaking(transaction, NOW, guard))
                        .as("seed %d, %d rules, %s", seed, size, transaction)
                        .isEqualTo(expected);
                spoken += expected.size();
            }
            assertThat(spoken).as("seed %d, %d rules", seed, size).isPositive();
        }
    }

    @Test
    void shouldListHeaviestFirstAndTiesById() {
        CompiledRules rules =
                CompiledRules.of(
                        List.of(
                                weighing("b", 0.5),
                                weighing("a", 0.5),
                                weighing("light", 0.1),
                                weighing("heavy", 0.9)),
                        null);

        assertThat(rules.speaking(amount(5), NOW, guard))
                .extracting(CompiledRule::ruleId)
                .containsExactly("heavy", "a", "b", "light");
    }

    @Test
    void shouldNameARuleOnceWhenSeveralOfItsTermsHold() {
        CompiledRules rules =
                CompiledRules.of(
                        List.of(rule("r", "amountMinor > 1 || amountMinor > 2 || amountMinor > 3")),
                        null);

        assertThat(rules.speaking(amount(5), NOW, guard)).hasSize(1);
    }

    @Test
    void shouldFallSilentAtTheEventTimeOfExpiry() {
        RuleDefinition forever = rule("r", "amountMinor > 1");
        CompiledRules rules =
                CompiledRules.of(
                        List.of(
                                new RuleDefinition(
                                        forever.ruleId(),
                                        forever.family(),
                                        forever.expression(),
                                        forever.action(),
                                        forever.weight(),
                                        forever.mode(),
                                        forever.origin(),
                                        forever.description(),
                                        NOW)),
                        null);

        assertThat(rules.speaking(amount(5), NOW.minusNanos(1), guard)).hasSize(1);
        assertThat(rules.speaking(amount(5), NOW, guard)).isEmpty();
    }

    @Test
    void shouldEvaluateRulesOnTrialButNoneThatIsSwitchedOff() {
        RuleDefinition rule = rule("r", "amountMinor > 1");

        assertThat(speaking(rule.in(Mode.SHADOW))).hasSize(1);
        assertThat(speaking(rule.in(Mode.DISABLED))).isEmpty();
    }

    @Test
    void shouldKeepExpressionsThatDidNotChange() {
        CompiledRules before =
                CompiledRules.of(
                        List.of(rule("same", "amountMinor > 1"), rule("other", "amountMinor > 2")),
                        null);
        CompiledRules after =
                CompiledRules.of(
                        List.of(
                                rule("same", "amountMinor > 1").in(Mode.SHADOW),
                                rule("other", "amountMinor > 3")),
                        before);

        assertThat(expression(after, "same")).isSameAs(expression(before, "same"));
        assertThat(expression(after, "other").text()).isEqualTo("amountMinor > 3");
    }

    @Test
    void shouldLeaveOutAndNameRulesThatMeanNothing() {
        CompiledRules rules =
                CompiledRules.of(
                        List.of(rule("good", "amountMinor > 1"), rule("bad", "amuntMinor > 1")),
                        null);

        assertThat(rules.rules()).extracting(CompiledRule::ruleId).containsExactly("good");
        assertThat(rules.refused()).containsOnlyKeys("bad");
        assertThat(rules.refused().get("bad"))
                .extracting(RuleFault::nearest)
                .containsExactly("amountMinor");
    }

    @Test
    void shouldTakeAsManyRulesAsItSaysAndNoneTwice() {
        List<RuleDefinition> many = new ArrayList<>();
        for (int i = 0; i < CompiledRules.MAX_RULES; i++) {
            many.add(rule("r" + i, "amountMinor > 1").in(Mode.DISABLED));
        }
        assertThat(CompiledRules.of(many, null).rules()).isEmpty();

        many.add(rule("one-more", "amountMinor > 1"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CompiledRules.of(many, null))
                .withMessage("20001 rules, more than 20000");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        CompiledRules.of(List.of(rule("r", "true"), rule("r", "false")), null))
                .withMessage("two rules have the id r");
    }

    @Test
    void shouldBeSilentWithoutRules() {
        assertThat(CompiledRules.of(List.of(), null).speaking(amount(5), NOW, guard)).isEmpty();
    }

    private static List<RuleDefinition> rules(RandomRules made, int size) {
        List<RuleDefinition> rules = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            rules.add(rule("r" + i, made.expression()));
        }
        return rules;
    }

    private List<CompiledRule> speaking(RuleDefinition rule) {
        return CompiledRules.of(List.of(rule), null).speaking(amount(5), NOW, guard);
    }

    private static RuleExpression expression(CompiledRules rules, String ruleId) {
        return rules.rules().stream()
                .filter(rule -> rule.ruleId().equals(ruleId))
                .findFirst()
                .orElseThrow()
                .expression();
    }

    private static RuleDefinition weighing(String ruleId, double weight) {
        RuleDefinition rule = rule(ruleId, "amountMinor > 1");
        return new RuleDefinition(
                rule.ruleId(),
                rule.family(),
                rule.expression(),
                rule.action(),
                weight,
                rule.mode(),
                rule.origin(),
                rule.description(),
                null);
    }

    private static FeatureVector amount(double amountMinor) {
        return FeatureVector.of(Map.of(Feature.AMOUNT_MINOR, amountMinor));
    }
}
