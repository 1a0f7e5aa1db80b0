package dev.tributary.ingest.config;

import dev.tributary.common.ops.StreamsRuntimes;
import dev.tributary.common.ops.StreamsWiring;
import dev.tributary.common.ops.TailReadiness;
import dev.tributary.common.query.OwnerClient;
import dev.tributary.common.query.QueryRoute;
import dev.tributary.common.query.StoreRouter;
import dev.tributary.common.registry.SchemaRegistryClient;
import dev.tributary.common.streams.RocksDbMemory;
import dev.tributary.common.streams.StreamsDefaults;
import dev.tributary.common.streams.StreamsRuntime;
import dev.tributary.common.streams.StreamsRuntime.Phase;
import dev.tributary.common.streams.Topic;
import dev.tributary.common.streams.TopicLog;
import dev.tributary.common.streams.TopicTail;
import dev.tributary.common.web.StrictWeb;
import dev.tributary.ingest.api.ApiSettings;
import dev.tributary.ingest.api.IntakeGate;
import dev.tributary.ingest.api.Rehearsal;
import dev.tributary.ingest.domain.CardTransaction;
import dev.tributary.ingest.domain.Interaction;
import dev.tributary.ingest.domain.StockMovement;
import dev.tributary.ingest.domain.TransactionLabel;
import dev.tributary.ingest.publish.IntakePublisher;
import dev.tributary.ingest.publish.IntakePublisher.Form;
import dev.tributary.ingest.publish.InteractionAvroMapper;
import dev.tributary.ingest.publish.LabelAvroMapper;
import dev.tributary.ingest.publish.StockMovementAvroMapper;
import dev.tributary.ingest.publish.TransactionAvroMapper;
import dev.tributary.ingest.query.AnswerFeed;
import dev.tributary.ingest.query.OrderReplies;
import dev.tributary.ingest.query.RecentTransactions;
import dev.tributary.ingest.query.TransactionStatusQuery;
import dev.tributary.ingest.query.VerdictReplies;
import dev.tributary.ingest.query.WaitingRequests;
import dev.tributary.ingest.topology.TransactionStatusTopology;
import dev.tributary.schemas.FraudTopics;
import dev.tributary.schemas.IngestTopics;
import dev.tributary.schemas.InventoryTopics;
import dev.tributary.schemas.RecommendationTopics;
import dev.tributary.schemas.TopicSpec;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.ingest.Label;
import dev.tributary.schemas.ingest.Transaction;
import dev.tributary.schemas.inventory.Order;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;

