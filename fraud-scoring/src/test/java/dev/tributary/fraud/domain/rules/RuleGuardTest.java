package dev.tributary.fraud.domain.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tributary.fraud.domain.FeatureVector;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

class RuleGuardTest {
    private static final FeatureVector NOTHING = FeatureVector.of(Map.of());

    private final RuleGuard.Limits limits = new RuleGuard.Limits(Duration.ofNanos(100), 3, 10);
    private long nanos;
    private final RuleGuard guard = new RuleGuard(() -> nanos, limits);
    private final CompiledRule rule = compiled("r", "amountMinor > travelKm");

    @Test
    void shouldTakeAThrowForSilenceAndDisableAtTheLimit() {
        assertThat(guard.holds(rule, RuleGuardTest::broken, NOTHING)).isFalse();
        assertThat(guard.holds(rule, RuleGuardTest::broken, NOTHING)).isFalse();
        assertThat(guard.disabled()).isEmpty();
        assertThat(guard.holds(rule, _ -> true, NOTHING)).isTrue();
        assertThat(guard.holds(rule, RuleGuardTest::broken, NOTHING)).isFalse();
        assertThat(guard.disabled()).as("one good evaluation takes a tenth back").isEmpty();
        guard.holds(rule, RuleGuardTest::broken, NOTHING);

        assertThat(guard.disabled()).containsExactly("r");
        assertThat(guard.holds(rule, _ -> true, NOTHING)).isFalse();
        assertThat(guard.failures()).isEqualTo(4);
        assertThat(guard.slownesses()).isZero();
    }

    @Test
    void shouldBelieveASlowAnswerAndDisableAtTheLimit() {
        for (int i = 0; i < 3; i++) {
            assertThat(guard.holds(rule, taking(101), NOTHING)).isTrue();
        }
        assertThat(guard.holds(rule, taking(1), NOTHING)).isFalse();
        assertThat(guard.slownesses()).isEqualTo(3);
    }

    @Test
    void shouldNotTakeTheLimitItselfForSlow() {
        for (int i = 0; i < 10; i++) {
            assertThat(guard.holds(rule, taking(100), NOTHING)).isTrue();
        }
        assertThat(guard.slownesses()).isZero();
    }

    @Test
    void shouldForgiveAPauseNowAndThen() {
        for (int i = 0; i < 1_000; i++) {
            guard.holds(rule, taking(i % 11 == 0 ? 1_000 : 1), NOTHING);
        }
        assertThat(guard.disabled()).isEmpty();
        assertThat(guard.slownesses()).isEqualTo(91);
    }

    @Test
    void shouldGiveAChangedExpressionAnotherChance() {
        for (int i = 0; i < 3; i++) {
            guard.holds(rule, RuleGuardTest::broken, NOTHING);
        }
        CompiledRule changed = compiled("r", "amountMinor > travelKm + 1");
        assertThat(guard.isDisabled("r", rule.definition().expression())).isTrue();
        assertThat(guard.isDisabled("r", changed.definition().expression())).isFalse();
        assertThat(guard.isDisabled("other", rule.definition().expression())).isFalse();

        assertThat(guard.holds(rule, _ -> true, NOTHING)).isFalse();
        assertThat(guard.holds(changed, _ -> true, NOTHING)).isTrue();
        assertThat(guard.disabled()).isEmpty();
    }

    @Test
    void shouldLeaveOtherRulesAlone() {
        for (int i = 0; i < 3; i++) {
            guard.holds(rule, RuleGuardTest::broken, NOTHING);
        }
        assertThat(guard.holds(compiled("other", "deviceKnown"), _ -> true, NOTHING)).isTrue();
    }

    @Test
    void shouldNotLookAtTheTimeWithoutAClock() {
        RuleGuard timeless = RuleGuard.withoutClock();

        assertThat(timeless.holds(rule, taking(1_000_000_000), NOTHING)).isTrue();
        assertThat(timeless.slownesses()).isZero();
    }

    @Test
    void shouldRefuseLimitsWithoutMeaning() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RuleGuard.Limits(Duration.ZERO, 1, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RuleGuard.Limits(Duration.ofMillis(1), 0, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RuleGuard.Limits(Duration.ofMillis(1), 1, 0));
    }

    private static boolean broken(FeatureVector features) {
        throw new ArithmeticException("no number in " + features);
    }

    private Predicate<FeatureVector> taking(long time) {
        return _ -> {
            nanos += time;
            return true;
        };
    }

    private static CompiledRule compiled(String ruleId, String expression) {
        return CompiledRules.of(List.of(RandomRules.rule(ruleId, expression)), null)
                .rules()
                .getFirst();
    }
}
