package dev.tributary.common.ops;

import dev.tributary.common.registry.SchemaDeployment;
import dev.tributary.common.registry.SchemaRegistryClient;
import dev.tributary.common.streams.RocksDbMemory;
import dev.tributary.common.streams.StreamsProperties;
import dev.tributary.common.streams.StreamsRuntime;
import dev.tributary.schemas.TopicSpec;

import io.micrometer.core.instrument.MeterRegistry;

import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Makes the runtimes of a service's topologies, which share everything but what they do: the
 * brokers, the registry, the topics they wait for, the dead letters, memory and metrics.
 */
public final class StreamsRuntimes {
    private final KafkaProperties kafka;
    private final RocksDbMemory memory;
    private final MeterRegistry meters;
    private final String service;
    private final TopicSpec<?, ?> deadLetters;
    private final List<StartCheck> checks;

    /**
     * @param service name of the service, which the ids of its applications begin with
     * @param topics what the topologies read and write, and must be there before any starts
     * @param deadLetters where records go that cannot be processed
     */
    public StreamsRuntimes(
            KafkaProperties kafka,
            SchemaRegistryClient registry,
            RocksDbMemory memory,
            MeterRegistry meters,
            String service,
            List<TopicSpec<?, ?>> topics,
            TopicSpec<?, ?> deadLetters) {
        this.kafka = kafka;
        this.memory = memory;
        this.meters = meters;
        this.service = service;
        this.deadLetters = deadLetters;
        this.checks =
                List.of(
                        new KafkaStartCheck(kafka.buildAdminProperties(), topics),
                        new RegistryStartCheck(new SchemaDeployment(registry), topics));
    }

    /**
     * Makes one.
     *
     * @param suffix tells the topologies of a service apart; follows its name; may be empty
     * @param defaults from {@link dev.tributary.common.streams.StreamsDefaults}
     * @param define puts the topology into a builder
     * @param further what else must hold before it starts
     * @param warmUp run once before it starts
     */
    public StreamsRuntime runtime(
            String suffix,
            Map<String, Object> defaults,
            Consumer<StreamsBuilder> define,
            List<StartCheck> further,
            Runnable warmUp) {
        Map<String, Object> all = new LinkedHashMap<>(defaults);
        all.put(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, deadLetters.name());
        StreamsRuntime runtime =
                new StreamsRuntime(
                        StreamsProperties.layer(all, kafka, service, suffix),
                        define,
                        memory,
                        Stream.concat(checks.stream(), further.stream()).toList(),
                        warmUp,
                        created -> StreamsMeters.bind(created, meters));
        StreamsMeters.bind(runtime, meters);
        return runtime;
    }
}
