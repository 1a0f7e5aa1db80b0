package dev.tributary.common.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.local.RealKafka;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

class QuietClientsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TOPIC = "quiet.clients.v1";

    /** A thread that never rests ends five hundred polls a second, or as many as it can. */
    private static final double POLLS_A_SECOND_MAX = 20;

    @TempDir Path folder;

    @Test
    void shouldLetAThreadRestWhileNothingComesAndNotMissWhatDoes() throws Exception {
        RealKafka kafka = RealKafka.shared();
        Queue<String> came = new ConcurrentLinkedQueue<>();
        try (Admin admin = kafka.admin()) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(TOPIC, Consumed.with(Serdes.String(), Serdes.String()).withName("read"))
                .foreach((_, value) -> came.add(value), Named.as("take"));
        Properties configs = new Properties();
        configs.putAll(StreamsDefaults.latency());
        configs.put(StreamsConfig.APPLICATION_ID_CONFIG, "quiet-clients");
        configs.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        configs.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        configs.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
        try (KafkaStreams streams = new KafkaStreams(builder.build(), configs, new QuietClients());
                KafkaProducer<String, String> producer =
                        new KafkaProducer<>(
                                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                                new StringSerializer(),
                                new StringSerializer())) {
            streams.start();
            for (int round = 0; round < 2; round++) {
                String value = "round " + round;
                producer.send(new ProducerRecord<>(TOPIC, "k", value)).get();
                await().atMost(PATIENCE).until(() -> came.contains(value));
                await().atMost(PATIENCE).until(() -> pollsASecond(streams) < POLLS_A_SECOND_MAX);
            }
        }
        assertThat(came).containsExactly("round 0", "round 1");
    }

    private static double pollsASecond(KafkaStreams streams) throws InterruptedException {
        double before = polls(streams);
        long beganNanos = System.nanoTime();
        TimeUnit.SECONDS.sleep(1);
        return (polls(streams) - before) / ((System.nanoTime() - beganNanos) / 1e9);
    }

    private static double polls(KafkaStreams streams) {
        return streams.metrics().values().stream()
                .filter(it -> it.metricName().name().equals("poll-total"))
                .filter(it -> it.metricName().group().equals("stream-thread-metrics"))
                .mapToDouble(it -> (double) it.metricValue())
                .sum();
    }
}
