package dev.tributary.fraud.domain.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tributary.fraud.domain.rules.RuleDefinition.Action;
import dev.tributary.fraud.domain.rules.RuleDefinition.Mode;
import dev.tributary.fraud.domain.rules.RuleDefinition.Origin;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleDefinitionTest {
    @Test
    void shouldTakeEverythingAtItsLimit() {
        RuleDefinition rule =
                rule(
                        "r".repeat(RuleDefinition.MAX_ID_LENGTH),
                        "x".repeat(RuleDefinition.MAX_EXPRESSION_LENGTH),
                        Action.BLOCK,
                        0,
                        "d".repeat(RuleDefinition.MAX_DESCRIPTION_LENGTH));

        assertThat(rule.in(Mode.SHADOW).mode()).isEqualTo(Mode.SHADOW);
        assertThat(rule.in(Mode.SHADOW).in(Mode.ACTIVE)).isEqualTo(rule);
    }

    @Test
    void shouldRefuseEverythingBeyondItsLimit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rule("r".repeat(65), "x", Action.BLOCK, 0, "d"))
                .withMessage("ruleId has 65 characters, not 1 to 64");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rule("r", "x".repeat(2_001), Action.BLOCK, 0, "d"))
                .withMessage("expression has 2001 characters, more than 2000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rule("r", "x", Action.BLOCK, 0, "d".repeat(301)))
                .withMessage("description has 301 characters, more than 300");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1r", "_r", "a b", "a/b", "ä", "a\n"})
    void shouldRefuseAnIdThatIsNoName(String ruleId) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rule(ruleId, "x", Action.BLOCK, 0, "d"))
                .withMessageStartingWith("ruleId ");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN, Double.POSITIVE_INFINITY})
    void shouldRefuseAWeightThatIsNoShare(double weight) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rule("r", "x", Action.BLOCK, weight, "d"));
    }

    @Test
    void shouldRefuseAScoreOfNothingAndBlankTexts() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rule("r", "x", Action.SCORE, 0, "d"))
                .withMessage("weight is 0, so action SCORE has no effect");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rule("r", " \n", Action.BLOCK, 0, "d"))
                .withMessage("expression is blank");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rule("r", "x", Action.BLOCK, 0, ""))
                .withMessage("description is blank");
    }

    private static RuleDefinition rule(
            String ruleId, String expression, Action action, double weight, String description) {
        return new RuleDefinition(
                ruleId,
                "family",
                expression,
                action,
                weight,
                Mode.ACTIVE,
                Origin.ANALYST,
                description,
                null);
    }
}
