package dev.tributary.ingest.config;

import dev.tributary.common.ops.FeedReadiness;
import dev.tributary.common.registry.SchemaRegistryClient;
import dev.tributary.common.streams.CompactedFeed;
import dev.tributary.common.streams.Topic;
import dev.tributary.common.streams.TopicPublisher;
import dev.tributary.ingest.publish.CatalogPublisher;
import dev.tributary.ingest.publish.IntakePublisher;
import dev.tributary.ingest.query.CatalogFeed;
import dev.tributary.schemas.IngestTopics;
import dev.tributary.schemas.ingest.CatalogItem;

import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.util.Map;

/** Wires the catalogue: how it comes in, and how every instance knows it. */
@Configuration(proxyBeanMethods = false)
class CatalogConfiguration {
    @Bean
    CatalogFeed catalogFeed(IngestProperties properties, MeterRegistry meters) {
        return new CatalogFeed(properties.catalog().itemsMax(), meters);
    }

    @Bean
    Topic<String, CatalogItem> catalogTopic(KafkaProperties kafka, SchemaRegistryClient registry) {
        return Topic.avro(IngestTopics.CATALOG, registry, kafka.buildStreamsProperties());
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    CompactedFeed<String, CatalogItem> catalogTopicFeed(
            Topic<String, CatalogItem> catalogTopic,
            KafkaProperties kafka,
            CatalogFeed catalog,
            MeterRegistry meters) {
        return new CompactedFeed<>(
                "catalog", catalogTopic, kafka.buildConsumerProperties(), catalog, meters);
    }

    /** Shown, and no part of readiness: without a catalogue a transaction has its verdict. */
    @Bean
    FeedReadiness catalogHealthIndicator(CompactedFeed<String, CatalogItem> feed) {
        return new FeedReadiness(feed);
    }

    @Bean(destroyMethod = "close")
    TopicPublisher<String, CatalogItem> catalogTopicPublisher(
            Topic<String, CatalogItem> catalogTopic,
            KafkaProperties kafka,
            IngestProperties properties) {
        Map<String, Object> configs = IntakePublisher.defaults();
        configs.putAll(kafka.buildProducerProperties());
        return new TopicPublisher<>(configs, catalogTopic, properties.closeTimeout());
    }

    @Bean
    CatalogPublisher catalogPublisher(TopicPublisher<String, CatalogItem> catalogTopicPublisher) {
        return new CatalogPublisher(catalogTopicPublisher);
    }
}
