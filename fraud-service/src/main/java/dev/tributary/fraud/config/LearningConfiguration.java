package dev.tributary.fraud.config;

import dev.tributary.common.ops.StreamsRuntimes;
import dev.tributary.common.registry.SchemaRegistryClient;
import dev.tributary.common.streams.CompactedFeed;
import dev.tributary.common.streams.StreamsDefaults;
import dev.tributary.common.streams.StreamsRuntime;
import dev.tributary.common.streams.Topic;
import dev.tributary.fraud.query.EntityRiskFeed;
import dev.tributary.fraud.query.PerformanceFeed;
import dev.tributary.fraud.topology.FraudTopics;
import dev.tributary.fraud.topology.LearningListener;
import dev.tributary.fraud.topology.LearningTopics;
import dev.tributary.fraud.topology.LearningTopology;
import dev.tributary.schemas.IngestTopics;
import dev.tributary.schemas.fraud.EntityRisk;
import dev.tributary.schemas.fraud.RulePerformance;

import io.micrometer.core.instrument.MeterRegistry;

import org.apache.kafka.streams.StreamsConfig;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Wires what is learned from labels, and the way back to the scorer and the API. */
@Configuration(proxyBeanMethods = false)
class LearningConfiguration {
    /**
     * What many records change in a row is written once a commit: a busy merchant's summary, the
     * counts of a rule that speaks often.
     */
    private static final long CACHE_BYTES = 16L * 1024 * 1024;

    /**
     * A transaction of this topology writes to some thirty partitions, so there are few of them; an
     * entity is told of once a second anyway.
     */
    private static final Duration GATHER = Duration.ofMillis(500);

    @Bean
    LearningTopics learningTopics(
            FraudTopics topics, KafkaProperties kafka, SchemaRegistryClient registry) {
        Map<String, Object> configs = kafka.buildStreamsProperties();
        return new LearningTopics(
                topics.verdicts(),
                Topic.avro(IngestTopics.LABELS, registry, configs),
                Topic.avro(dev.tributary.schemas.FraudTopics.UNMATCHED_LABELS, registry, configs),
                Topic.avro(dev.tributary.schemas.FraudTopics.ENTITY_RISK, registry, configs),
                Topic.avro(dev.tributary.schemas.FraudTopics.RULE_PERFORMANCE, registry, configs));
    }

    @Bean
    LearningListener learningListener(MeterRegistry meters) {
        return new LearningMeters(meters);
    }

    @Bean
    StreamsRuntime learningRuntime(
            StreamsRuntimes factory,
            LearningTopics topics,
            FraudProperties properties,
            LearningListener listener) {
        LearningTopology topology =
                new LearningTopology(
                        topics,
                        properties.learning(),
                        properties.scorer().features().entities(),
                        listener);
        Map<String, Object> defaults = StreamsDefaults.throughput(GATHER);
        defaults.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_BYTES);
        return factory.runtime("-learning", defaults, topology::define, List.of(), () -> {});
    }

    @Bean
    EntityRiskFeed entityRiskFeed(MeterRegistry meters) {
        return new EntityRiskFeed(meters);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    CompactedFeed<String, EntityRisk> entityRiskTopicFeed(
            LearningTopics topics,
            KafkaProperties kafka,
            EntityRiskFeed entities,
            MeterRegistry meters) {
        return new CompactedFeed<>(
                "entity-risk",
                topics.entityRisk(),
                kafka.buildConsumerProperties(),
                entities,
                meters);
    }

    @Bean
    PerformanceFeed performanceFeed(FraudProperties properties) {
        return new PerformanceFeed(properties.scorer().features().entities().labelDelay());
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    CompactedFeed<String, RulePerformance> performanceTopicFeed(
            LearningTopics topics,
            KafkaProperties kafka,
            PerformanceFeed performances,
            MeterRegistry meters) {
        return new CompactedFeed<>(
                "rule-performance",
                topics.performance(),
                kafka.buildConsumerProperties(),
                performances,
                meters);
    }
}
