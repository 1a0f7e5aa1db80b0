package dev.tributary.ingest.api;

import dev.tributary.common.streams.Topic;
import dev.tributary.ingest.domain.CardTransaction;
import dev.tributary.ingest.domain.StockMovement;
import dev.tributary.ingest.domain.TransactionLabel;
import dev.tributary.ingest.publish.IntakePublisher;
import dev.tributary.ingest.publish.TransactionIds;
import dev.tributary.ingest.query.RecentTransactions;
import dev.tributary.ingest.query.TransactionStatusQuery;
import dev.tributary.ingest.query.WaitingRequests;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.ingest.Label;
import dev.tributary.schemas.ingest.Transaction;
import dev.tributary.schemas.inventory.Order;

import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import tools.jackson.databind.json.JsonMapper;

import java.security.SecureRandom;
import java.time.InstantSource;

/** Makes what the controllers share. */
@Configuration(proxyBeanMethods = false)
class ApiConfiguration {
    @Bean
    TransactionReader transactionReader(ApiSettings settings) {
        TransactionIds ids = new TransactionIds(new SecureRandom());
        return new TransactionReader(settings.limits(), ids::next);
    }

    @Bean
    LabelReader labelReader(ApiSettings settings) {
        return new LabelReader(settings.limits());
    }

    @Bean
    IngestMeters transactionMeters(MeterRegistry meters) {
        return new IngestMeters(meters, IngestMeters.TRANSACTIONS);
    }

    @Bean
    StockMovementReader stockMovementReader(ApiSettings settings) {
        return new StockMovementReader(settings.limits());
    }

    @Bean
    IngestMeters stockMovementMeters(MeterRegistry meters) {
        return new IngestMeters(meters, IngestMeters.STOCK_MOVEMENTS);
    }

    @Bean
    IngestMeters labelMeters(MeterRegistry meters) {
        return new IngestMeters(meters, IngestMeters.LABELS);
    }

    @Bean
    TransactionIntake transactionIntake(
            IntakeGate gate,
            IntakePublisher<CardTransaction, Transaction> publisher,
            RecentTransactions recent,
            WaitingRequests waiting,
            TransactionStatusQuery status,
            ApiSettings settings,
            @Qualifier("transactionMeters") IngestMeters meters) {
        return new TransactionIntake(
                gate, publisher, recent, waiting, status, settings.repeatTimeout(), meters);
    }

    @Bean
    SingleIntake<TransactionLabel, Label> labelIntake(
            LabelReader reader,
            IntakePublisher<TransactionLabel, Label> publisher,
            TransactionIntake intake,
            InstantSource wallClock,
            ApiSettings settings,
            @Qualifier("labelMeters") IngestMeters meters) {
        return new SingleIntake<>(
                new SingleIntake.Kind<>(
                        "label", "transactionId", it -> it.transactionId().value(), reader::read),
                publisher,
                intake::checkOpen,
                wallClock,
                settings.bodyLimit(),
                meters);
    }

    @Bean
    SingleIntake<StockMovement, dev.tributary.schemas.ingest.StockMovement> stockMovementIntake(
            StockMovementReader reader,
            IntakePublisher<StockMovement, dev.tributary.schemas.ingest.StockMovement> publisher,
            TransactionIntake intake,
            InstantSource wallClock,
            ApiSettings settings,
            @Qualifier("stockMovementMeters") IngestMeters meters) {
        return new SingleIntake<>(
                new SingleIntake.Kind<>(
                        "stock movement",
                        "movementId",
                        it -> it.movementId().value(),
                        reader::read),
                publisher,
                intake::checkOpen,
                wallClock,
                settings.bodyLimit(),
                meters);
    }

    @Bean
    BulkBodies bulkBodies(ApiSettings settings) {
        return new BulkBodies(settings.bulk().bodiesMax());
    }

    @Bean
    BulkIntake transactionBulk(
            TransactionReader reader,
            IntakePublisher<CardTransaction, Transaction> publisher,
            RecentTransactions recent,
            InstantSource wallClock,
            ApiSettings settings,
            @Qualifier("transactionMeters") IngestMeters meters,
            JsonMapper mapper) {
        return new BulkIntake(
                TransactionItem.reader(reader, publisher, recent),
                wallClock,
                settings.bulk(),
                meters,
                mapper);
    }

    @Bean
    BulkIntake labelBulk(
            LabelReader reader,
            IntakePublisher<TransactionLabel, Label> publisher,
            InstantSource wallClock,
            ApiSettings settings,
            @Qualifier("labelMeters") IngestMeters meters,
            JsonMapper mapper) {
        return new BulkIntake(
                LabelItem.reader(reader, publisher), wallClock, settings.bulk(), meters, mapper);
    }

    @Bean
    BulkIntake stockMovementBulk(
            StockMovementReader reader,
            IntakePublisher<StockMovement, dev.tributary.schemas.ingest.StockMovement> publisher,
            InstantSource wallClock,
            ApiSettings settings,
            @Qualifier("stockMovementMeters") IngestMeters meters,
            JsonMapper mapper) {
        return new BulkIntake(
                StockMovementItem.reader(reader, publisher),
                wallClock,
                settings.bulk(),
                meters,
                mapper);
    }

    @Bean
    Rehearsal rehearsal(
            TransactionReader reader,
            Topic<String, Transaction> transactions,
            Topic<String, Verdict> verdicts,
            Topic<String, Order> orders,
            JsonMapper mapper,
            ApiSettings settings) {
        return new Rehearsal(
                reader,
                transactions,
                verdicts,
                orders,
                mapper,
                settings.rehearsalRounds(),
                settings.rehearsalTime());
    }
}
