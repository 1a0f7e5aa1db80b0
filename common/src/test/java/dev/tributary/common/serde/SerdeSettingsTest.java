package dev.tributary.common.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.ingest.Transaction;

import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;

class SerdeSettingsTest {
    private static final Map<String, Object> ALL =
            Map.of(
                    "auto.register.schemas",
                    "FALSE",
                    "use.latest.version",
                    false,
                    "specific.avro.reader",
                    true,
                    "value.subject.name.strategy",
                    "RecordNameStrategy",
                    "key.subject.name.strategy",
                    "TopicRecordNameStrategy",
                    "specific.avro.value.type",
                    Transaction.class,
                    "specific.avro.key.type",
                    "dev.tributary.schemas.fraud.Verdict");

    @Test
    void shouldHaveItsDocumentedDefaults() {
        assertThat(SerdeSettings.of(Map.of(), false))
                .isEqualTo(new SerdeSettings(false, SubjectNaming.TOPIC, true, null));
    }

    @Test
    void shouldTakeEverySettingUnderItsName() {
        assertThat(SerdeSettings.of(ALL, false))
                .isEqualTo(
                        new SerdeSettings(false, SubjectNaming.RECORD, false, Transaction.class));
        assertThat(SerdeSettings.of(ALL, true))
                .isEqualTo(
                        new SerdeSettings(true, SubjectNaming.TOPIC_RECORD, false, Verdict.class));
    }

    @ParameterizedTest
    @CsvSource({
        "use.latest.version, true",
        "specific.avro.reader, false",
        "auto.register.schemas, yes",
        "value.subject.name.strategy, x",
        "specific.avro.value.type, x.Y",
        "specific.avro.value.type, java.lang.String",
    })
    void shouldRefuseWhatItCannotDo(String name, String value) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> SerdeSettings.of(Map.of(name, value), false))
                .withMessageContaining(name)
                .withMessageContaining(value);
    }
}
