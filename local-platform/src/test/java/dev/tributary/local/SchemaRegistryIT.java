package dev.tributary.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tributary.common.registry.CompatibilityLevel;
import dev.tributary.common.registry.RegisteredSchema;
import dev.tributary.common.registry.SchemaDeployment;
import dev.tributary.common.registry.SchemaDeployment.Deployed;
import dev.tributary.common.registry.SchemaRegistryClient;
import dev.tributary.common.registry.SchemaRegistryException;
import dev.tributary.common.serde.AvroSerde;
import dev.tributary.common.serde.PoisonRecordException;
import dev.tributary.common.serde.RegistryRefusedException;
import dev.tributary.schemas.FrozenSchema;
import dev.tributary.schemas.SchemaHistory;
import dev.tributary.schemas.TopicCatalog;
import dev.tributary.schemas.TopicSpec;
import dev.tributary.schemas.fraud.Decision;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.ingest.Transaction;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The client, the deploy step and the serdes against a real registry. Each test has subjects of its
 * own.
 */
class SchemaRegistryIT {
    private static final String FIRST =
            """
            {"type": "record", "name": "Item", "namespace": "test", "doc": "An item.", "aliases": ["Thing"], "fields": [
              {"name": "sku", "type": "string", "doc": "Its name.", "default": "none"},
              {"name": "kind", "type": {"type": "enum", "name": "Kind", "symbols": ["UNKNOWN", "A"], "default": "UNKNOWN"}},
              {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}}
            ]}
            """;

    @TempDir private static Path folder;
    private static LocalRegistry server;
    private static SchemaRegistryClient client;

