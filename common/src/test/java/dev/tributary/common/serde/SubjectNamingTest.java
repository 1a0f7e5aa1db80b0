package dev.tributary.common.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tributary.schemas.fraud.Verdict;

import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubjectNamingTest {
    @ParameterizedTest
    @CsvSource({
        "TopicNameStrategy, false, orders-value",
        "TopicNameStrategy, true, orders-key",
        "io.confluent.kafka.serializers.subject.TopicNameStrategy, false, orders-value",
        "RecordNameStrategy, false, dev.tributary.schemas.fraud.Verdict",
        "io.confluent.kafka.serializers.subject.RecordNameStrategy, true, dev.tributary.schemas.fraud.Verdict",
        "TopicRecordNameStrategy, true, orders-dev.tributary.schemas.fraud.Verdict",
        "io.confluent.kafka.serializers.subject.TopicRecordNameStrategy, false, orders-dev.tributary.schemas.fraud.Verdict",
    })
    void shouldNameTheSubjectByTheStrategy(String strategy, boolean isKey, String subject) {
        SubjectNaming naming = SubjectNaming.of("value.subject.name.strategy", strategy);

        assertThat(naming.subject("orders", isKey, Verdict.getClassSchema())).isEqualTo(subject);
    }

    @Test
    void shouldRefuseStrategyThatItDoesNotKnow() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> SubjectNaming.of("key.subject.name.strategy", "com.acme.Mine"))
                .withMessageContaining("key.subject.name.strategy")
                .withMessageContaining("com.acme.Mine");
    }
}
