package dev.tributary.inventory.config;

import dev.tributary.common.ops.FeedReadiness;
import dev.tributary.common.ops.StreamsRuntimes;
import dev.tributary.common.ops.StreamsWiring;
import dev.tributary.common.ops.TailReadiness;
import dev.tributary.common.query.OwnerClient;
import dev.tributary.common.query.QueryResponder;
import dev.tributary.common.query.StorePages;
import dev.tributary.common.query.StoreRouter;
import dev.tributary.common.registry.SchemaRegistryClient;
import dev.tributary.common.streams.CompactedFeed;
import dev.tributary.common.streams.RocksDbMemory;
import dev.tributary.common.streams.StreamsDefaults;
import dev.tributary.common.streams.StreamsRuntime;
import dev.tributary.common.streams.Topic;
import dev.tributary.common.streams.TopicLog;
import dev.tributary.common.streams.TopicPublisher;
import dev.tributary.common.streams.TopicTail;
import dev.tributary.common.web.StrictWeb;
import dev.tributary.inventory.api.ApiSettings;
import dev.tributary.inventory.publish.InventoryPublisher;
import dev.tributary.inventory.query.AuditFeed;
import dev.tributary.inventory.query.AwaitedReservations;
import dev.tributary.inventory.query.InventoryQuery;
import dev.tributary.inventory.query.RecentlyTold;
import dev.tributary.inventory.topology.InventoryListener;
import dev.tributary.inventory.topology.InventoryTopics;
import dev.tributary.inventory.topology.InventoryTopology;
import dev.tributary.inventory.topology.InventoryViewTopology;
import dev.tributary.schemas.FraudTopics;
import dev.tributary.schemas.IngestTopics;
import dev.tributary.schemas.TopicSpec;
import dev.tributary.schemas.inventory.Order;
import dev.tributary.schemas.inventory.ReservationInput;
import dev.tributary.schemas.inventory.ReservationUpdate;
import dev.tributary.schemas.inventory.StockAudit;
import dev.tributary.schemas.inventory.StockCommand;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serdes;
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
import java.util.stream.Stream;

