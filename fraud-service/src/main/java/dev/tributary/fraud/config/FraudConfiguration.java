package dev.tributary.fraud.config;

import dev.tributary.common.ops.KafkaStartCheck;
import dev.tributary.common.ops.RegistryStartCheck;
import dev.tributary.common.ops.StreamsLiveness;
import dev.tributary.common.ops.StreamsMeters;
import dev.tributary.common.ops.StreamsReadiness;
import dev.tributary.common.query.OwnerClient;
import dev.tributary.common.query.QueryResponder;
import dev.tributary.common.query.StoreRouter;
import dev.tributary.common.registry.SchemaDeployment;
import dev.tributary.common.registry.SchemaRegistryClient;
import dev.tributary.common.serde.AvroSerde;
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
import dev.tributary.fraud.topology.ScoringListener;
import dev.tributary.schemas.IngestTopics;
import dev.tributary.schemas.TopicSpec;

import io.micrometer.core.instrument.MeterRegistry;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.HostInfo;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Wires the scorer to its topics, its stores and the API. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({FraudProperties.class, StreamsProperties.class})
@Import(StrictWeb.class)
class FraudConfiguration {
    private static final List<TopicSpec<?, ?>> TOPICS =
            List.of(
                    IngestTopics.TRANSACTIONS,
                    dev.tributary.schemas.FraudTopics.VERDICTS,
                    dev.tributary.schemas.FraudTopics.DEAD_LETTERS);

    @Bean
    InstantSource wallClock() {
        return InstantSource.system();
    }

    @Bean
    FraudScorer scorer(FraudProperties properties) {
        return new FraudScorer(properties.scorer());
    }

    @Bean
    ScoringListener scoringListener(MeterRegistry meters) {
        return new ScoringMeters(meters);
    }

    @Bean(destroyMethod = "close")
    SchemaRegistryClient schemaRegistry(KafkaProperties kafka) {
        return SchemaRegistryClient.of(kafka.buildStreamsProperties());
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

    @Bean
    StreamsRuntime streamsRuntime(
            FraudTopics topics,
            FraudProperties properties,
            FraudScorer scorer,
            ScoringListener listener,
            SchemaRegistryClient registry,
            KafkaProperties kafka,
            StreamsProperties streams,
            MeterRegistry meters,
            @Value("${spring.application.name}") String applicationId) {
        FraudTopology topology =
                new FraudTopology(
                        topics,
                        properties.topology(),
                        scorer,
                        properties.scorer().rates(),
                        listener);
        Map<String, Object> service = StreamsDefaults.latency();
        service.put(
                StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG,
                dev.tributary.schemas.FraudTopics.DEAD_LETTERS.name());
        StreamsRuntime runtime =
                new StreamsRuntime(
                        StreamsProperties.layer(service, kafka, applicationId),
                        topology::define,
                        streams.rocksDbMemory().toBytes(),
                        List.of(
                                new KafkaStartCheck(kafka.buildAdminProperties(), TOPICS),
                                new RegistryStartCheck(new SchemaDeployment(registry), TOPICS)),
                        new Rehearsal(scorer, topics),
                        created -> StreamsMeters.bind(created, meters));
        StreamsMeters.bind(runtime, meters);
        return runtime;
    }

    @Bean
    StreamsReadiness streamsHealthIndicator(StreamsRuntime runtime) {
        return new StreamsReadiness(runtime);
    }

    @Bean
    StreamsLiveness streamsLivenessHealthIndicator(StreamsRuntime runtime) {
        return new StreamsLiveness(runtime);
    }

    @Bean
    HostInfo self(KafkaProperties kafka) {
        Object server = kafka.buildStreamsProperties().get(StreamsConfig.APPLICATION_SERVER_CONFIG);
        return HostInfo.buildFromEndpoint(String.valueOf(server));
    }

    @Bean
    CardQuery cardQuery(StreamsRuntime runtime, HostInfo self, FraudProperties properties) {
        return new CardQuery(
                new StoreRouter(runtime, self),
                properties.scorer().rates().reference().value(),
                properties.topology().spendWindow());
    }

    @Bean
    QueryResponder queryResponder(HostInfo self) {
        return new QueryResponder(new OwnerClient(), self.host() + ":" + self.port());
    }
}
