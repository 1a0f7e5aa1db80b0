package dev.tributary.fraud.config;

import dev.tributary.common.ops.BoundedStartCheck;
import dev.tributary.common.ops.FeedReadiness;
import dev.tributary.common.ops.StartCheck;
import dev.tributary.common.ops.StreamsRuntimes;
import dev.tributary.common.ops.StreamsWiring;
import dev.tributary.common.query.StoreRouter;
import dev.tributary.common.registry.SchemaRegistryClient;
import dev.tributary.common.streams.CompactedFeed;
import dev.tributary.common.streams.RocksDbMemory;
import dev.tributary.common.streams.StreamsDefaults;
import dev.tributary.common.streams.StreamsRuntime;
import dev.tributary.common.streams.Topic;
import dev.tributary.common.streams.TopicPublisher;
import dev.tributary.common.web.StrictWeb;
import dev.tributary.fraud.api.RuleApiSettings;
import dev.tributary.fraud.domain.EntityRiskSource;
import dev.tributary.fraud.domain.FraudScorer;
import dev.tributary.fraud.domain.rules.RuleGuard;
import dev.tributary.fraud.publish.RulePublisher;
import dev.tributary.fraud.query.CardQuery;
import dev.tributary.fraud.query.ModelFeed;
import dev.tributary.fraud.query.RuleFeed;
import dev.tributary.fraud.topology.FraudTopics;
import dev.tributary.fraud.topology.FraudTopology;
import dev.tributary.fraud.topology.Rehearsal;
import dev.tributary.fraud.topology.ReportTopology;
import dev.tributary.fraud.topology.ScoringListener;
import dev.tributary.schemas.IngestTopics;
import dev.tributary.schemas.TopicSpec;
import dev.tributary.schemas.fraud.EntityRisk;
import dev.tributary.schemas.fraud.Model;
import dev.tributary.schemas.fraud.ModelActivation;
import dev.tributary.schemas.fraud.Rule;

import io.micrometer.core.instrument.MeterRegistry;

import org.apache.kafka.streams.state.HostInfo;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Wires the scorer and the reports to their topics, their stores and the API. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FraudProperties.class)
@Import({StrictWeb.class, StreamsWiring.class})
class FraudConfiguration {
    private static final List<TopicSpec<?, ?>> TOPICS =
            List.of(
                    IngestTopics.TRANSACTIONS,
                    IngestTopics.LABELS,
                    dev.tributary.schemas.FraudTopics.VERDICTS,
                    dev.tributary.schemas.FraudTopics.RULES,
                    dev.tributary.schemas.FraudTopics.MODELS,
                    dev.tributary.schemas.FraudTopics.MODEL_ACTIVATIONS,
                    dev.tributary.schemas.FraudTopics.ENTITY_RISK,
                    dev.tributary.schemas.FraudTopics.RULE_PERFORMANCE,
                    dev.tributary.schemas.FraudTopics.UNMATCHED_LABELS,
                    dev.tributary.schemas.FraudTopics.DEAD_LETTERS);

    /** How much later than verdicts the report of spends may be. */
    private static final Duration REPORT_GATHER = Duration.ofMillis(100);