/**
 * Wires stock, the views and the API. Beans that are closed with the context (publishers, the ways
 * back, the registry's client) outlive the requests: the web server ends first.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(InventoryProperties.class)
@Import({StrictWeb.class, StreamsWiring.class})
class InventoryConfiguration {
    private static final List<TopicSpec<?, ?>> TOPICS =
            Stream.concat(
                            Stream.of(
                                    IngestTopics.TRANSACTIONS,
                                    FraudTopics.VERDICTS,
                                    IngestTopics.LABELS,
                                    IngestTopics.STOCK_MOVEMENTS),
                            dev.tributary.schemas.InventoryTopics.ALL.stream())
                    .toList();

    /**
     * A reservation is three commits, an order more, and one thread's commit reaches some fifty
     * partitions. At the verdicts' five milliseconds a backlog leaves nearly all time to commits,
     * and hardly any to what is committed.
     */
    private static final long STOCK_COMMIT_INTERVAL_MS = 10;

    /**
     * Longer than a commit takes to come. Nobody may read a record before its commit, which sends
     * what has gathered, so waiting costs nothing; and all partitions join the transaction in one
     * request, where they would otherwise join in several that wait for each other.
     */
    private static final int STOCK_LINGER_MS = 20;

    /** How often the views' places in their topics are kept; nobody waits for that. */
    private static final long VIEW_COMMIT_INTERVAL_MS = 200;

    /** How long closing waits for records under way. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    @Bean
    ApiSettings apiSettings(InventoryProperties properties) {
        return properties.apiSettings();
    }

    @Bean
    InventoryTopics topics(KafkaProperties kafka, SchemaRegistryClient registry) {
        Map<String, Object> configs = kafka.buildStreamsProperties();
        return new InventoryTopics(
                Topic.avro(IngestTopics.TRANSACTIONS, registry, configs),
                Topic.avro(FraudTopics.VERDICTS, registry, configs),
                Topic.avro(IngestTopics.LABELS, registry, configs),
                Topic.avro(IngestTopics.STOCK_MOVEMENTS, registry, configs),
                Topic.avro(
                        dev.tributary.schemas.InventoryTopics.RESERVATION_INPUTS,
                        registry,
                        configs),
                Topic.avro(dev.tributary.schemas.InventoryTopics.STOCK_COMMANDS, registry, configs),
                Topic.avro(dev.tributary.schemas.InventoryTopics.RESERVATIONS, registry, configs),
                Topic.avro(dev.tributary.schemas.InventoryTopics.ORDERS, registry, configs),
                Topic.avro(dev.tributary.schemas.InventoryTopics.STOCK_LEVELS, registry, configs),
                Topic.avro(dev.tributary.schemas.InventoryTopics.STOCK_ALERTS, registry, configs),
                Topic.avro(dev.tributary.schemas.InventoryTopics.STOCK_AUDITS, registry, configs),
                new Topic<>(
                        dev.tributary.schemas.InventoryTopics.DEAD_LETTERS,
                        Serdes.ByteArray(),
                        Serdes.ByteArray()));
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
                dev.tributary.schemas.InventoryTopics.DEAD_LETTERS);
    }

    @Bean
    InventoryListener inventoryListener(MeterRegistry meters) {
        return new InventoryMeters(meters);
    }

    @Bean
    StreamsRuntime stockRuntime(
            StreamsRuntimes runtimes,
            InventoryTopics topics,
            InventoryProperties properties,
            InventoryListener listener) {
        InventoryTopology topology =
                new InventoryTopology(topics, properties.settings(), listener, System::nanoTime);
        Map<String, Object> defaults = StreamsDefaults.latency();
        defaults.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, STOCK_COMMIT_INTERVAL_MS);
        defaults.put(
                StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), STOCK_LINGER_MS);
        return runtimes.runtime("", defaults, topology::define, List.of(), () -> {});
    }

    /** Somebody may ask at once for what just happened, so what is read is not gathered. */
    @Bean
    StreamsRuntime viewRuntime(
            StreamsRuntimes runtimes, InventoryTopics topics, InventoryProperties properties) {
        Map<String, Object> defaults = StreamsDefaults.atLeastOnce(StreamsDefaults.latency());
        defaults.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, VIEW_COMMIT_INTERVAL_MS);
        return runtimes.runtime(
                "-views",
                defaults,
                builder ->
                        InventoryViewTopology.define(
                                builder,
                                new InventoryViewTopology.Topics(
                                        topics.levels(), topics.reservations(), topics.orders()),
                                properties.view().retention()),
                List.of(),
                () -> {});
    }

    @Bean
    StoreRouter viewRouter(@Qualifier("viewRuntime") StreamsRuntime views, HostInfo self) {
        return new StoreRouter(views, self);
    }

    @Bean
    StorePages viewPages(StoreRouter viewRouter, OwnerClient peers, QueryResponder responder) {
        return new StorePages(viewRouter, peers, responder);
    }

    @Bean
    RecentlyTold<ReservationUpdate> recentReservations(InventoryProperties properties) {
        return new RecentlyTold<>(
                dev.tributary.schemas.InventoryTopics.RESERVATIONS.name(),
                properties.view().recentMax());
    }

    @Bean
    RecentlyTold<Order> recentOrders(InventoryProperties properties) {
        return new RecentlyTold<>(
                dev.tributary.schemas.InventoryTopics.ORDERS.name(), properties.view().recentMax());
    }

    @Bean
    InventoryQuery inventoryQuery(
            StoreRouter viewRouter,
            RecentlyTold<ReservationUpdate> recentReservations,
            RecentlyTold<Order> recentOrders,
            InstantSource wallClock,
            InventoryProperties properties) {
        return new InventoryQuery(
                viewRouter,
                recentReservations,
                recentOrders,
                wallClock,
                properties.view().retention());
    }

    @Bean
    AwaitedReservations awaitedReservations(InventoryProperties properties, MeterRegistry meters) {
        AwaitedReservations awaited = new AwaitedReservations(properties.api().waitingMax());
        Gauge.builder("tributary.inventory.waiting", awaited, AwaitedReservations::size)
                .description("Requests that wait for stock")
                .baseUnit("requests")
                .register(meters);
        return awaited;
    }

    /** What was committed is kept before whoever waits for it is told, and then asks for it. */
    @Bean(initMethod = "start", destroyMethod = "close")
    TopicTail<ReservationUpdate> reservationTail(
            InventoryTopics topics,
            KafkaProperties kafka,
            RecentlyTold<ReservationUpdate> recent,
            AwaitedReservations awaited,
            MeterRegistry meters) {
        return new TopicTail<>(
                new TopicTail.Naming(
                        "reservation-replies", "reservations", "tributary.inventory.replies"),
                new TopicLog<>(kafka.buildConsumerProperties(), topics.reservations()),
                (update, bytes, partition, offset) -> {
                    if (update.getReservation() != null) {
                        recent.keep(update.getReservationId(), update, partition, offset);
                    }
                    awaited.tell(update);
                },
                meters);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    TopicTail<Order> orderTail(
            InventoryTopics topics,
            KafkaProperties kafka,
            RecentlyTold<Order> recent,
            MeterRegistry meters) {
        return new TopicTail<>(
                new TopicTail.Naming("orders", "orders", "tributary.inventory.orders"),
                new TopicLog<>(kafka.buildConsumerProperties(), topics.orders()),
                (order, bytes, partition, offset) ->
                        recent.keep(order.getTransactionId(), order, partition, offset),
                meters);
    }

    @Bean
    TailReadiness reservationRepliesHealthIndicator(TopicTail<ReservationUpdate> tail) {
        return new TailReadiness(tail);
    }

    @Bean
    AuditFeed auditFeed(InstantSource wallClock, MeterRegistry meters) {
        return new AuditFeed(wallClock, meters);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    CompactedFeed<String, StockAudit> auditTopicFeed(
            InventoryTopics topics, KafkaProperties kafka, AuditFeed audits, MeterRegistry meters) {
        return new CompactedFeed<>(
                "stock-audits", topics.audits(), kafka.buildConsumerProperties(), audits, meters);
    }

    @Bean
    FeedReadiness auditsHealthIndicator(CompactedFeed<String, StockAudit> feed) {
        return new FeedReadiness(feed);
    }

    @Bean(destroyMethod = "close")
    TopicPublisher<String, ReservationInput> reservationInputPublisher(
            InventoryTopics topics, KafkaProperties kafka) {
        return new TopicPublisher<>(
                kafka.buildProducerProperties(), topics.reservationInputs(), CLOSE_TIMEOUT);
    }

    @Bean(destroyMethod = "close")
    TopicPublisher<String, StockCommand> stockCommandPublisher(
            InventoryTopics topics, KafkaProperties kafka) {
        return new TopicPublisher<>(
                kafka.buildProducerProperties(), topics.stockCommands(), CLOSE_TIMEOUT);
    }

    @Bean
    InventoryPublisher inventoryPublisher(
            TopicPublisher<String, ReservationInput> inputs,
            TopicPublisher<String, StockCommand> commands) {
        return new InventoryPublisher(inputs, commands);
    }
}
