package dev.tributary.fraud.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.schemas.fraud.Decision;
import dev.tributary.schemas.fraud.Reason;
import dev.tributary.schemas.fraud.Verdict;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

class ScoringMetersTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ScoringMeters listener = new ScoringMeters(meters);

    @Test
    void shouldCountTheFirstRulesByNameAndTheOthersTogether() {
        for (int i = 0; i < ScoringMeters.RULES_MAX + 5; i++) {
            spoke("R-" + i);
        }
        spoke("R-0");

        assertThat(hits("R-0")).isEqualTo(2);
        assertThat(hits("R-" + (ScoringMeters.RULES_MAX - 1))).isEqualTo(1);
        assertThat(hits(ScoringMeters.OTHER_RULES)).isEqualTo(5);
        assertThat(meters.find("tributary.fraud.rule.hits").counters())
                .hasSize(ScoringMeters.RULES_MAX + 1);
    }

    private double hits(String rule) {
        Counter counter = meters.get("tributary.fraud.rule.hits").tag("rule", rule).counter();
        return counter.count();
    }

    private void spoke(String rule) {
        Verdict verdict = new Verdict();
        verdict.setDecision(Decision.REVIEW);
        verdict.setReasons(List.of(new Reason(rule, "", 0.5)));
        listener.decided(verdict, Duration.ZERO);
    }
}
