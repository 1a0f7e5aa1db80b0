package dev.tributary.recommendation.config;

import dev.tributary.common.ops.FeedReadiness;
import dev.tributary.common.ops.StreamsRuntimes;
import dev.tributary.common.ops.StreamsWiring;
import dev.tributary.common.query.StoreRouter;
import dev.tributary.common.registry.SchemaRegistryClient;
import dev.tributary.common.streams.CompactedFeed;
import dev.tributary.common.streams.RocksDbMemory;
import dev.tributary.common.streams.StreamsDefaults;
import dev.tributary.common.streams.StreamsRuntime;
import dev.tributary.common.streams.Topic;
import dev.tributary.common.web.StrictWeb;
import dev.tributary.recommendation.api.ApiSettings;
import dev.tributary.recommendation.domain.ColdStart;
import dev.tributary.recommendation.domain.CustomerHistories;
import dev.tributary.recommendation.domain.Recommender;
import dev.tributary.recommendation.domain.Trending;
import dev.tributary.recommendation.query.Assortment;
import dev.tributary.recommendation.query.Consents;
import dev.tributary.recommendation.query.IndexFeed;
import dev.tributary.recommendation.query.IndexPosition;
import dev.tributary.recommendation.query.NextItems;
import dev.tributary.recommendation.query.PurchaseFeed;
import dev.tributary.recommendation.query.SessionQuery;
import dev.tributary.recommendation.query.TrendFeed;
import dev.tributary.recommendation.topology.SessionTopics;
import dev.tributary.recommendation.topology.SessionTopology;
import dev.tributary.recommendation.topology.TrendTopology;
import dev.tributary.schemas.IngestTopics;
import dev.tributary.schemas.InventoryTopics;
import dev.tributary.schemas.RecommendationTopics;
import dev.tributary.schemas.TopicSpec;
import dev.tributary.schemas.ingest.CatalogItem;
import dev.tributary.schemas.inventory.Order;
import dev.tributary.schemas.inventory.StockLevel;
import dev.tributary.schemas.recommendation.ItemInterest;
import dev.tributary.schemas.recommendation.Session;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.HostInfo;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Wires sessions, the index and the API. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RecommendationProperties.class)
@Import({StrictWeb.class, StreamsWiring.class})
class RecommendationConfiguration {
    private static final List<TopicSpec<?, ?>> TOPICS =
            List.of(
                    IngestTopics.INTERACTIONS,
                    IngestTopics.CONSENTS,
                    IngestTopics.ERASURES,
                    IngestTopics.ERASED,
                    RecommendationTopics.SESSIONS,
                    RecommendationTopics.ERASED,
                    RecommendationTopics.ITEM_INTEREST);

    /** How often places in the topics are kept; nobody waits for that. */
    private static final long COMMIT_INTERVAL_MS = 200;

    /** How long visits gather before they are told to the indexes, in one request for all. */
    private static final int INDEX_GATHER_MS = 20;

    /** How long interest gathers before it is told; nobody waits for that. */
    private static final Duration TREND_INTERVAL = Duration.ofSeconds(1);

    @Bean
    ApiSettings apiSettings(RecommendationProperties properties) {
        return properties.apiSettings();
    }

    @Bean
    SessionTopics sessionTopics(KafkaProperties kafka, SchemaRegistryClient registry) {
        Map<String, Object> configs = kafka.buildStreamsProperties();
        return new SessionTopics(
                Topic.avro(IngestTopics.INTERACTIONS, registry, configs),
                Topic.avro(RecommendationTopics.SESSIONS, registry, configs));
    }

    @Bean
    StreamsRuntimes runtimes(
            SchemaRegistryClient registry,
            KafkaProperties kafka,
            RocksDbMemory memory,
            MeterRegistry meters,
            @Value("${spring.application.name}") String name) {
        return new StreamsRuntimes(
                kafka, registry, memory, meters, name, TOPICS, RecommendationTopics.DEAD_LETTERS);
    }

