package dev.tributary.cli.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;

class ImportedLineTest {
    private static String text(long number, String line) {
        return new String(ImportedLine.withId(number, line), StandardCharsets.UTF_8);
    }

    @Test
    void shouldNameALineByItsPlaceAndText() {
        String line = "{\"sessionId\": \"s\", \"sku\": \"ä\", \"kind\": \"VIEW\"}";
        JsonNode named = JsonMapper.builder().build().readTree(text(7, line));

        assertThat(named.get("sku").stringValue()).isEqualTo("ä");
        assertThat(named.get("interactionId").stringValue()).hasSize(36);
        assertThat(text(7, line)).isEqualTo(text(7, line)).isNotEqualTo(text(8, line));
    }

    @Test
    void shouldLeaveALineThatHasAnIdOrIsNoDocument() {
        String line = "{\"interactionId\":\"mine\",\"sessionId\":\"s\"}";

        assertThat(text(1, line)).isEqualTo(line);
        assertThat(text(1, "[1, 2]")).isEqualTo("[1, 2]");
        assertThat(text(1, "{\"half\": ")).isEqualTo("{\"half\": ");
    }
}
