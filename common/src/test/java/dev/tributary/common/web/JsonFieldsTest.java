package dev.tributary.common.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.List;

class JsonFieldsTest {
    private final Faults faults = new Faults();

    @Test
    void shouldReadEveryKindWhenBodyIsRight() {
        JsonFields fields =
                fields(
                        "{\"text\":\"a\\ud83d\\ude00\",\"whole\":7,\"number\":1.5,\"nothing\":null,"
                                + "\"nested\":{\"x\":1},\"list\":[{\"x\":1},{\"x\":2}]}");

        assertThat(fields.<String>requiredText("text", t -> t)).isEqualTo("a\ud83d\ude00");
        assertThat(fields.requiredInteger("whole", 1, 7)).isEqualTo(7);
        assertThat(fields.requiredNumber("number", 0, 1.5)).isEqualTo(1.5);
        assertThat(fields.number("number", 1.5, 2)).isEqualTo(1.5);
        assertThat(fields.<String>text("nothing", t -> t)).isNull();
        assertThat(fields.number("nothing", 0, 1)).isNull();
        Long nestedX = fields.object("nested", nested -> nested.requiredInteger("x", 0, 1));
        assertThat(nestedX).isEqualTo(1);
        assertThat(fields.objects("list", 2, nested -> nested.requiredInteger("x", 0, 2)))
                .containsExactly(1L, 2L);
        fields.end();
        assertThat(faults.list()).isEmpty();
    }

    @Test
    void shouldNameEveryFaultWhenSeveralKindsComeTogether() {
        JsonFields fields =
                fields(
                        "{\"text\":5,\"text\":\"again\",\"whole\":\"7\",\"number\":true,"
                                + "\"nested\":{\"x\":2,\"y\":0},\"list\":[1,{\"z\":1}],\"b\":1,\"a\":2}");

        fields.requiredText("text", t -> t);
        fields.requiredInteger("whole", 1, 7);
        fields.requiredNumber("number", 0, 1);
        fields.requiredText("missing", t -> t);
        fields.object("nested", nested -> nested.requiredInteger("x", 0, 1));
        fields.objects("list", 2, nested -> nested.requiredInteger("x", 0, 2));
        fields.end();

        assertThat(faults.list())
                .containsExactlyInAnyOrder(
                        new Fault("text", "must be given once"),
                        new Fault("text", "must be a string"),
                        new Fault("whole", "must be an integer"),
                        new Fault("number", "must be a number"),
                        new Fault("missing", "is required"),
                        new Fault("nested.x", "must be from 0 to 1"),
                        new Fault("nested.y", "is not a known field"),
                        new Fault("list[0]", "must be an object"),
                        new Fault("list[1].x", "is required"),
                        new Fault("list[1].z", "is not a known field"),
                        new Fault("b", "is not a known field"),
                        new Fault("a", "is not a known field"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7.0",
                "7e0",
                "\"7\"",
                "true",
                "[7]",
                "{}",
                "0",
                "8",
                "-1",
                "99999999999999999999999999"
            })
    void shouldRefuseWhenValueIsNoIntegerInRange(String value) {
        assertThat(fields("{\"n\":" + value + "}").requiredInteger("n", 1, 7)).isNull();
        assertThat(faults.list()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "-1e400", "90.0000001", "\"90\"", "null", "[]"})
    void shouldRefuseWhenValueIsNoNumberInRange(String value) {
        assertThat(fields("{\"n\":" + value + "}").requiredNumber("n", -90, 90)).isNull();
        assertThat(faults.list()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                 | must not be empty",
                "'  '               | must not be empty",
                "{                  | is not JSON",
                "{\"a\":1}}         | is not JSON",
                "{\"a\":1} {}       | must be one JSON value",
                "{\"a\":1} x        | is not JSON",
                "{'a':1}            | is not JSON",
                "{\"a\":01}         | is not JSON",
                "{\"a\":NaN}        | is not JSON",
                "{\"a\":1,}         | is not JSON",
                "{\"a\":\"\t\"}     | is not JSON",
                "// c               | is not JSON",
                "[]                 | must be a JSON object",
                "\"text\"           | must be a JSON object",
                "null               | must be a JSON object",
            })
    void shouldTellOneFaultWhenTextIsNotTheJsonAskedFor(String text, String message) {
        assertThat(JsonFields.of(text.getBytes(StandardCharsets.UTF_8), faults)).isNull();
        assertThat(faults.list())
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.field()).isEqualTo("(body)");
                    assertThat(fault.message()).startsWith(message);
                });
    }

    @Test
    void shouldRefuseWhenTextIsNotUtf8() {
        for (int[] broken :
                new int[][] {
                    {0xff}, {0xc3, 0x28}, {0xc0, 0xaf}, {0xed, 0xa0, 0x80}, {0xe2, 0x82}, {0x80}
                }) {
            byte[] body = "{\"a\":\"????\"}".getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < broken.length; i++) {
                body[6 + i] = (byte) broken[i];
            }
            Faults told = new Faults();
            assertThat(JsonFields.of(body, told)).isNull();
            assertThat(told.list()).containsExactly(new Fault("(body)", "must be valid UTF-8"));
        }
        // UTF-16 would be JSON too, but not the JSON of the contract.
        assertThat(JsonFields.of("{}".getBytes(StandardCharsets.UTF_16), faults)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "\\udc00", "x\\ud800y", "\\udc00\\ud800", "\\ud800\\ud800"})
    void shouldRefuseWhenEscapeSpellsHalfASurrogatePair(String text) {
        fields("{\"a\":\"" + text + "\"}");
        assertThat(faults.list())
                .containsExactly(new Fault("a", "must not hold half a surrogate pair"));
    }

    @Test
    void shouldReadWhenNestingIsAtTheLimitAndRefuseBeyond() {
        int depth = StrictJson.MAX_DEPTH - 1;
        fields("{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}");
        assertThat(faults.list()).isEmpty();

        depth++;
        String deeper = "{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
        assertThat(JsonFields.of(deeper.getBytes(StandardCharsets.UTF_8), faults)).isNull();
        assertThat(faults.list()).hasSize(1);
    }

    @Test
    void shouldCountTheRestWhenFaultsAreMany() {
        StringBuilder body = new StringBuilder("{\"first\":0");
        for (int i = 0; i < Faults.MAX + 5; i++) {
            body.append(",\"unknown").append(i).append("\":1");
        }
        JsonFields fields = fields(body.append("}").toString());
        fields.requiredInteger("first", 0, 0);
        fields.end();

        List<Fault> told = faults.list();
        assertThat(told).hasSize(Faults.MAX + 1);
        assertThat(told.getLast()).isEqualTo(new Fault("(body)", "has 5 more faults"));
    }

    @Test
    void shouldCutTheNameWhenAFieldIsCalledAtLength() {
        fields("{\"" + "x".repeat(500) + "\":1}").end();
        assertThat(faults.list().getFirst().field()).isEqualTo("x".repeat(100) + "...");
    }

    private JsonFields fields(String json) {
        JsonFields fields = JsonFields.of(json.getBytes(StandardCharsets.UTF_8), faults);
        assertThat(fields).isNotNull();
        return fields;
    }
}