    /** Somebody asks at once for what they just did, so what is read is not gathered. */
    @Bean
    StreamsRuntime sessionRuntime(
            StreamsRuntimes runtimes,
            SessionTopics topics,
            Consents consents,
            RecommendationProperties properties) {
        Map<String, Object> defaults = StreamsDefaults.atLeastOnce(StreamsDefaults.latency());
        defaults.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL_MS);
        // No commit waits for the end of a poll, which ends as soon as there is something to read.
        defaults.put(StreamsConfig.POLL_MS_CONFIG, COMMIT_INTERVAL_MS);
        // Whoever asks for a session reads the state; the index may be that much behind.
        defaults.put(
                StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), INDEX_GATHER_MS);
        SessionTopology topology =
                new SessionTopology(topics, properties.visitSettings(), consents::isGiven);
        return runtimes.runtime("", defaults, topology::define, List.of(), () -> {});
    }

    @Bean
    Topic<String, ItemInterest> interestTopic(
            KafkaProperties kafka, SchemaRegistryClient registry) {
        return Topic.avro(
                RecommendationTopics.ITEM_INTEREST, registry, kafka.buildStreamsProperties());
    }

    @Bean
    StreamsRuntime trendRuntime(
            StreamsRuntimes runtimes,
            SessionTopics topics,
            Topic<String, ItemInterest> interestTopic,
            RecommendationProperties properties) {
        TrendTopology topology =
                new TrendTopology(
                        new TrendTopology.Topics(topics.interactions(), interestTopic),
                        properties.recommenderSettings().signals(),
                        properties.trend().pane(),
                        properties.trend().grace());
        return runtimes.runtime(
                "-trends",
                StreamsDefaults.throughput(TREND_INTERVAL),
                topology::define,
                List.of(),
                () -> {});
    }

    @Bean
    Trending trends(RecommendationProperties properties) {
        return new Trending(properties.trend().settings());
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    CompactedFeed<String, ItemInterest> trendFeed(
            Topic<String, ItemInterest> interestTopic,
            KafkaProperties kafka,
            Trending trends,
            MeterRegistry meters) {
        return new CompactedFeed<>(
                "item-interest",
                interestTopic,
                kafka.buildConsumerProperties(),
                new TrendFeed(trends),
                meters);
    }

    @Bean
    FeedReadiness trendsHealthIndicator(CompactedFeed<String, ItemInterest> trendFeed) {
        return new FeedReadiness(trendFeed);
    }

    @Bean
    StoreRouter sessionRouter(
            @Qualifier("sessionRuntime") StreamsRuntime sessionRuntime, HostInfo self) {
        return new StoreRouter(sessionRuntime, self);
    }

    @Bean
    SessionQuery sessionQuery(
            StoreRouter sessionRouter,
            RecommendationProperties properties,
            InstantSource wallClock) {
        return new SessionQuery(sessionRouter, properties.session().gap(), wallClock);
    }

    @Bean
    Recommender recommender(RecommendationProperties properties, MeterRegistry meters) {
        Recommender recommender =
                new Recommender(
                        properties.recommenderSettings(),
                        Runtime.getRuntime().availableProcessors());
        Gauge.builder(
                        "tributary.recommendation.index.sessions",
                        recommender,
                        it -> it.size().sessions())
                .description("Visits that are learned from")
                .baseUnit("sessions")
                .register(meters);
        Gauge.builder(
                        "tributary.recommendation.index.clicks",
                        recommender,
                        it -> it.size().clicks())
                .description("Clicks of these visits")
                .baseUnit("clicks")
                .register(meters);
        Gauge.builder("tributary.recommendation.index.memory", recommender, it -> it.size().bytes())
                .description("What the index takes of memory, about")
                .baseUnit("bytes")
                .register(meters);
        return recommender;
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    CompactedFeed<String, Session> indexFeed(
            SessionTopics topics,
            KafkaProperties kafka,
            Recommender recommender,
            CustomerHistories histories,
            Consents consents,
            MeterRegistry meters) {
        return new CompactedFeed<>(
                "sessions",
                topics.sessions(),
                kafka.buildConsumerProperties(),
                new IndexFeed(recommender, histories, consents),
                meters);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    CompactedFeed<String, Order> purchaseFeed(
            SchemaRegistryClient registry,
            KafkaProperties kafka,
            Recommender recommender,
            CustomerHistories histories,
            Consents consents,
            MeterRegistry meters) {
        return new CompactedFeed<>(
                "purchases",
                Topic.avro(InventoryTopics.ORDERS, registry, kafka.buildStreamsProperties()),
                kafka.buildConsumerProperties(),
                new PurchaseFeed(recommender, histories, consents),
                meters);
    }

    @Bean
    FeedReadiness purchasesHealthIndicator(CompactedFeed<String, Order> purchaseFeed) {
        return new FeedReadiness(purchaseFeed);
    }

    @Bean
    IndexPosition indexPosition(CompactedFeed<String, Session> indexFeed) {
        return new IndexPosition(RecommendationTopics.SESSIONS.name(), indexFeed);
    }

    @Bean
    FeedReadiness indexHealthIndicator(CompactedFeed<String, Session> indexFeed) {
        return new FeedReadiness(indexFeed);
    }

    @Bean
    Assortment assortment() {
        return new Assortment();
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    CompactedFeed<String, StockLevel> stockFeed(
            SchemaRegistryClient registry,
            KafkaProperties kafka,
            Assortment assortment,
            MeterRegistry meters) {
        return new CompactedFeed<>(
                "stock-levels",
                Topic.avro(InventoryTopics.STOCK_LEVELS, registry, kafka.buildStreamsProperties()),
                kafka.buildConsumerProperties(),
                assortment.stock(),
                meters);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    CompactedFeed<String, CatalogItem> catalogueFeed(
            SchemaRegistryClient registry,
            KafkaProperties kafka,
            Assortment assortment,
            MeterRegistry meters) {
        return new CompactedFeed<>(
                "catalogue",
                Topic.avro(IngestTopics.CATALOG, registry, kafka.buildStreamsProperties()),
                kafka.buildConsumerProperties(),
                assortment.catalogue(),
                meters);
    }

    @Bean
    FeedReadiness catalogueHealthIndicator(CompactedFeed<String, CatalogItem> catalogueFeed) {
        return new FeedReadiness(catalogueFeed);
    }

    @Bean
    FeedReadiness stockHealthIndicator(CompactedFeed<String, StockLevel> stockFeed) {
        return new FeedReadiness(stockFeed);
    }

    @Bean
    NextItems nextItems(
            Recommender recommender,
            Trending trends,
            Assortment assortment,
            CustomerHistories histories,
            RecommendationProperties properties,
            InstantSource wallClock) {
        return new NextItems(
                recommender,
                trends,
                assortment,
                histories,
                new ColdStart(properties.recommenderSettings().signals(), assortment::category),
                properties.api().trendWindow(),
                wallClock);
    }
}
