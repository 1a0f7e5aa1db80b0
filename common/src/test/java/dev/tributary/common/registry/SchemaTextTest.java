package dev.tributary.common.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.schemas.FrozenSchema;
import dev.tributary.schemas.SchemaHistory;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.fraud.state.CardHistory;
import dev.tributary.schemas.ingest.Transaction;
import dev.tributary.schemas.ingest.state.TransactionStatus;

import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

class SchemaTextTest {
    static Stream<Schema> generated() {
        return Stream.of(
                Transaction.getClassSchema(),
                Verdict.getClassSchema(),
                TransactionStatus.getClassSchema(),
                CardHistory.getClassSchema());
    }

    @ParameterizedTest
    @MethodSource("generated")
    void shouldSendWhatTheFileSaysWhenTheClassWasGeneratedFromIt(Schema schema) {
        FrozenSchema file = SchemaHistory.onClassPath().versionsOf(schema).getLast();

        assertThat(schema.toString()).contains("avro.java.string");
        assertThat(SchemaText.of(schema)).isEqualTo(file.schema().toString());
    }

    @Test
    void shouldKeepEverythingElseWhenStringsAreStripped() {
        String written =
                """
                {"type": "record", "name": "R", "namespace": "n", "doc": "A record.", "aliases": ["Old"], "fields": [
                  {"name": "s", "type": {"type": "string", "avro.java.string": "String"}, "doc": "d", "default": "x", "aliases": ["t"]},
                  {"name": "id", "type": {"type": "string", "avro.java.string": "String", "logicalType": "token"}, "doc": "d"},
                  {"name": "m", "type": {"type": "map", "values": "string", "avro.java.string": "String"}, "doc": "d",
                   "default": {"avro.java.string": "kept"}},
                  {"name": "a", "type": {"type": "array", "items": ["null", {"type": "string", "avro.java.string": "String"}]},
                   "doc": "d", "avro.java.string": "kept"},
                  {"name": "e", "type": {"type": "enum", "name": "E", "doc": "An enum.", "symbols": ["A", "B"], "default": "A"}, "doc": "d"},
                  {"name": "d", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}, "doc": "d"}
                ]}
                """;
        String expected =
                """
                {"type": "record", "name": "R", "namespace": "n", "doc": "A record.", "aliases": ["Old"], "fields": [
                  {"name": "s", "type": "string", "doc": "d", "default": "x", "aliases": ["t"]},
                  {"name": "id", "type": {"type": "string", "logicalType": "token"}, "doc": "d"},
                  {"name": "m", "type": {"type": "map", "values": "string"}, "doc": "d", "default": {"avro.java.string": "kept"}},
                  {"name": "a", "type": {"type": "array", "items": ["null", "string"]}, "doc": "d", "avro.java.string": "kept"},
                  {"name": "e", "type": {"type": "enum", "name": "E", "doc": "An enum.", "symbols": ["A", "B"], "default": "A"}, "doc": "d"},
                  {"name": "d", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}, "doc": "d"}
                ]}
                """;

        String sent = SchemaText.of(new Schema.Parser().parse(written));

        assertThat(sent).isEqualTo(new Schema.Parser().parse(expected).toString());
        assertThat(sent)
                .contains(
                        "\"Old\"", "\"token\"", "\"scale\":2", "\"An enum.\"", "\"default\":\"A\"");
    }
}