import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.ContextClosedEvent;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Wires the way in, the way back and the state. Beans that are closed with the context (the
 * producer, the reply path, the registry's client) outlive the requests: the web server ends first.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IngestProperties.class)
@Import({StrictWeb.class, StreamsWiring.class})
class IngestConfiguration {
    /** How much later than verdicts their place in the store may be. */
    private static final Duration STATUS_GATHER = Duration.ofMillis(100);

    private static final List<TopicSpec<?, ?>> TOPICS =
            List.of(
                    IngestTopics.TRANSACTIONS,
                    IngestTopics.LABELS,
                    IngestTopics.STOCK_MOVEMENTS,
                    IngestTopics.INTERACTIONS,
                    IngestTopics.CATALOG,
                    IngestTopics.CONSENTS,
                    IngestTopics.ERASURES,
                    IngestTopics.ERASED,
                    IngestTopics.DEAD_LETTERS,
                    FraudTopics.VERDICTS,
                    InventoryTopics.ORDERS,
                    RecommendationTopics.ERASED);

    @Bean
    ApiSettings apiSettings(IngestProperties properties) {
        return properties.api();
    }

    @Bean
    Topic<String, Transaction> transactions(KafkaProperties kafka, SchemaRegistryClient registry) {
        return Topic.avro(IngestTopics.TRANSACTIONS, registry, kafka.buildStreamsProperties());
    }

    @Bean
    Topic<String, Verdict> verdicts(KafkaProperties kafka, SchemaRegistryClient registry) {
        return Topic.avro(FraudTopics.VERDICTS, registry, kafka.buildStreamsProperties());
    }

    @Bean
    Topic<String, Order> orders(KafkaProperties kafka, SchemaRegistryClient registry) {
        return Topic.avro(InventoryTopics.ORDERS, registry, kafka.buildStreamsProperties());
    }

    @Bean
    Topic<String, Label> labels(KafkaProperties kafka, SchemaRegistryClient registry) {
        return Topic.avro(IngestTopics.LABELS, registry, kafka.buildStreamsProperties());
    }

    @Bean
    Topic<String, dev.tributary.schemas.ingest.StockMovement> stockMovements(
            KafkaProperties kafka, SchemaRegistryClient registry) {
        return Topic.avro(IngestTopics.STOCK_MOVEMENTS, registry, kafka.buildStreamsProperties());
    }

    @Bean
    Topic<String, dev.tributary.schemas.ingest.Interaction> interactions(
            KafkaProperties kafka, SchemaRegistryClient registry) {
        return Topic.avro(IngestTopics.INTERACTIONS, registry, kafka.buildStreamsProperties());
    }

    @Bean(destroyMethod = "close")
    IntakePublisher<CardTransaction, Transaction> transactionPublisher(
            KafkaProperties kafka,
            Topic<String, Transaction> transactions,
            ObjectProvider<Tracer> tracer,
            IngestProperties properties,
            MeterRegistry meters) {
        Form<CardTransaction, Transaction> form =
                new Form<>(
                        it -> it.cardId().value(),
                        CardTransaction::occurredAt,
                        TransactionAvroMapper::toAvro);
        return publisher(kafka, transactions, form, tracer, properties, meters);
    }

    @Bean(destroyMethod = "close")
    IntakePublisher<TransactionLabel, Label> labelPublisher(
            KafkaProperties kafka,
            Topic<String, Label> labels,
            ObjectProvider<Tracer> tracer,
            IngestProperties properties,
            MeterRegistry meters) {
        Form<TransactionLabel, Label> form =
                new Form<>(
                        it -> it.transactionId().value(),
                        TransactionLabel::labelledAt,
                        LabelAvroMapper::toAvro);
        return publisher(kafka, labels, form, tracer, properties, meters);
    }

    @Bean(destroyMethod = "close")
    IntakePublisher<StockMovement, dev.tributary.schemas.ingest.StockMovement>
            stockMovementPublisher(
                    KafkaProperties kafka,
                    Topic<String, dev.tributary.schemas.ingest.StockMovement> stockMovements,
                    ObjectProvider<Tracer> tracer,
                    IngestProperties properties,
                    MeterRegistry meters) {
        Form<StockMovement, dev.tributary.schemas.ingest.StockMovement> form =
                new Form<>(
                        StockMovement::sku,
                        StockMovement::occurredAt,
                        StockMovementAvroMapper::toAvro);
        return publisher(kafka, stockMovements, form, tracer, properties, meters);
    }

    @Bean(destroyMethod = "close")
    IntakePublisher<Interaction, dev.tributary.schemas.ingest.Interaction> interactionPublisher(
            KafkaProperties kafka,
            Topic<String, dev.tributary.schemas.ingest.Interaction> interactions,
            ObjectProvider<Tracer> tracer,
            IngestProperties properties,
            MeterRegistry meters) {
        Form<Interaction, dev.tributary.schemas.ingest.Interaction> form =
                new Form<>(
                        InteractionAvroMapper::key,
                        it -> it.sessionId().value(),
                        Interaction::occurredAt,
                        InteractionAvroMapper::toAvro);
        return publisher(kafka, interactions, form, tracer, properties, meters);
    }

    private static <T, V> IntakePublisher<T, V> publisher(
            KafkaProperties kafka,
            Topic<String, V> topic,
            Form<T, V> form,
            ObjectProvider<Tracer> tracer,
            IngestProperties properties,
            MeterRegistry meters) {
        Tracer tracing = tracer.getIfAvailable(() -> Tracer.NOOP);
        IntakePublisher<T, V> publisher =
                new IntakePublisher<>(
                        kafka.buildProducerProperties(),
                        topic,
                        form,
                        () -> traceparent(tracing),
                        properties.closeTimeout());
        new KafkaClientMetrics(publisher.producer()).bindTo(meters);
        return publisher;
    }

    /**
     * As W3C Trace Context has it; null outside of any trace. A trace that is not sampled is passed
     * on, too: its id links the logs of the services.
     */
    private static @Nullable String traceparent(Tracer tracer) {
        Span span = tracer.currentSpan();
        if (span == null) {
            return null;
        }
        TraceContext context = span.context();
        boolean sampled = Boolean.TRUE.equals(context.sampled());
        return "00-" + context.traceId() + "-" + context.spanId() + (sampled ? "-01" : "-00");
    }

    @Bean
    TopicLog<Verdict> verdictLog(KafkaProperties kafka, Topic<String, Verdict> verdicts) {
        return new TopicLog<>(kafka.buildConsumerProperties(), verdicts);
    }

    @Bean
    TopicLog<Order> orderLog(KafkaProperties kafka, Topic<String, Order> orders) {
        return new TopicLog<>(kafka.buildConsumerProperties(), orders);
    }

    @Bean
    RecentTransactions recentTransactions(
            TopicLog<Verdict> verdicts, TopicLog<Order> orders, IngestProperties properties) {
        return new RecentTransactions(
                verdicts, orders, properties.recent().max(), properties.recent().age());
    }

    @Bean
    WaitingRequests waitingRequests(IngestProperties properties, MeterRegistry meters) {
        WaitingRequests waiting =
                new WaitingRequests(properties.waitingMax(), properties.ordersWaitingMax());
        Gauge.builder("tributary.ingest.waiting", waiting, WaitingRequests::size)
                .description("Requests that wait for a verdict")
                .baseUnit("requests")
                .register(meters);
        Gauge.builder("tributary.ingest.orders.waiting", waiting, WaitingRequests::orders)
                .description("Requests that have a verdict and wait for what becomes of the order")
                .baseUnit("requests")
                .register(meters);
        return waiting;
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    TopicTail<Verdict> verdictReplies(
            TopicLog<Verdict> log,
            RecentTransactions recent,
            WaitingRequests waiting,
            MeterRegistry meters) {
        return new TopicTail<>(
                new TopicTail.Naming("verdict-replies", "verdicts", "tributary.ingest.replies"),
                log,
                new VerdictReplies(recent, waiting),
                meters);
    }

    @Bean
    TailReadiness verdictRepliesHealthIndicator(TopicTail<Verdict> replies) {
        return new TailReadiness(replies);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    TopicTail<Order> orderReplies(
            TopicLog<Order> log,
            RecentTransactions recent,
            WaitingRequests waiting,
            MeterRegistry meters) {
        return new TopicTail<>(
                new TopicTail.Naming("order-replies", "orders", "tributary.ingest.orders.replies"),
                log,
                new OrderReplies(recent, waiting),
                meters);
    }

    /** Shown, and no part of readiness: without orders a transaction still has its verdict. */
    @Bean
    TailReadiness orderRepliesHealthIndicator(TopicTail<Order> replies) {
        return new TailReadiness(replies);
    }

    @Bean
    AnswerFeed answerFeed(
            TopicLog<Verdict> verdicts, TopicLog<Order> orders, IngestProperties properties) {
        return new AnswerFeed(verdicts, orders, properties.stream().heartbeat());
    }

    /** Streams never end by themselves, so they would hold up the end of the web server. */
    @Bean
    ApplicationListener<ContextClosedEvent> endOfStreams(AnswerFeed feed) {
        return closed -> feed.close();
    }

    @Bean
    StreamsRuntime streamsRuntime(
            Topic<String, Transaction> transactions,
            Topic<String, Verdict> verdicts,
            Topic<String, Order> orders,
            IngestProperties properties,
            Rehearsal rehearsal,
            SchemaRegistryClient registry,
            KafkaProperties kafka,
            RocksDbMemory memory,
            MeterRegistry meters,
            @Value("${spring.application.name}") String name) {
        StreamsRuntimes runtimes =
                new StreamsRuntimes(
                        kafka, registry, memory, meters, name, TOPICS, IngestTopics.DEAD_LETTERS);
        return runtimes.runtime(
                "",
                // What comes first stands, so a record that is processed again changes nothing.
                StreamsDefaults.atLeastOnce(StreamsDefaults.throughput(STATUS_GATHER)),
                builder ->
                        TransactionStatusTopology.define(
                                builder,
                                new TransactionStatusTopology.Topics(
                                        transactions, verdicts, orders),
                                properties.status().retention()),
                List.of(),
                rehearsal);
    }

    @Bean
    TransactionStatusQuery transactionStatusQuery(
            StreamsRuntime runtime,
            HostInfo self,
            OwnerClient owners,
            QueryRoute route,
            InstantSource wallClock,
            IngestProperties properties) {
        return new TransactionStatusQuery(
                new StoreRouter(runtime, self),
                owners,
                route,
                wallClock,
                properties.status().retention(),
                self.host() + ":" + self.port());
    }

    /** Why transactions cannot be taken in yet. */
    @Bean
    IntakeGate intakeGate(StreamsRuntime runtime) {
        return () ->
                switch (runtime.phase()) {
                    case Phase.Started() -> Optional.empty();
                    case Phase.Waiting(String reason) -> Optional.of(reason);
                    case Phase.Warming() -> Optional.of("it runs its code once");
                    case Phase.Failed(String reason) -> Optional.of("it failed: " + reason);
                };
    }
}
