package dev.tributary.ingest.config;

import dev.tributary.common.ops.FeedReadiness;
import dev.tributary.common.registry.SchemaRegistryClient;
import dev.tributary.common.streams.CompactedFeed;
import dev.tributary.common.streams.Topic;
import dev.tributary.common.streams.TopicEraser;
import dev.tributary.common.streams.TopicLog;
import dev.tributary.common.streams.TopicPublisher;
import dev.tributary.common.streams.TopicWorker;
import dev.tributary.ingest.publish.CustomerPublisher;
import dev.tributary.ingest.publish.IntakePublisher;
import dev.tributary.ingest.publish.InteractionEraser;
import dev.tributary.ingest.query.Consents;
import dev.tributary.ingest.query.Erasures;
import dev.tributary.schemas.IngestTopics;
import dev.tributary.schemas.RecommendationTopics;
import dev.tributary.schemas.ingest.Consent;
import dev.tributary.schemas.ingest.ErasedInteractions;
import dev.tributary.schemas.ingest.Erasure;
import dev.tributary.schemas.ingest.Interaction;
import dev.tributary.schemas.recommendation.ErasedSessions;

import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.InstantSource;
import java.util.Map;

/** Wires what customers want of what is known of them. */
@Configuration(proxyBeanMethods = false)
class CustomerConfiguration {
    @Bean
    Consents consents() {
        return new Consents();
    }

    @Bean
    Topic<String, Consent> consentTopic(KafkaProperties kafka, SchemaRegistryClient registry) {
        return Topic.avro(IngestTopics.CONSENTS, registry, kafka.buildStreamsProperties());
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    CompactedFeed<String, Consent> consentFeed(
            Topic<String, Consent> consentTopic,
            KafkaProperties kafka,
            Consents consents,
            MeterRegistry meters) {
        return new CompactedFeed<>(
                "consents", consentTopic, kafka.buildConsumerProperties(), consents, meters);
    }

    /** Shown, and no part of readiness: without it transactions have their verdicts. */
    @Bean
    FeedReadiness consentsHealthIndicator(CompactedFeed<String, Consent> consentFeed) {
        return new FeedReadiness(consentFeed);
    }

    @Bean
    Erasures erasures() {
        return new Erasures();
    }

    @Bean
    Topic<String, Erasure> erasureTopic(KafkaProperties kafka, SchemaRegistryClient registry) {
        return Topic.avro(IngestTopics.ERASURES, registry, kafka.buildStreamsProperties());
    }

    @Bean
    Topic<String, ErasedInteractions> erasedTopic(
            KafkaProperties kafka, SchemaRegistryClient registry) {
        return Topic.avro(IngestTopics.ERASED, registry, kafka.buildStreamsProperties());
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    CompactedFeed<String, Erasure> erasureFeed(
            Topic<String, Erasure> erasureTopic,
            KafkaProperties kafka,
            Erasures erasures,
            MeterRegistry meters) {
        return new CompactedFeed<>(
                "erasures",
                erasureTopic,
                kafka.buildConsumerProperties(),
                erasures.requests(),
                meters);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    CompactedFeed<String, ErasedInteractions> erasedFeed(
            Topic<String, ErasedInteractions> erasedTopic,
            KafkaProperties kafka,
            Erasures erasures,
            MeterRegistry meters) {
        return new CompactedFeed<>(
                "erased-interactions",
                erasedTopic,
                kafka.buildConsumerProperties(),
                erasures.interactions(),
                meters);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    CompactedFeed<String, ErasedSessions> erasedSessionsFeed(
            SchemaRegistryClient registry,
            KafkaProperties kafka,
            Erasures erasures,
            MeterRegistry meters) {
        return new CompactedFeed<>(
                "erased-sessions",
                Topic.avro(RecommendationTopics.ERASED, registry, kafka.buildStreamsProperties()),
                kafka.buildConsumerProperties(),
                erasures.sessions(),
                meters);
    }

    @Bean(destroyMethod = "close")
    TopicPublisher<String, Consent> consentPublisher(
            Topic<String, Consent> consentTopic,
            KafkaProperties kafka,
            IngestProperties properties) {
        return new TopicPublisher<>(configs(kafka), consentTopic, properties.closeTimeout());
    }

    @Bean(destroyMethod = "close")
    TopicPublisher<String, Erasure> erasurePublisher(
            Topic<String, Erasure> erasureTopic,
            KafkaProperties kafka,
            IngestProperties properties) {
        return new TopicPublisher<>(configs(kafka), erasureTopic, properties.closeTimeout());
    }

    @Bean(destroyMethod = "close")
    TopicPublisher<String, ErasedInteractions> erasedPublisher(
            Topic<String, ErasedInteractions> erasedTopic,
            KafkaProperties kafka,
            IngestProperties properties) {
        return new TopicPublisher<>(configs(kafka), erasedTopic, properties.closeTimeout());
    }

    @Bean
    CustomerPublisher customerPublisher(
            TopicPublisher<String, Consent> consentPublisher,
            TopicPublisher<String, Erasure> erasurePublisher) {
        return new CustomerPublisher(consentPublisher, erasurePublisher);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    TopicWorker<Erasure> interactionEraser(
            Topic<String, Interaction> interactions,
            Topic<String, Erasure> erasureTopic,
            TopicPublisher<String, ErasedInteractions> erasedPublisher,
            KafkaProperties kafka,
            InstantSource wallClock,
            @Value("${spring.application.name}") String name) {
        InteractionEraser eraser =
                new InteractionEraser(
                        new TopicEraser<>(
                                new TopicLog<>(kafka.buildConsumerProperties(), interactions),
                                kafka.buildProducerProperties()),
                        erasedPublisher,
                        wallClock);
        return new TopicWorker<>(
                name + "-erasures", erasureTopic, kafka.buildConsumerProperties(), eraser);
    }

    private static Map<String, Object> configs(KafkaProperties kafka) {
        Map<String, Object> configs = IntakePublisher.defaults();
        configs.putAll(kafka.buildProducerProperties());
        return configs;
    }
}
