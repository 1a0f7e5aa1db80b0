package dev.tributary.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.schemas.TopicCatalog;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A broker on an empty folder, each test its own. */
class LocalBrokerIT {
    private LocalBroker broker;
    private LocalBroker.Settings settings;

    @BeforeEach
    void startBroker(@TempDir Path folder) {
        settings = LocalBroker.Settings.forTests(folder);
        broker = new LocalBroker(settings);
        broker.start();
    }

    @AfterEach
    void stopBroker() {
        broker.kill();
    }

    @Test
    void shouldOfferSecondGenerationOfTransactionsWhenNew() throws Exception {
        try (Admin admin = admin()) {
            var features = admin.describeFeatures().featureMetadata().get(10, TimeUnit.SECONDS);

            assertThat(features.finalizedFeatures().get("transaction.version").maxVersionLevel())
                    .isGreaterThanOrEqualTo((short) 2);
        }
    }

    @Test
    void shouldFindItsRecordsAndItsIdentityWhenStoppedAndStartedOnOtherPorts() throws Exception {
        String clusterId = clusterId();
        acknowledge("kept", 10);

        assertThat(broker.stop()).as("it ended by itself").isTrue();
        List<Integer> ports = FreePorts.some(2);
        broker =
                new LocalBroker(
                        new LocalBroker.Settings(
                                settings.folder(),
                                settings.log(),
                                ports.get(0),
                                ports.get(1),
                                settings.heapMegabytes(),
                                settings.jvmOptions(),
                                settings.tied(),
                                settings.overrides()));
        broker.start();

        assertThat(clusterId()).isEqualTo(clusterId);
        assertThat(endOffset("kept")).isEqualTo(10);
    }

    @Test
    void shouldFindEveryAcknowledgedRecordWhenKilled() throws Exception {
        acknowledge("kept", 10);

        broker.kill();
        broker.start();
        acknowledge("kept", 5);

        assertThat(endOffset("kept")).isEqualTo(15);
    }

    @Test
    void shouldNotCreateTopicsThatNobodyDeclared() throws Exception {
        try (Admin admin = admin()) {
            assertThat(admin.listTopics().names().get(10, TimeUnit.SECONDS)).isEmpty();
        }
    }

    @Test
    void shouldCreateDeclaredTopicsOnceAndNameWhatDiffers() throws Exception {
        try (Admin admin = admin()) {
            String misshapen = "ingest.transactions.v1";
            admin.createTopics(List.of(new NewTopic(misshapen, 2, (short) 1)))
                    .all()
                    .get(10, TimeUnit.SECONDS);
            var provisioner = new TopicProvisioner(admin, (short) 1, Duration.ofSeconds(10));

            var first = provisioner.provision(TopicCatalog.ALL);
            var second = provisioner.provision(TopicCatalog.ALL);

            assertThat(first.created()).contains("fraud.verdicts.v1").doesNotContain(misshapen);
            assertThat(first.present()).isEmpty();
            assertThat(second.created()).isEmpty();
            assertThat(second.present()).containsExactlyElementsOf(first.created());
            assertThat(second.differences())
                    .contains(
                            "topic ingest.transactions.v1 has 2 partitions, not 4",
                            "topic ingest.transactions.v1 has message.timestamp.type=CreateTime,"
                                    + " not LogAppendTime");
        }
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    private String clusterId() throws Exception {
        try (Admin admin = admin()) {
            return admin.describeCluster().clusterId().get(10, TimeUnit.SECONDS);
        }
    }

    private void acknowledge(String topic, int records) throws Exception {
        try (Admin admin = admin()) {
            if (!admin.listTopics().names().get(10, TimeUnit.SECONDS).contains(topic)) {
                admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1)))
                        .all()
                        .get(10, TimeUnit.SECONDS);
            }
        }
        Map<String, Object> config =
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
        try (var producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < records; i++) {
                producer.send(new ProducerRecord<>(topic, "key", "value " + i))
                        .get(10, TimeUnit.SECONDS);
            }
        }
    }

    private long endOffset(String topic) throws Exception {
        TopicPartition partition = new TopicPartition(topic, 0);
        try (Admin admin = admin()) {
            return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get(10, TimeUnit.SECONDS)
                    .offset();
        }
    }
}
