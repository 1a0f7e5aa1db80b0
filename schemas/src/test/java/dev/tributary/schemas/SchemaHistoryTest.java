package dev.tributary.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.ingest.state.TransactionStatus;

import org.apache.avro.SchemaBuilder;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.SchemaParseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class SchemaHistoryTest {
    @Test
    void shouldAnswerTheSameFromClassPathAndFolder() {
        String subject = FraudTopics.VERDICTS.valueSubject();

        assertThat(SchemaHistory.onClassPath().versions(subject))
                .isNotEmpty()
                .isEqualTo(SchemaHistory.inFolder(Path.of("history")).versions(subject));
    }

    @Test
    void shouldFindVersionsOfARecordWhenATopicCarriesIt() {
        var versions = SchemaHistory.onClassPath().versionsOf(Verdict.getClassSchema());

        assertThat(versions.getFirst().subject()).isEqualTo("fraud.verdicts.v1-value");
        assertThat(versions.getFirst().version()).isEqualTo(1);
        assertThat(SchemaNormalization.parsingFingerprint64(versions.getLast().schema()))
                .isEqualTo(SchemaNormalization.parsingFingerprint64(Verdict.getClassSchema()));
    }

    @Test
    void shouldFindVersionsOfARecordWhenItIsState() {
        assertThat(SchemaHistory.onClassPath().versionsOf(TransactionStatus.getClassSchema()))
                .isNotEmpty()
                .allSatisfy(version ->
                        assertThat(version.subject()).isEqualTo("ingest.transaction-status.state"));
    }

    @Test
    void shouldFindNothingWhenRecordIsUnknown() {
        var unknown = SchemaBuilder.record("Unknown").fields().endRecord();

        assertThat(SchemaHistory.onClassPath().versionsOf(unknown)).isEmpty();
        assertThat(SchemaHistory.onClassPath().versions("nobody.nothing.v1-value")).isEmpty();
    }

    @Test
    void shouldOrderVersionsByNumberWhenThereAreMoreThanNine(@TempDir Path folder)
            throws IOException {
        Files.createDirectory(folder.resolve("s"));
        for (int version = 1; version <= 11; version++) {
            Files.writeString(
                    folder.resolve("s/v" + version + ".avsc"),
                    "{\"type\": \"record\", \"name\": \"R" + version + "\", \"fields\": []}");
        }

        assertThat(SchemaHistory.inFolder(folder).versions("s"))
                .extracting(version -> version.schema().getName())
                .startsWith("R1", "R2")
                .endsWith("R10", "R11");
    }

    @Test
    void shouldRefuseFileThatIsNoSchema(@TempDir Path folder) throws IOException {
        Files.createDirectory(folder.resolve("s"));
        Files.writeString(folder.resolve("s/v1.avsc"), "{\"type\": \"rec\"}");

        assertThatThrownBy(() -> SchemaHistory.inFolder(folder).versions("s"))
                .isInstanceOf(SchemaParseException.class);
    }
}