    /** How long closing waits for records under way. */
    static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    @Bean
    FraudScorer scorer(
            FraudProperties properties,
            RuleFeed rules,
            RuleGuard guard,
            EntityRiskSource entities,
            ModelFeed models) {
        return new FraudScorer(properties.scorer(), rules, guard, entities, models);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    RuleFeed ruleFeed(FraudProperties properties, MeterRegistry meters) {
        return new RuleFeed(properties.scorer(), meters);
    }

    @Bean
    RuleGuard ruleGuard(FraudProperties properties, RuleFeed rules, MeterRegistry meters) {
        RuleGuard guard = new RuleGuard(System::nanoTime, properties.liveRules().guard());
        GuardMeters.bind(guard, rules, meters);
        return guard;
    }

    @Bean
    RuleApiSettings ruleApiSettings(FraudProperties properties) {
        return properties.liveRules().api();
    }

    @Bean
    Topic<String, Rule> ruleTopic(KafkaProperties kafka, SchemaRegistryClient registry) {
        return Topic.avro(
                dev.tributary.schemas.FraudTopics.RULES, registry, kafka.buildStreamsProperties());
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    CompactedFeed<String, Rule> ruleTopicFeed(
            Topic<String, Rule> ruleTopic,
            KafkaProperties kafka,
            RuleFeed rules,
            MeterRegistry meters) {
        return new CompactedFeed<>(
                "rules", ruleTopic, kafka.buildConsumerProperties(), rules, meters);
    }

    @Bean(destroyMethod = "close")
    TopicPublisher<String, Rule> ruleTopicPublisher(
            Topic<String, Rule> ruleTopic, KafkaProperties kafka) {
        return new TopicPublisher<>(kafka.buildProducerProperties(), ruleTopic, CLOSE_TIMEOUT);
    }

    @Bean
    RulePublisher rulePublisher(TopicPublisher<String, Rule> ruleTopicPublisher) {
        return new RulePublisher(ruleTopicPublisher);
    }

    /** Ready when every topic that is read whole has been. */
    @Bean
    CompositeHealthContributor feedsHealthContributor(List<CompactedFeed<?, ?>> feeds) {
        return CompositeHealthContributor.fromMap(
                feeds.stream().collect(Collectors.toMap(CompactedFeed::name, FeedReadiness::new)));
    }

    /** What the scorer waits for, all of it together for so long. */
    @Bean
    BoundedStartCheck feedsLoaded(
            RuleFeed rules,
            CompactedFeed<String, Rule> ruleTopicFeed,
            EntityRiskSource entities,
            CompactedFeed<String, EntityRisk> entityRiskTopicFeed,
            ModelFeed models,
            CompactedFeed<String, Model> modelTopicFeed,
            CompactedFeed<String, ModelActivation> activationTopicFeed,
            FraudProperties properties,
            InstantSource wallClock) {
        StartCheck loaded =
                () ->
                        Stream.of(
                                        missing("rules", rules.isLoaded(), ruleTopicFeed),
                                        missing(
                                                "entities",
                                                entities.isLoaded(),
                                                entityRiskTopicFeed),
                                        missing(
                                                "models",
                                                models.isLoaded(),
                                                modelTopicFeed.caughtUp()
                                                        ? activationTopicFeed
                                                        : modelTopicFeed))
                                .flatMap(Optional::stream)
                                .findFirst();
        return new BoundedStartCheck(loaded, properties.startWait(), wallClock);
    }

    private static Optional<String> missing(String what, boolean loaded, CompactedFeed<?, ?> feed) {
        return loaded
                ? Optional.empty()
                : Optional.of(what + " are not loaded: " + feed.obstacle());
    }

    @Bean
    ScoringListener scoringListener(MeterRegistry meters) {
        return new ScoringMeters(meters);
    }

    @Bean
    FraudTopics topics(KafkaProperties kafka, SchemaRegistryClient registry) {
        Map<String, Object> configs = kafka.buildStreamsProperties();
        return new FraudTopics(
                Topic.avro(IngestTopics.TRANSACTIONS, registry, configs),
                Topic.avro(dev.tributary.schemas.FraudTopics.VERDICTS, registry, configs));
    }

    @Bean
    StreamsRuntimes runtimes(
            SchemaRegistryClient registry,
            KafkaProperties kafka,
            RocksDbMemory memory,
            MeterRegistry meters,
            @Value("${spring.application.name}") String name) {
        return new StreamsRuntimes(
                kafka,
                registry,
                memory,
                meters,
                name,
                TOPICS,
                dev.tributary.schemas.FraudTopics.DEAD_LETTERS);
    }

    @Bean
    StreamsRuntime scorerRuntime(
            StreamsRuntimes factory,
            FraudTopics topics,
            FraudProperties properties,
            FraudScorer scorer,
            ScoringListener listener,
            BoundedStartCheck feedsLoaded) {
        FraudTopology topology = new FraudTopology(topics, properties.topology(), scorer, listener);
        return factory.runtime(
                "",
                StreamsDefaults.latency(),
                topology::define,
                List.of(feedsLoaded),
                new Rehearsal(scorer, topics));
    }

    @Bean
    StreamsRuntime reportRuntime(
            StreamsRuntimes factory, FraudTopics topics, FraudProperties properties) {
        ReportTopology topology = new ReportTopology(topics.verdicts(), properties.topology());
        return factory.runtime(
                "-reports",
                StreamsDefaults.throughput(REPORT_GATHER),
                topology::define,
                List.of(),
                () -> {});
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
