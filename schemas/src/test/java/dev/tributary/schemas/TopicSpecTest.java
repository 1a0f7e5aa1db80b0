package dev.tributary.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tributary.schemas.TopicSpec.Cleanup;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.Map;

class TopicSpecTest {
    @Test
    void shouldGiveBrokerItsSettingsWhenRecordsAreDeletedByAge() {
        assertThat(spec("fraud.verdicts.v1", 1, Duration.ofMillis(1), Cleanup.DELETE).configs())
                .containsOnly(
                        Map.entry("cleanup.policy", "delete"),
                        Map.entry("message.timestamp.type", "LogAppendTime"),
                        Map.entry("retention.ms", "1"));
    }

    @Test
    void shouldLeaveRetentionOutWhenTopicIsCompacted() {
        assertThat(spec("fraud.entity-risk.v1", 1, Duration.ofDays(1), Cleanup.COMPACT).configs())
                .containsOnly(
                        Map.entry("cleanup.policy", "compact"),
                        Map.entry("segment.bytes", "33554432"),
                        Map.entry("message.timestamp.type", "LogAppendTime"));
    }

    @Test
    void shouldKeepTombstonesAsLongAsRecordsAndBoundTheirWaitWhenRecordsAreDeletedBothWays() {
        assertThat(
                        spec(
                                        "ingest.interactions.v1",
                                        1,
                                        Duration.ofDays(2),
                                        Cleanup.COMPACT_DELETE)
                                .configs())
                .containsOnly(
                        Map.entry("cleanup.policy", "compact,delete"),
                        Map.entry("message.timestamp.type", "LogAppendTime"),
                        Map.entry("retention.ms", "172800000"),
                        Map.entry("delete.retention.ms", "172800000"),
                        Map.entry("min.compaction.lag.ms", "0"),
                        Map.entry("max.compaction.lag.ms", "86400000"));
    }

    @Test
    void shouldNameTheSubjectAfterTheTopic() {
        assertThat(
                        spec("fraud.entity-risk.v12", 1, Duration.ofDays(1), Cleanup.DELETE)
                                .valueSubject())
                .isEqualTo("fraud.entity-risk.v12-value");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "verdicts",
                "verdicts.v1",
                "fraud.verdicts",
                "fraud.verdicts.v0",
                "fraud.verdicts.v01",
                "fraud.Verdicts.v1",
                "fraud.entity_risk.v1",
                "fraud.entity-.v1",
                "fraud..v1",
                "fraud.verdicts.v1.",
                "fraud.verdicts.v1\n"
            })
    void shouldRefuseNameThatDoesNotSayOwnerNounAndVersion(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> spec(name, 1, Duration.ofDays(1), Cleanup.DELETE))
                .withMessageContaining("<owner>.<noun>.v<major>");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void shouldRefuseLessThanOnePartition(int partitions) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        spec("fraud.verdicts.v1", partitions, Duration.ofDays(1), Cleanup.DELETE))
                .withMessageContaining("at least one partition");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void shouldRefuseRetentionOfNothing(long days) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> spec("fraud.verdicts.v1", 1, Duration.ofDays(days), Cleanup.DELETE))
                .withMessageContaining("retention above zero");
    }

    @Test
    void shouldTellTheBrokerOfRecordsAboveTheUsualSize() {
        assertThat(FraudTopics.MODELS.configs())
                .containsEntry("max.message.bytes", Integer.toString(FraudTopics.MODEL_BYTES_MAX));
        assertThat(FraudTopics.RULES.configs()).doesNotContainKey("max.message.bytes");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, (1 << 20) - 1, (16 << 20) + 1})
    void shouldRefuseALargestRecordThatNobodyCanTake(int bytes) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new TopicSpec<>(
                                "fraud.models.v1",
                                String.class,
                                byte[].class,
                                1,
                                Duration.ofDays(1),
                                Cleanup.COMPACT,
                                bytes))
                .withMessageContaining("largest record of " + bytes + " bytes");
    }

    @Test
    void shouldListEachTopicOnceInTheCatalog() {
        assertThat(TopicCatalog.ALL).extracting(TopicSpec::name).doesNotHaveDuplicates();
    }

    private static TopicSpec<String, byte[]> spec(
            String name, int partitions, Duration retention, Cleanup cleanup) {
        return new TopicSpec<>(name, String.class, byte[].class, partitions, retention, cleanup);
    }
}
