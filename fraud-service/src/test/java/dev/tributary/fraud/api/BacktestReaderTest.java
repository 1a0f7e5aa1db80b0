package dev.tributary.fraud.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tributary.common.web.Fault;
import dev.tributary.common.web.Problem;
import dev.tributary.common.web.ProblemException;
import dev.tributary.fraud.domain.RuleSet;
import dev.tributary.fraud.domain.ScorerSettings;
import dev.tributary.fraud.domain.rules.RuleDefinition;
import dev.tributary.fraud.domain.rules.RuleDefinition.Action;
import dev.tributary.fraud.domain.rules.RuleDefinition.Mode;
import dev.tributary.fraud.domain.rules.RuleDefinition.Origin;
import dev.tributary.fraud.query.BacktestRequest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

class BacktestReaderTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final String RANGE =
            "\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2026-01-02T00:00:00Z\"";
    private static final String RULE =
            "{\"ruleId\":\"R-1\",\"expression\":\"amountMinor > 5\",\"action\":\"REVIEW\","
                    + "\"description\":\"d\"}";
    private static final RuleSet IN_FORCE =
            RuleSet.of(
                    ScorerSettings.defaults(),
                    List.of(rule("ON", Mode.ACTIVE), rule("OFF", Mode.DISABLED)),
                    null);

    @Test
    void shouldReadRulesAndARange() {
        BacktestRequest request =
                read("{\"rules\":[" + RULE + "," + RULE.replace("R-1", "R-2") + "]," + RANGE + "}");

        assertThat(request.rules())
                .extracting(RuleDefinition::ruleId)
                .containsExactly("R-1", "R-2");
        assertThat(request.ruleSetVersion()).isNull();
        assertThat(request.from()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(request.to()).isEqualTo("2026-01-02T00:00:00Z");
    }

    @Test
    void shouldTakeTheSetInForceWithoutWhatIsSwitchedOff() {
        BacktestRequest request =
                read("{\"ruleSetVersion\":\"" + IN_FORCE.version() + "\"," + RANGE + "}");

        assertThat(request.ruleSetVersion()).isEqualTo(IN_FORCE.version());
        assertThat(request.rules())
                .extracting(RuleDefinition::ruleId)
                .contains("ON", "IMPOSSIBLE_TRAVEL")
                .doesNotContain("OFF");
    }

    @Test
    void shouldRefuseASetThatIsNotInForce() {
        Problem problem = refused("{\"ruleSetVersion\":\"r0-1\"," + RANGE + "}");

        assertThat(problem.status()).isEqualTo(422);
        assertThat(problem.errors())
                .containsExactly(new Fault("ruleSetVersion", "must be " + IN_FORCE.version()));
    }

    @Test
    void shouldNameEveryFaultAtOnce() {
        Problem problem =
                refused(
                        "{\"rules\":["
                                + RULE
                                + ","
                                + RULE
                                + ",{\"ruleId\":\"1\",\"expression\":\"amountMinr > 5\","
                                + "\"action\":\"SCORE\",\"colour\":1},7],"
                                + "\"ruleSetVersion\":\"x\",\"from\":\"2026-01-02T00:00:00Z\","
                                + "\"to\":\"2026-01-02T00:00:00Z\",\"modelVersion\":\"m\"}");

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.errors())
                .extracting(Fault::field)
                .containsExactlyInAnyOrder(
                        "rules[1].ruleId",
                        "rules[2].ruleId",
                        "rules[2].weight",
                        "rules[2].description",
                        "rules[2].colour",
                        "rules[3]",
                        "ruleSetVersion",
                        "to",
                        "modelVersion",
                        "rules[2].expression");
    }

    @Test
    void shouldSayWhichExpressionMeansNothing() {
        Problem problem =
                refused(
                        "{\"rules\":["
                                + RULE
                                + ","
                                + RULE.replace("R-1", "R-2").replace("amountMinor", "amountMinr")
                                + "],"
                                + RANGE
                                + "}");

        assertThat(problem.status()).isEqualTo(422);
        assertThat(problem.errors())
                .first()
                .satisfies(it -> {
                    assertThat(it.field()).isEqualTo("rules[1].expression");
                    assertThat(it.members()).containsEntry("nearest", "amountMinor");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"rules\":[]," + RANGE + "}",
                "{\"rules\":{}," + RANGE + "}",
                "{\"rules\":null," + RANGE + "}",
                "{\"rules\":[" + RULE + "]}",
                "{\"rules\":[" + RULE + "],\"from\":1,\"to\":2}",
                "{\"rules\":[" + RULE + "],\"from\":\"2026-01-01\",\"to\":\"2026-01-02\"}",
                "{\"rules\":[" + RULE + "],\"ruleSetVersion\":7," + RANGE + "}"
            })
    void shouldRefuseWhatIsNoRequest(String json) {
        assertThat(refused(json).status()).isEqualTo(400);
    }

    private static RuleDefinition rule(String ruleId, Mode mode) {
        return new RuleDefinition(
                ruleId,
                ruleId,
                "amountMinor > 5",
                Action.REVIEW,
                0,
                mode,
                Origin.ANALYST,
                "d",
                null);
    }

    private static BacktestRequest read(String json) {
        return BacktestReader.read(json.getBytes(StandardCharsets.UTF_8), NOW, IN_FORCE);
    }

    private static Problem refused(String json) {
        return catchThrowableOfType(ProblemException.class, () -> read(json)).problem();
    }
}
