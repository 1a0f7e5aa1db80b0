package dev.tributary.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.common.ops.KafkaStartCheck;
import dev.tributary.schemas.TopicSpec;
import dev.tributary.schemas.TopicSpec.Cleanup;

import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What a service says of its brokers before it starts, against a real one. */
class KafkaStartCheckIT {
    private final RealKafka kafka = RealKafka.shared();

    @Test
    void shouldFindNothingInTheWayWhenTheTopicIsAsDeclared() throws Exception {
        create("check.present.v1", 3);

        assertThat(check(kafka.bootstrapServers(), spec("check.present.v1", 3)).obstacle())
                .isEmpty();
    }

    @Test
    void shouldNameTheTopicThatIsMissing() {
        assertThat(check(kafka.bootstrapServers(), spec("check.missing.v1", 3)).obstacle())
                .hasValue("topic check.missing.v1 does not exist");
    }

    @Test
    void shouldNameTheTopicWithOtherPartitions() throws Exception {
        create("check.narrow.v1", 2);

        assertThat(check(kafka.bootstrapServers(), spec("check.narrow.v1", 3)).obstacle())
                .hasValue("topic check.narrow.v1 has 2 partitions, its spec says 3");
    }

    @Test
    void shouldNameTheAddressWhenNoBrokerAnswers() {
        String nobody = "127.0.0.1:" + FreePorts.one();

        assertThat(check(nobody, spec("check.present.v1", 3)).obstacle())
                .hasValueSatisfying(it -> assertThat(it).contains(nobody, "does not answer"));
    }

    @Test
    void shouldNameTheSettingWhenTheAddressIsNone() {
        assertThat(check("nowhere", spec("check.present.v1", 3)).obstacle())
                .hasValueSatisfying(it -> assertThat(it).contains("nowhere"));
    }

    private static KafkaStartCheck check(String servers, TopicSpec<?, ?> spec) {
        return new KafkaStartCheck(Map.of("bootstrap.servers", servers), List.of(spec));
    }

    private static TopicSpec<String, String> spec(String name, int partitions) {
        return new TopicSpec<>(
                name, String.class, String.class, partitions, Duration.ofDays(1), Cleanup.DELETE);
    }

    private void create(String name, int partitions) throws Exception {
        kafka.admin().createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all().get();
    }
}