    @BeforeAll
    static void start() {
        server = new LocalRegistry(LocalRegistry.Settings.forTests(folder));
        server.start();
        client = SchemaRegistryClient.of(configs());
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    @Test
    void shouldGiveBackWhatWasRegistered() {
        Schema schema = parse(FIRST);

        int id = client.register("back-value", schema);

        assertThat(client.register("back-value", schema)).isEqualTo(id);
        assertThat(client.schema(id).toString()).isEqualTo(schema.toString());
        assertThat(client.lookUp("back-value", schema))
                .contains(new RegisteredSchema("back-value", 1, id, schema));
        assertThat(client.version("back-value", 1)).isEqualTo(client.latest("back-value"));
        assertThat(client.latest("back-value").orElseThrow().schema().toString())
                .isEqualTo(schema.toString());
        assertThat(client.versions("back-value")).containsExactly(1);
        assertThat(client.subjects()).contains("back-value");
    }

    @Test
    void shouldTellWhatIsNotThere() {
        client.register("there-value", parse(FIRST));

        assertThat(client.versions("nowhere-value")).isEmpty();
        assertThat(client.latest("nowhere-value")).isEmpty();
        assertThat(client.lookUp("nowhere-value", parse(FIRST))).isEmpty();
        assertThat(client.lookUp("there-value", parse(FIRST.replace("sku", "name")))).isEmpty();
        assertThat(client.version("there-value", 2)).isEmpty();
        assertThatExceptionOfType(SchemaRegistryException.class)
                .isThrownBy(() -> client.schema(1_000_000))
                .withMessageContaining("schema with id 1000000")
                .satisfies(e -> assertThat(e.isUnknown()).isTrue());
    }

    /** This registry keeps the first text; others make a version of the second. */
    @Test
    void shouldFindSchemaWhenOnlyDocsAndAliasesChanged() {
        Schema second = parse(FIRST.replace("Its name.", "Its code.").replace("Thing", "Ware"));

        int first = client.register("doc-value", parse(FIRST));
        int changed = client.register("doc-value", second);

        assertThat(changed).isEqualTo(first);
        assertThat(client.lookUp("doc-value", second).orElseThrow().id()).isEqualTo(changed);
        assertThat(client.versions("doc-value")).containsExactly(1);
    }

    /** No registry knows that bytes change their meaning with it: that is the build's gate's. */
    @Test
    void shouldMakeANewVersionWhenDefaultOrLogicalTypeChanged() {
        int first = client.register("unit-value", parse(FIRST));
        int other = client.register("unit-value", parse(FIRST.replace("none", "nothing")));
        int micros = client.register("unit-value", parse(FIRST.replace("-millis", "-micros")));

        assertThat(List.of(first, other, micros)).doesNotHaveDuplicates();
        assertThat(client.versions("unit-value")).containsExactly(1, 2, 3);
        assertThat(client.schema(micros).toString()).contains("timestamp-micros");
    }

    @Test
    void shouldTakeFileAndGeneratedClassForOneSchema() {
        Schema generated = Verdict.getClassSchema();
        FrozenSchema file = SchemaHistory.onClassPath().versionsOf(generated).getLast();

        int id = client.register("file-value", file.schema());

        assertThat(client.lookUp("file-value", generated).orElseThrow().id()).isEqualTo(id);
        assertThat(client.register("file-value", generated)).isEqualTo(id);
        assertThat(client.versions("file-value")).containsExactly(1);
    }

    @Test
    void shouldRefuseAnIncompatibleSchemaAndSaySoBeforehand() {
        Schema widened =
                parse(
                        FIRST.replace(
                                "{\"name\": \"sku\"",
                                "{\"name\": \"n\", \"type\": \"int\"}, {\"name\": \"sku\""));
        client.register("strict-value", parse(FIRST));

        var check = client.checkCompatibility("strict-value", widened);
        assertThat(check.compatible()).isFalse();
        assertThat(check.messages()).as("this registry gives none").isEmpty();
        assertThatExceptionOfType(SchemaRegistryException.class)
                .isThrownBy(() -> client.register("strict-value", widened))
                .withMessageContainingAll(
                        "subject 'strict-value'", server.url(), "HTTP 409", "n at /fields/0")
                .satisfies(e -> assertThat(e.isIncompatible()).isTrue());

        assertThat(client.checkCompatibility("strict-value", parse(FIRST)).compatible()).isTrue();
        assertThat(client.checkCompatibility("fresh-value", widened).compatible()).isTrue();
    }

    @Test
    void shouldKeepLevelsGloballyAndOfSubjects() {
        client.register("level-value", parse(FIRST));

        assertThat(client.compatibility()).isEqualTo(CompatibilityLevel.FULL_TRANSITIVE);
        assertThat(client.compatibility("nowhere-value")).isEmpty();
        assertThat(client.compatibility("level-value"))
                .as("this registry answers with the level that holds")
                .contains(CompatibilityLevel.FULL_TRANSITIVE);
        client.setCompatibility("level-value", CompatibilityLevel.NONE);
        assertThat(client.compatibility("level-value")).contains(CompatibilityLevel.NONE);
        client.register("level-value", Schema.create(Schema.Type.STRING));

        client.setCompatibility(CompatibilityLevel.BACKWARD);
        assertThat(client.compatibility()).isEqualTo(CompatibilityLevel.BACKWARD);
        client.setCompatibility(CompatibilityLevel.FULL_TRANSITIVE);
    }

    @Test
    void shouldDeployOnceAndFindNothingToDoAgain() {
        SchemaDeployment deployment = new SchemaDeployment(client);
        List<String> subjects =
                TopicCatalog.ALL.stream()
                        .filter(topic -> SpecificRecord.class.isAssignableFrom(topic.valueType()))
                        .map(TopicSpec::valueSubject)
                        .toList();
        assertThat(deployment.verify(TopicCatalog.ALL))
                .extracting(SchemaDeployment.Missing::subject)
                .containsExactlyElementsOf(subjects);

        assertThat(deployment.deploy(TopicCatalog.ALL))
                .extracting(Deployed::subject)
                .containsExactlyElementsOf(subjects);

        client.setCompatibility(subjects.getLast(), CompatibilityLevel.NONE);
        assertThat(deployment.deploy(TopicCatalog.ALL))
                .filteredOn(Deployed::tightened)
                .extracting(Deployed::subject)
                .containsExactly(subjects.getLast());
        assertThat(deployment.deploy(TopicCatalog.ALL))
                .allSatisfy(deployed -> {
                    assertThat(deployed.version()).isEqualTo(1);
                    assertThat(deployed.registered()).isFalse();
                    assertThat(deployed.tightened()).isFalse();
                });
        assertThat(deployment.verify(TopicCatalog.ALL)).isEmpty();
        assertThat(client.compatibility(subjects.getFirst()))
                .contains(CompatibilityLevel.FULL_TRANSITIVE);
    }

    @Test
    void shouldCarryRecordsWithTheIdOfTheRegistry() {
        Verdict verdict = verdict();
        try (AvroSerde<Verdict> serde = AvroSerde.of(Verdict.class, configs())) {
            serde.prepare("carried");
            byte[] bytes = serde.serializer().serialize("carried", verdict);

            assertThat(ByteBuffer.wrap(bytes).getInt(1))
                    .isEqualTo(client.latest("carried-value").orElseThrow().id());
            assertThat(serde.deserializer().deserialize("carried", bytes)).isEqualTo(verdict);

            byte[] unknown = ByteBuffer.wrap(bytes.clone()).putInt(1, 1_000_000).array();
            assertThatExceptionOfType(PoisonRecordException.class)
                    .isThrownBy(() -> serde.deserializer().deserialize("carried", unknown))
                    .withMessageContainingAll("topic 'carried'", "schema id 1000000");
        }
    }

    @Test
    void shouldRefuseToWriteWhatTheDeployStepDidNotRegister() {
        Map<String, Object> configs = configs();
        configs.put("auto.register.schemas", false);
        try (AvroSerde<Transaction> serde = AvroSerde.of(Transaction.class, configs)) {
            assertThatExceptionOfType(RegistryRefusedException.class)
                    .isThrownBy(() -> serde.prepare("undeployed"))
                    .withMessageContainingAll(
                            "subject 'undeployed-value'", "auto.register.schemas=false");
            assertThat(client.versions("undeployed-value")).isEmpty();

            client.register("undeployed-value", Transaction.getClassSchema());
            serde.prepare("undeployed");
        }
    }

    private static Verdict verdict() {
        return Verdict.newBuilder()
                .setTransactionId("t")
                .setBodyFingerprint("f")
                .setCardId("c")
                .setDecision(Decision.REVIEW)
                .setScore(0.5)
                .setFeatures(Map.of("count_1m", 3.0))
                .setRuleSetVersion("r1")
                .setOccurredAt(Instant.ofEpochMilli(1))
                .setReceivedAt(Instant.ofEpochMilli(2))
                .setDecidedAt(Instant.ofEpochMilli(3))
                .build();
    }

    private static Schema parse(String text) {
        return new Schema.Parser().parse(text);
    }

    private static Map<String, Object> configs() {
        Map<String, Object> configs = new HashMap<>();
        configs.put("schema.registry.url", server.url());
        return configs;
    }
}
