package dev.tributary.fraud.config;

import dev.tributary.common.ops.KafkaStartCheck;
import dev.tributary.common.ops.RegistryStartCheck;
import dev.tributary.common.ops.StartCheck;
import dev.tributary.common.ops.StreamsMeters;
import dev.tributary.common.ops.StreamsWiring;
import dev.tributary.common.query.StoreRouter;
import dev.tributary.common.registry.SchemaDeployment;
import dev.tributary.common.registry.SchemaRegistryClient;
import dev.tributary.common.serde.AvroSerde;
import dev.tributary.common.streams.RocksDbMemory;
import dev.tributary.common.streams.StreamsDefaults;
import dev.tributary.common.streams.StreamsProperties;
import dev.tributary.common.streams.StreamsRuntime;
import dev.tributary.common.streams.Topic;
import dev.tributary.common.web.StrictWeb;
import dev.tributary.fraud.domain.FraudScorer;
import dev.tributary.fraud.query.CardQuery;
import dev.tributary.fraud.topology.FraudTopics;
import dev.tributary.fraud.topology.FraudTopology;
import dev.tributary.fraud.topology.Rehearsal;
import dev.tributary.fraud.topology.ReportTopology;
import dev.tributary.fraud.topology.ScoringListener;
import dev.tributary.schemas.IngestTopics;
import dev.tributary.schemas.TopicSpec;

import io.micrometer.core.instrument.MeterRegistry;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.HostInfo;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Wires the scorer and the reports to their topics, their stores and the API. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FraudProperties.class)
@Import({StrictWeb.class, StreamsWiring.class})
class FraudConfiguration {
    private static final List<TopicSpec<?, ?>> TOPICS =
            List.of(
                    IngestTopics.TRANSACTIONS,
                    dev.tributary.schemas.FraudTopics.VERDICTS,
                    dev.tributary.schemas.FraudTopics.DEAD_LETTERS);

    @Bean
    FraudScorer scorer(FraudProperties properties) {
        return new FraudScorer(properties.scorer());
    }

    @Bean
    ScoringListener scoringListener(MeterRegistry meters) {
        return new ScoringMeters(meters);
    }

    @Bean
    FraudTopics topics(KafkaProperties kafka, SchemaRegistryClient registry) {
        Map<String, Object> configs = kafka.buildStreamsProperties();
        return new FraudTopics(
                new Topic<>(
                        IngestTopics.TRANSACTIONS,
                        Serdes.String(),
                        AvroSerde.of(IngestTopics.TRANSACTIONS.valueType(), registry, configs)),
                new Topic<>(
                        dev.tributary.schemas.FraudTopics.VERDICTS,
                        Serdes.String(),
                        AvroSerde.of(
                                dev.tributary.schemas.FraudTopics.VERDICTS.valueType(),
                                registry,
                                configs)));
    }

    /** What a topology of this service starts from, but for what it does. */
    @Bean
    RuntimeFactory runtimeFactory(
            SchemaRegistryClient registry,
            KafkaProperties kafka,
            RocksDbMemory memory,
            MeterRegistry meters,
            @Value("${spring.application.name}") String name) {
        List<StartCheck> checks =
                List.of(
                        new KafkaStartCheck(kafka.buildAdminProperties(), TOPICS),
                        new RegistryStartCheck(new SchemaDeployment(registry), TOPICS));
        return (suffix, defaults, define, warmUp) -> {
            Map<String, Object> service = new LinkedHashMap<>(defaults);
            service.put(
                    StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG,
                    dev.tributary.schemas.FraudTopics.DEAD_LETTERS.name());
            StreamsRuntime runtime =
                    new StreamsRuntime(
                            StreamsProperties.layer(service, kafka, name, suffix),
                            define,
                            memory,
                            checks,
                            warmUp,
                            created -> StreamsMeters.bind(created, meters));
            StreamsMeters.bind(runtime, meters);
            return runtime;
        };
    }

    /** Makes the runtime of one topology. */
    @FunctionalInterface
    interface RuntimeFactory {
        StreamsRuntime runtime(
                String suffix,
                Map<String, Object> defaults,
                Consumer<StreamsBuilder> define,
                Runnable warmUp);
    }

    @Bean
    StreamsRuntime scorerRuntime(
            RuntimeFactory factory,
            FraudTopics topics,
            FraudProperties properties,
            FraudScorer scorer,
            ScoringListener listener) {
        FraudTopology topology = new FraudTopology(topics, properties.topology(), scorer, listener);
        return factory.runtime(
                "", StreamsDefaults.latency(), topology::define, new Rehearsal(scorer, topics));
    }

    @Bean
    StreamsRuntime reportRuntime(
            RuntimeFactory factory, FraudTopics topics, FraudProperties properties) {
        ReportTopology topology = new ReportTopology(topics.verdicts(), properties.topology());
        return factory.runtime(
                "-reports", StreamsDefaults.throughput(), topology::define, () -> {});
    }

    @Bean
    CardQuery cardQuery(
            @Qualifier("scorerRuntime") StreamsRuntime scorer,
            @Qualifier("reportRuntime") StreamsRuntime reports,
            HostInfo self,
            FraudProperties properties) {
        return new CardQuery(
                new StoreRouter(scorer, self),
                new StoreRouter(reports, self),
                properties.scorer().rates().reference().value(),
                properties.topology().spendWindow());
    }
}
