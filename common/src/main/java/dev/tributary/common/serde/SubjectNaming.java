package dev.tributary.common.serde;

import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;

/** Under which subject the schema of a record is kept, by the rules customary since Confluent. */
enum SubjectNaming {
    /** {@code <topic>-key}, {@code <topic>-value}: one kind of record a topic. */
    TOPIC("TopicNameStrategy") {
        @Override
        String subject(String topic, boolean isKey, Schema schema) {
            return topic + (isKey ? "-key" : "-value");
        }
    },
    /** The record's full name: one history of a record on all topics. */
    RECORD("RecordNameStrategy") {
        @Override
        String subject(String topic, boolean isKey, Schema schema) {
            return schema.getFullName();
        }
    },
    /** {@code <topic>-<full name>}: several kinds of record a topic. */
    TOPIC_RECORD("TopicRecordNameStrategy") {
        @Override
        String subject(String topic, boolean isKey, Schema schema) {
            return topic + "-" + schema.getFullName();
        }
    };

    private static final String CONFLUENT_PACKAGE = "io.confluent.kafka.serializers.subject.";

    private final String strategy;

    SubjectNaming(String strategy) {
        this.strategy = strategy;
    }

    abstract String subject(String topic, boolean isKey, Schema schema);

    /**
     * @param setting name of the setting, for the message
     * @param strategy its value, with or without Confluent's package
     */
    static SubjectNaming of(String setting, String strategy) {
        for (SubjectNaming naming : values()) {
            if (strategy.equals(naming.strategy)
                    || strategy.equals(CONFLUENT_PACKAGE + naming.strategy)) {
                return naming;
            }
        }
        throw new ConfigException(
                setting,
                strategy,
                "known are TopicNameStrategy, RecordNameStrategy and TopicRecordNameStrategy");
    }
}
