package dev.tributary.fraud.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tributary.common.web.Fault;
import dev.tributary.common.web.ProblemException;
import dev.tributary.fraud.domain.cases.Ruling;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;

class ResolutionReaderTest {
    @Test
    void shouldTakeADecisionWithAndWithoutItsReason() {
        assertThat(read("{\"decision\":\"BLOCK\",\"note\":\"card was stolen\"}"))
                .isEqualTo(new ResolutionBody(Ruling.BLOCK, "card was stolen"));
        assertThat(read("{\"decision\":\"APPROVE\"}"))
                .isEqualTo(new ResolutionBody(Ruling.APPROVE, null));
        assertThat(read("{\"decision\":\"APPROVE\",\"note\":null}").note()).isNull();
    }

    @Test
    void shouldTakeANoteOfAsManyCharactersAsItMayHave() {
        assertThat(read(noted("x".repeat(1_000))).note()).hasSize(1_000);
        assertThat(refused(noted("x".repeat(1_001))).problem().errors())
                .extracting(Fault::field)
                .containsExactly("note");
    }

    @Test
    void shouldNameAllFaultsAtOnce() {
        ProblemException refused =
                refused("{\"decision\":\"REVIEW\",\"note\":\" \",\"source\":\"ANALYST\"}");

        assertThat(refused.problem().status()).isEqualTo(400);
        assertThat(refused.problem().errors())
                .containsExactly(
                        new Fault("decision", "must be one of [APPROVE, BLOCK]"),
                        new Fault("note", "must have 1 to 1000 characters that are not all blank"),
                        new Fault("source", "is not a known field"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{}",
                "{\"decision\":null}",
                "{\"decision\":true}",
                "{\"decision\":\"approve\"}",
                "{\"decision\":\"BLOCK\",\"decision\":\"BLOCK\"}",
                "{\"decision\":\"BLOCK\",\"note\":7}",
                "{\"decision\":\"BLOCK\"} {}"
            })
    void shouldRefuseWhatIsNoResolution(String body) {
        assertThat(refused(body).problem().errors()).hasSize(1);
    }

    private static String noted(String note) {
        return "{\"decision\":\"BLOCK\",\"note\":\"%s\"}".formatted(note);
    }

    private static ResolutionBody read(String body) {
        return ResolutionReader.read(body.getBytes(StandardCharsets.UTF_8));
    }

    private static ProblemException refused(String body) {
        return catchThrowableOfType(ProblemException.class, () -> read(body));
    }
}
