package dev.tributary.fraud.config;

import dev.tributary.common.registry.SchemaRegistryClient;
import dev.tributary.common.streams.CompactedFeed;
import dev.tributary.common.streams.Topic;
import dev.tributary.common.streams.TopicPublisher;
import dev.tributary.fraud.api.ModelApiSettings;
import dev.tributary.fraud.publish.ModelPublisher;
import dev.tributary.fraud.query.ModelFeed;
import dev.tributary.schemas.FraudTopics;
import dev.tributary.schemas.fraud.Model;
import dev.tributary.schemas.fraud.ModelActivation;

import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires learned models: how they come in, and who says which of them scores. */
@Configuration(proxyBeanMethods = false)
class ModelConfiguration {
    @Bean
    ModelFeed modelFeed(MeterRegistry meters) {
        return new ModelFeed(meters);
    }

    @Bean
    ModelApiSettings modelApiSettings(FraudProperties properties) {
        return properties.models();
    }

    @Bean
    Topic<String, Model> modelTopic(KafkaProperties kafka, SchemaRegistryClient registry) {
        return Topic.avro(FraudTopics.MODELS, registry, kafka.buildStreamsProperties());
    }

    @Bean
    Topic<String, ModelActivation> activationTopic(
            KafkaProperties kafka, SchemaRegistryClient registry) {
        return Topic.avro(FraudTopics.MODEL_ACTIVATIONS, registry, kafka.buildStreamsProperties());
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    CompactedFeed<String, Model> modelTopicFeed(
            Topic<String, Model> modelTopic,
            KafkaProperties kafka,
            ModelFeed models,
            MeterRegistry meters) {
        return new CompactedFeed<>(
                "models", modelTopic, kafka.buildConsumerProperties(), models.models(), meters);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    CompactedFeed<String, ModelActivation> activationTopicFeed(
            Topic<String, ModelActivation> activationTopic,
            KafkaProperties kafka,
            ModelFeed models,
            MeterRegistry meters) {
        return new CompactedFeed<>(
                "model-activations",
                activationTopic,
                kafka.buildConsumerProperties(),
                models.activations(),
                meters);
    }

    @Bean(destroyMethod = "close")
    TopicPublisher<String, Model> modelTopicPublisher(
            Topic<String, Model> modelTopic, KafkaProperties kafka) {
        return new TopicPublisher<>(
                kafka.buildProducerProperties(), modelTopic, FraudConfiguration.CLOSE_TIMEOUT);
    }

    @Bean(destroyMethod = "close")
    TopicPublisher<String, ModelActivation> activationTopicPublisher(
            Topic<String, ModelActivation> activationTopic, KafkaProperties kafka) {
        return new TopicPublisher<>(
                kafka.buildProducerProperties(), activationTopic, FraudConfiguration.CLOSE_TIMEOUT);
    }

    @Bean
    ModelPublisher modelPublisher(
            TopicPublisher<String, Model> modelTopicPublisher,
            TopicPublisher<String, ModelActivation> activationTopicPublisher) {
        return new ModelPublisher(modelTopicPublisher, activationTopicPublisher);
    }
}
