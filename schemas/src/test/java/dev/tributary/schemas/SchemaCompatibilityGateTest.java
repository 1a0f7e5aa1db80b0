package dev.tributary.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Holds the gate over this module's own schemas, then over copies of them with one change each. A
 * changed copy is frozen as the next version where its compatibility is asked for, so that the only
 * faults left are those of the change itself.
 */
class SchemaCompatibilityGateTest {
    private static final Path SCHEMAS = Path.of("src/main/avro");
    private static final Path HISTORY = Path.of("history");

    private static final String TRANSACTION = "ingest/Transaction.avsc";
    private static final String TRANSACTIONS = "ingest.transactions.v1-value";
    private static final String STATUS = "ingest/TransactionStatus.avsc";
    private static final String STATUSES = "ingest.transaction-status.state";

    @TempDir private Path checkout;
    private Path schemas;
    private Path history;

    @BeforeEach
    void copy() throws IOException {
        schemas = checkout.resolve("avro");
        history = checkout.resolve("history");
        copyTree(SCHEMAS, schemas);
        copyTree(HISTORY, history);
    }

    @Test
    void shouldFindNoFaultInTheSchemasOfThisModule() throws IOException {
        assertThat(SchemaCompatibilityGate.check(SCHEMAS, HISTORY, TopicCatalog.ALL)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "never a card number | never a number",
                "\"default\": [], \"doc\": \"The basket | \"doc\": \"The basket",
                "\"ATM\"], \"default\": \"UNKNOWN\" | \"ATM\"], \"default\": \"ATM\"",
                "{\"type\": \"long\", \"logicalType\": \"timestamp-millis\"} | \"long\"",
                "\"name\": \"cardId\", | \"name\": \"cardId\", \"aliases\": [\"card\"],",
                "\"name\": \"cardId\", | \"name\": \"cardId\", \"owner\": \"retail\",",
            })
    void shouldDemandNewVersionWhenAnythingChanged(String from, String to) throws IOException {
        change(schemas.resolve(TRANSACTION), from, to);

        assertThat(faults())
                .contains(
                        new CompatibilityFault(
                                TRANSACTIONS,
                                "",
                                "differs from its newest frozen version v1. If the change is meant, copy"
                                        + " ingest/Transaction.avsc to ingest.transactions.v1-value/v2.avsc;"
                                        + " frozen files are never edited"));
    }

