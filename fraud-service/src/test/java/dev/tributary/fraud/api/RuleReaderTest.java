package dev.tributary.fraud.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tributary.common.web.Fault;
import dev.tributary.common.web.Problem;
import dev.tributary.common.web.ProblemException;
import dev.tributary.fraud.domain.rules.PublishedRule;
import dev.tributary.fraud.domain.rules.RuleDefinition;
import dev.tributary.fraud.domain.rules.RuleDefinition.Action;
import dev.tributary.fraud.domain.rules.RuleDefinition.Mode;
import dev.tributary.fraud.domain.rules.RuleDefinition.Origin;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

class RuleReaderTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00.123456Z");

    @Test
    void shouldFillInWhatIsNotGiven() {
        PublishedRule rule =
                read(
                        "{\"expression\":\"amountMinor > 5\",\"action\":\"REVIEW\","
                                + "\"description\":\"Too much.\"}");

        assertThat(rule)
                .isEqualTo(
                        new PublishedRule(
                                new RuleDefinition(
                                        "R-1",
                                        "R-1",
                                        "amountMinor > 5",
                                        Action.REVIEW,
                                        0,
                                        Mode.ACTIVE,
                                        Origin.ANALYST,
                                        "Too much.",
                                        null),
                                null,
                                Instant.parse("2026-01-01T12:00:00.123Z")));
    }

    @Test
    void shouldTakeEverythingThatIsGiven() {
        PublishedRule rule =
                read(
                        "{\"ruleId\":\"R-1\",\"family\":\"F\",\"expression\":\"amountMinor > 5\","
                                + "\"action\":\"SCORE\",\"weight\":0.25,\"mode\":\"SHADOW\","
                                + "\"origin\":\"LEARNED\",\"description\":\"Too much.\","
                                + "\"expiresAt\":\"2026-02-01T00:00:00.0009Z\","
                                + "\"provenance\":\"a path\"}");

        assertThat(rule.definition())
                .isEqualTo(
                        new RuleDefinition(
                                "R-1",
                                "F",
                                "amountMinor > 5",
                                Action.SCORE,
                                0.25,
                                Mode.SHADOW,
                                Origin.LEARNED,
                                "Too much.",
                                Instant.parse("2026-02-01T00:00:00Z")));
        assertThat(rule.provenance()).isEqualTo("a path");
    }

    @Test
    void shouldNameEveryFaultOfFieldsAndExpressionAtOnce() {
        Problem problem =
                refused(
                        "not an id",
                        "{\"ruleId\":\"R-2\",\"family\":\"1\",\"expression\":\"amountMinr > 5\","
                                + "\"action\":\"SCORE\",\"weight\":2,\"mode\":\"ON\","
                                + "\"origin\":\"BUILT_IN\",\"description\":\" \","
                                + "\"expiresAt\":\"tomorrow\",\"provenance\":7,\"inForce\":true}");

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.errors())
                .extracting(Fault::field)
                .containsOnly(
                        "ruleId",
                        "family",
                        "weight",
                        "mode",
                        "origin",
                        "description",
                        "expiresAt",
                        "provenance",
                        "inForce",
                        "expression");
    }

    @Test
    void shouldSayWhereAnExpressionIsWrongAndWhatMayBeMeant() {
        Problem problem = refusedExpression("amountMinor > 5 &&\n  cardCnt5m > deviceKnown");

        assertThat(problem.status()).isEqualTo(422);
        assertThat(problem.errors())
                .first()
                .satisfies(it -> {
                    assertThat(it.field()).isEqualTo("expression");
                    assertThat(it.message()).startsWith("line 2, column 3: ");
                    assertThat(it.members())
                            .containsAllEntriesOf(
                                    Map.of("line", 2, "column", 3, "nearest", "cardCount5m"));
                });
        assertThat(new String(problem.toJson(), StandardCharsets.UTF_8))
                .contains("\"line\":2", "\"column\":3", "\"nearest\":\"cardCount5m\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "amountMinor",
                "1 + ",
                "amountMinor > 'a'",
                "true",
                "amountMinor > 5 && amountMinor < 5",
                "amountMinor > 9007199254740993",
                "matches(amountMinor, 'a')",
                "[1, 2].all(x, x > amountMinor)",
                "\u0000",
                "🙂 > 5"
            })
    void shouldRefuseWhatMeansNothing(String expression) {
        assertThat(refusedExpression(expression).status()).isEqualTo(422);
    }

    @Test
    void shouldRefuseWhatIsTooLongOrTooDeep() {
        String nested51 = "(".repeat(51) + "amountMinor > 5" + ")".repeat(51);
        String nested10k = "(".repeat(10_000) + "amountMinor > 5" + ")".repeat(10_000);
        String not10k = "!".repeat(10_000) + "deviceKnown";
        String megabyte = "amountMinor > 5 || ".repeat(55_000) + "amountMinor > 5";

        assertThat(refusedExpression(nested51).errors().getFirst().message())
                .contains("nested deeper than 50");
        for (String text : new String[] {nested10k, not10k, megabyte}) {
            Problem problem = refusedExpression(text);
            assertThat(problem.status()).isEqualTo(422);
            assertThat(problem.errors())
                    .singleElement()
                    .satisfies(it -> assertThat(it.message()).contains("more than 2000"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{",
                "{\"expression\":\"amountMinor > 5\"",
                "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":"
                        + "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":1}}}}}}}}}}}}}}}}}}"
            })
    void shouldRefuseABodyThatIsNoObject(String json) {
        assertThat(refused("R-1", json).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "SCORE,   ,    400",
        "SCORE,   0,   400",
        "SCORE,   0.1, 200",
        "BLOCK,   ,    200",
        "BLOCK,   0,   200",
        "REVIEW,  1,   200",
        "REVIEW,  1.1, 400",
        "REVIEW,  -1,  400",
        "REVIEW,  1e400, 400",
        "NOTHING, 1,   400"
    })
    void shouldAskForAWeightWhereItMatters(String action, String weight, int status) {
        String json =
                "{\"expression\":\"amountMinor > 5\",\"description\":\"d\",\"action\":\"%s\"%s}"
                        .formatted(action, weight == null ? "" : ",\"weight\":" + weight);
        if (status == 200) {
            assertThat(read(json).definition().action().name()).isEqualTo(action);
        } else {
            assertThat(refused("R-1", json).status()).isEqualTo(status);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, true",
        "1969-12-31T23:59:59.999Z, false",
        "9999-12-31T23:59:59Z, true",
        "+10000-01-01T00:00:00Z, false",
        "+1000000000-12-31T23:59:59Z, false",
        "2026-02-30T00:00:00Z, false",
        "2026-02-01, false"
    })
    void shouldTakeAnExpiryThatCanBeKept(String expiresAt, boolean taken) {
        String json =
                "{\"expression\":\"amountMinor > 5\",\"description\":\"d\",\"action\":\"BLOCK\","
                        + "\"expiresAt\":\""
                        + expiresAt
                        + "\"}";
        if (taken) {
            assertThat(read(json).definition().expiresAt()).isEqualTo(Instant.parse(expiresAt));
        } else {
            assertThat(refused("R-1", json).errors())
                    .singleElement()
                    .satisfies(it -> assertThat(it.field()).isEqualTo("expiresAt"));
        }
    }

    private static PublishedRule read(String json) {
        return RuleReader.read("R-1", json.getBytes(StandardCharsets.UTF_8), NOW);
    }

    private static Problem refusedExpression(String expression) {
        String text =
                expression.replace("\\", "\\\\").replace("\n", "\\n").replace("\u0000", "\\u0000");
        return refused(
                "R-1",
                "{\"expression\":\"" + text + "\",\"action\":\"BLOCK\",\"description\":\"d\"}");
    }

    private static Problem refused(String ruleId, String json) {
        ProblemException refusal =
                catchThrowableOfType(
                        ProblemException.class,
                        () -> RuleReader.read(ruleId, json.getBytes(StandardCharsets.UTF_8), NOW));
        return refusal.problem();
    }
}
