package dev.tributary.recommendation.config;

import dev.tributary.common.ops.FeedReadiness;
import dev.tributary.common.registry.SchemaRegistryClient;
import dev.tributary.common.streams.CompactedFeed;
import dev.tributary.common.streams.GroupProgress;
import dev.tributary.common.streams.StreamsRuntime;
import dev.tributary.common.streams.Topic;
import dev.tributary.common.streams.TopicEraser;
import dev.tributary.common.streams.TopicLog;
import dev.tributary.common.streams.TopicPublisher;
import dev.tributary.common.streams.TopicWorker;
import dev.tributary.recommendation.domain.CustomerHistories;
import dev.tributary.recommendation.domain.Recommender;
import dev.tributary.recommendation.publish.SessionEraser;
import dev.tributary.recommendation.query.Consents;
import dev.tributary.recommendation.topology.SessionTopics;
import dev.tributary.schemas.IngestTopics;
import dev.tributary.schemas.RecommendationTopics;
import dev.tributary.schemas.ingest.Consent;
import dev.tributary.schemas.ingest.ErasedInteractions;
import dev.tributary.schemas.ingest.Erasure;
import dev.tributary.schemas.recommendation.ErasedSessions;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Duration;
import java.time.InstantSource;

/** Wires what is known of customers, what they let be known, and how they are forgotten. */
@Configuration(proxyBeanMethods = false)
class CustomerConfiguration {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    @Bean
    CustomerHistories customerHistories(RecommendationProperties properties, MeterRegistry meters) {
        CustomerHistories histories = new CustomerHistories(properties.history());
        Gauge.builder("tributary.recommendation.customers", histories, CustomerHistories::size)
                .description("Customers of whom it is known what they did before")
                .baseUnit("customers")
                .register(meters);
        return histories;
    }

    @Bean
    Consents consents(CustomerHistories histories, Recommender recommender) {
        return new Consents(customer -> {
            histories.forget(customer);
            recommender.forget(customer);
        });
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    CompactedFeed<String, Consent> consentFeed(
            SchemaRegistryClient registry,
            KafkaProperties kafka,
            Consents consents,
            MeterRegistry meters) {
        return new CompactedFeed<>(
                "consents",
                Topic.avro(IngestTopics.CONSENTS, registry, kafka.buildStreamsProperties()),
                kafka.buildConsumerProperties(),
                consents.consents(),
                meters);
    }

    @Bean
    FeedReadiness consentsHealthIndicator(CompactedFeed<String, Consent> consentFeed) {
        return new FeedReadiness(consentFeed);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    CompactedFeed<String, Erasure> erasureFeed(
            SchemaRegistryClient registry,
            KafkaProperties kafka,
            Consents consents,
            MeterRegistry meters) {
        return new CompactedFeed<>(
                "erasures",
                Topic.avro(IngestTopics.ERASURES, registry, kafka.buildStreamsProperties()),
                kafka.buildConsumerProperties(),
                consents.erasures(),
                meters);
    }

    @Bean
    FeedReadiness erasuresHealthIndicator(CompactedFeed<String, Erasure> erasureFeed) {
        return new FeedReadiness(erasureFeed);
    }

    @Bean(destroyMethod = "close")
    TopicPublisher<String, ErasedSessions> erasedSessions(
            SchemaRegistryClient registry, KafkaProperties kafka) {
        return new TopicPublisher<>(
                kafka.buildProducerProperties(),
                Topic.avro(RecommendationTopics.ERASED, registry, kafka.buildStreamsProperties()),
                CLOSE_TIMEOUT);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    TopicWorker<ErasedInteractions> sessionEraser(
            SchemaRegistryClient registry,
            KafkaProperties kafka,
            SessionTopics topics,
            @Qualifier("sessionRuntime") StreamsRuntime sessionRuntime,
            TopicPublisher<String, ErasedSessions> erasedSessions,
            InstantSource wallClock,
            @Value("${spring.application.name}") String name) {
        SessionEraser eraser =
                new SessionEraser(
                        new TopicLog<>(kafka.buildConsumerProperties(), topics.interactions()),
                        new GroupProgress(
                                kafka.buildAdminProperties(), sessionRuntime.application()),
                        new TopicEraser<>(
                                new TopicLog<>(kafka.buildConsumerProperties(), topics.sessions()),
                                kafka.buildProducerProperties()),
                        erasedSessions,
                        wallClock);
        return new TopicWorker<>(
                name + "-erasures",
                Topic.avro(IngestTopics.ERASED, registry, kafka.buildStreamsProperties()),
                kafka.buildConsumerProperties(),
                eraser);
    }
}