    @Test
    void shouldDemandFirstVersionWhenNothingIsFrozen() throws IOException {
        Files.delete(history.resolve(TRANSACTIONS).resolve("v1.avsc"));

        assertThat(faults())
                .singleElement()
                .satisfies(fault ->
                        assertThat(fault.reason()).contains("nothing is frozen yet", "v1.avsc"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "never a card number | never a number",
                "{\"name\": \"transactionId\" | {\"name\": \"note\", \"type\": [\"null\", \"string\"], \"default\": null, \"doc\": \"A note.\"}, {\"name\": \"transactionId\"",
                "\"CARD_PRESENT\", | \"CARD_PRESENT\", \"WALLET\",",
                "\"CARD_PRESENT\",  |",
            })
    void shouldFindNoFaultWhenChangeIsCompatibleAndFrozen(String from, String to)
            throws IOException {
        change(schemas.resolve(TRANSACTION), from, to == null ? "" : to);
        freeze(TRANSACTION, TRANSACTIONS, 2);

        assertThat(faults()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("incompatibleChanges")
    void shouldNameFaultWhenChangeIsIncompatible(Change change) throws IOException {
        change(schemas.resolve(TRANSACTION), change.original(), change.today());
        freeze(TRANSACTION, TRANSACTIONS, 2);
        if (!change.before().equals(change.original())) {
            Path v1 = history.resolve(TRANSACTIONS).resolve("v1.avsc");
            change(v1, change.original(), change.before());
        }

        assertThat(faults())
                .anySatisfy(fault -> {
                    assertThat(fault.location()).isEqualTo(change.location());
                    assertThat(fault.reason()).contains(change.reason());
                });
    }

    static Stream<Change> incompatibleChanges() {
        String amount = "\"name\": \"amountMinor\", \"type\": \"long\"";
        String occurredAt =
                "\"name\": \"occurredAt\", \"type\": {\"type\": \"long\", \"logicalType\": \"timestamp-millis\"}";
        String decimal =
                "\"name\": \"amountMinor\", \"type\": {\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 9, \"scale\": 2}";
        return Stream.of(
                changed(
                        "\"fields\": [\n    {\"name\": \"transactionId\"",
                        "\"fields\": [\n    {\"name\": \"note\", \"type\": \"string\", \"doc\": \"A note.\"}, {\"name\": \"transactionId\"",
                        "Transaction/fields/0",
                        "today's schema cannot read v1"),
                changed(
                        "{\"name\": \"merchantId\", \"type\": \"string\", \"doc\": \"Merchant, 1 to 64 characters.\"},",
                        "",
                        "Transaction/fields/6",
                        "v1 cannot read today's"),
                changed(
                        "\"name\": \"merchantId\"",
                        "\"name\": \"shopId\"",
                        "Transaction/fields/6",
                        "today's schema cannot read v1"),
                changed(
                        "\"name\": \"merchantId\"",
                        "\"name\": \"shopId\", \"aliases\": [\"merchantId\"]",
                        "Transaction/fields/6",
                        "v1 cannot read today's"),
                changed(
                        "\"name\": \"quantity\", \"type\": \"int\"",
                        "\"name\": \"quantity\", \"type\": \"long\"",
                        "Transaction/fields/13/type/items/fields/1/type",
                        "v1 cannot read today's"),
                changed(
                        amount,
                        amount.replace("long", "int"),
                        "Transaction/fields/4/type",
                        "today's schema cannot read v1"),
                changed(
                        "\"name\": \"merchantId\", \"type\": \"string\"",
                        "\"name\": \"merchantId\", \"type\": [\"string\", \"null\"]",
                        "Transaction/fields/6/type/1",
                        "v1 cannot read today's"),
                changed(
                        occurredAt,
                        occurredAt.replace("millis", "micros"),
                        "Transaction.occurredAt",
                        "logicalType is timestamp-micros, in v1 timestamp-millis"),
                changed(
                        occurredAt,
                        "\"name\": \"occurredAt\", \"type\": \"long\"",
                        "Transaction.occurredAt",
                        "logicalType is null, in v1 timestamp-millis"),
                new Change(
                        amount,
                        decimal,
                        decimal.replace("\"scale\": 2", "\"scale\": 3"),
                        "Transaction.amountMinor",
                        "scale is 3, in v1 2"),
                new Change(
                        amount,
                        decimal,
                        decimal.replace("\"precision\": 9", "\"precision\": 12"),
                        "Transaction.amountMinor",
                        "precision is 12, in v1 9"),
                changed(
                        "\"GeoPoint\"",
                        "\"Place\"",
                        "Place",
                        "is called dev.tributary.schemas.ingest.Place, in v1 dev.tributary.schemas.ingest.GeoPoint"),
                changed(
                        "\"name\": \"GeoPoint\"",
                        "\"name\": \"GeoPoint\", \"namespace\": \"geo\"",
                        "GeoPoint",
                        "is called geo.GeoPoint, in v1 dev.tributary.schemas.ingest.GeoPoint"),
                changed(
                        "\"LineItem\"",
                        "\"Line\"",
                        "Line",
                        "is called dev.tributary.schemas.ingest.Line"),
                changed(
                        "\"Channel\"",
                        "\"Kind\"",
                        "Transaction.channel",
                        "is called dev.tributary.schemas.ingest.Kind"),
                changed(
                        "\"default\": \"UNKNOWN\"",
                        "\"default\": \"ATM\"",
                        "Transaction.channel",
                        "enum default is ATM, in v1 it is UNKNOWN"),
                new Change(
                        "\"ATM\"], \"default\": \"UNKNOWN\"",
                        "\"ATM\"]",
                        "\"ATM\", \"WALLET\"]",
                        "Transaction/fields/8/type/symbols",
                        "v1 cannot read today's"),
                new Change(
                        "\"ATM\"], \"default\": \"UNKNOWN\"",
                        "\"ATM\"]",
                        "\"CASH\"]",
                        "Transaction/fields/8/type/symbols",
                        "today's schema cannot read v1"));
    }

    private static Change changed(String original, String today, String location, String reason) {
        return new Change(original, original, today, location, reason);
    }

    /** What stands in the file, what v1 has there, what today's schema has there, and the fault. */
    record Change(String original, String before, String today, String location, String reason) {}

    @Test
    void shouldNameFaultWhenRecordOfTopicMovedToAnotherNamespace() throws IOException {
        Path moved = schemas.resolve("Moved.avsc");
        Files.move(schemas.resolve(TRANSACTION), moved);
        change(moved, "dev.tributary.schemas.ingest", "dev.tributary.schemas");
        change(moved, "\"Transaction\"", "\"Moved\"");
        var topic =
                new TopicSpec<>(
                        IngestTopics.TRANSACTIONS.name(),
                        String.class,
                        Moved.class,
                        1,
                        Duration.ofDays(1),
                        TopicSpec.Cleanup.DELETE);

        assertThat(SchemaCompatibilityGate.check(schemas, history, List.of(topic)))
                .anySatisfy(fault ->
                        assertThat(fault.reason())
                                .contains(
                                        "is called dev.tributary.schemas.Moved, in v1"
                                                + " dev.tributary.schemas.ingest.Transaction"));
    }

    @Test
    void shouldAskOneDirectionOnlyWhenRecordIsState() throws IOException {
        change(
                schemas.resolve(STATUS),
                "{\"name\": \"cardId\", \"type\": \"string\", \"doc\": \"Card of the transaction that came first under this id.\"},",
                "");
        freeze(STATUS, STATUSES, 3);
        assertThat(faults()).as("older code never reads state of newer code").isEmpty();

        change(
                schemas.resolve(STATUS),
                "{\"name\": \"transactionId\",",
                "{\"name\": \"note\", \"type\": \"string\", \"doc\": \"A note.\"},"
                        + " {\"name\": \"transactionId\",");
        freeze(STATUS, STATUSES, 4);
        assertThat(faults())
                .extracting(CompatibilityFault::reason)
                .hasSize(3)
                .anySatisfy(reason -> assertThat(reason).contains("cannot read v1"))
                .anySatisfy(reason -> assertThat(reason).contains("cannot read v3"));
    }

    @Test
    void shouldCompareWithEveryVersionWhenTheNewestAloneWouldDo() throws IOException {
        String original = Files.readString(schemas.resolve(TRANSACTION));
        change(
                schemas.resolve(TRANSACTION),
                "{\"name\": \"merchantId\", \"type\": \"string\",",
                "{\"name\": \"merchantId\", \"type\": \"string\", \"default\": \"none\",");
        freeze(TRANSACTION, TRANSACTIONS, 2);
        assertThat(faults()).isEmpty();

        Files.writeString(
                schemas.resolve(TRANSACTION),
                original.replace(
                        "{\"name\": \"merchantId\", \"type\": \"string\", \"doc\": \"Merchant, 1 to 64 characters.\"},",
                        ""));
        freeze(TRANSACTION, TRANSACTIONS, 3);
        assertThat(faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.reason()).contains("v1 cannot read today's"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"doc\": \"Card of the transaction that came first under this id.\" | \"order\": \"ignore\" | TransactionStatus.cardId | has no doc",
                "\"doc\": \"When it was taken in, in milliseconds since 1970-01-01T00:00:00Z.\" | \"doc\": \"When it was taken in.\" | TransactionStatus.receivedAt | doc does not say its unit ('millisecond')",
                "\"cardId\", \"type\": \"string\" | \"spendMinor\", \"type\": \"long\" | TransactionStatus.spendMinor | doc does not say its unit ('minor unit')",
                "\"cardId\", \"type\": \"string\" | \"ageSeconds\", \"type\": [\"null\", \"int\"] | TransactionStatus.ageSeconds | doc does not say its unit ('second')",
            })
    void shouldNameFaultWhenSchemaDoesNotExplainItself(
            String from, String to, String location, String reason) throws IOException {
        change(schemas.resolve(STATUS), from, to);

        assertThat(faults()).contains(new CompatibilityFault(STATUS, location, reason));
    }

    @Test
    void shouldNameFaultWhenEnumHasNoDefault() throws IOException {
        change(schemas.resolve(TRANSACTION), "], \"default\": \"UNKNOWN\"", "]");

        assertThat(faults())
                .contains(
                        new CompatibilityFault(
                                TRANSACTION,
                                "Channel",
                                "needs a default, or no symbol can ever be added to it"));
    }

    @Test
    void shouldNameFaultWhenSchemaRefersToAnotherFile() throws IOException {
        change(
                schemas.resolve(STATUS),
                "\"cardId\", \"type\": \"string\"",
                "\"channel\", \"type\": \"dev.tributary.schemas.ingest.Channel\"");

        assertThat(faults())
                .anySatisfy(fault -> {
                    assertThat(fault.subject()).isEqualTo(STATUS);
                    assertThat(fault.reason()).contains("do not refer to each other");
                });
    }

    @Test
    void shouldNameFaultWhenTwoFilesDefineOneType() throws IOException {
        change(
                schemas.resolve(STATUS),
                "\"cardId\", \"type\": \"string\"",
                "\"channel\", \"type\": {\"type\": \"enum\", \"name\": \"dev.tributary.schemas.ingest.Channel\","
                        + " \"doc\": \"Copy.\", \"symbols\": [\"A\"], \"default\": \"A\"}");

        assertThat(faults())
                .contains(
                        new CompatibilityFault(
                                STATUS,
                                "",
                                "defines dev.tributary.schemas.ingest.Channel, as"
                                        + " ingest/Transaction.avsc does"));
    }

    @Test
    void shouldNameFaultWhenNoTopicCarriesTheRecord() throws IOException {
        List<TopicSpec<?, ?>> others = new ArrayList<>(TopicCatalog.ALL);
        others.remove(IngestTopics.TRANSACTIONS);

        assertThat(SchemaCompatibilityGate.check(schemas, history, others))
                .containsExactly(
                        new CompatibilityFault(
                                TRANSACTION,
                                "",
                                "is neither the value of a topic nor, by its namespace, state"),
                        new CompatibilityFault(
                                TRANSACTIONS + "/v1.avsc", "", "belongs to no schema of today"));
    }

    @Test
    void shouldNameFaultWhenFileIsNotNamedAfterItsRecord() throws IOException {
        Files.move(schemas.resolve(STATUS), schemas.resolve("ingest/Status.avsc"));

        assertThat(faults())
                .contains(
                        new CompatibilityFault(
                                "ingest/Status.avsc",
                                "",
                                "does not hold one record of the file's name"));
    }

    @Test
    void shouldNameFaultWhenHistoryHasAGap() throws IOException {
        freeze(TRANSACTION, TRANSACTIONS, 3);

        assertThat(faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.reason()).contains("no v2.avsc"));
    }

    @Test
    void shouldNameFaultWhenFrozenFileIsNoSchema() throws IOException {
        Files.writeString(history.resolve(TRANSACTIONS).resolve("v1.avsc"), "{");

        assertThat(faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.reason()).contains("is no schema"));
    }

    private List<CompatibilityFault> faults() throws IOException {
        return SchemaCompatibilityGate.check(schemas, history, TopicCatalog.ALL);
    }

    private static void change(Path file, String from, String to) throws IOException {
        String before = Files.readString(file);
        String after = before.replace(from, to);
        assertThat(after).as("'%s' occurs in %s", from, file).isNotEqualTo(before);
        Files.writeString(file, after);
    }

    private void freeze(String file, String subject, int version) throws IOException {
        Files.copy(
                schemas.resolve(file), history.resolve(subject).resolve("v" + version + ".avsc"));
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
    }
}
