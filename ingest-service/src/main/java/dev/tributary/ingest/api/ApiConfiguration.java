package dev.tributary.ingest.api;

import dev.tributary.common.query.AwaitedChange;
import dev.tributary.common.streams.Topic;
import dev.tributary.common.web.Problem;
import dev.tributary.common.web.ProblemException;
import dev.tributary.ingest.api.BulkItem.LineId;
import dev.tributary.ingest.domain.CardTransaction;
import dev.tributary.ingest.domain.Interaction;
import dev.tributary.ingest.domain.InteractionId;
import dev.tributary.ingest.domain.StockMovement;
import dev.tributary.ingest.domain.TransactionId;
import dev.tributary.ingest.domain.TransactionLabel;
import dev.tributary.ingest.publish.IntakePublisher;
import dev.tributary.ingest.publish.TimeOrderedIds;
import dev.tributary.ingest.query.Consents;
import dev.tributary.ingest.query.RecentTransactions;
import dev.tributary.ingest.query.TransactionStatusQuery;
import dev.tributary.ingest.query.WaitingRequests;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.ingest.Label;
import dev.tributary.schemas.ingest.Transaction;
import dev.tributary.schemas.inventory.Order;

import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import tools.jackson.databind.json.JsonMapper;

import java.security.SecureRandom;
import java.time.InstantSource;

/** Makes what the controllers share. */
@Configuration(proxyBeanMethods = false)
class ApiConfiguration {
    @Bean
    TimeOrderedIds ids() {
        return new TimeOrderedIds(new SecureRandom());
    }

    @Bean
    TransactionReader transactionReader(TimeOrderedIds ids, ApiSettings settings) {
        return new TransactionReader(
                settings.limits(), receivedAt -> new TransactionId(ids.next(receivedAt)));
    }

    @Bean
    IngestMeters transactionMeters(MeterRegistry meters) {
        return new IngestMeters(meters, IngestMeters.TRANSACTIONS);
    }

    @Bean
    TransactionIntake transactionIntake(
            IntakeGate gate,
            IntakePublisher<CardTransaction, Transaction> publisher,
            RecentTransactions recent,
            WaitingRequests waiting,
            TransactionStatusQuery status,
            ApiSettings settings,
            IngestMeters meters) {
        return new TransactionIntake(
                gate, publisher, recent, waiting, status, settings.repeatTimeout(), meters);
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
            IngestMeters meters,
            JsonMapper mapper) {
        return new BulkIntake(
                TransactionItem.reader(reader, publisher, recent),
                wallClock,
                settings.bulk(),
                meters,
                mapper);
    }

    @Bean
    Intakes intakes(
            BulkBodies bodies,
            TransactionIntake transactions,
            InstantSource wallClock,
            ApiSettings settings,
            MeterRegistry meters,
            JsonMapper mapper) {
        return new Intakes(bodies, transactions::checkOpen, wallClock, settings, meters, mapper);
    }

    @Bean
    Intake<TransactionLabel> labelIntake(
            Intakes intakes,
            IntakePublisher<TransactionLabel, Label> publisher,
            ApiSettings settings) {
        LabelReader reader = new LabelReader(settings.limits());
        return intakes.of(
                new IntakeKind<>(
                        "label",
                        IngestMeters.LABELS,
                        it -> new LineId.OfTransaction(it.transactionId().value()),
                        (json, _, receivedAt, faults) -> reader.read(json, receivedAt, faults)),
                publisher);
    }

    @Bean
    Intake<StockMovement> stockMovementIntake(
            Intakes intakes,
            IntakePublisher<StockMovement, dev.tributary.schemas.ingest.StockMovement> publisher,
            ApiSettings settings) {
        StockMovementReader reader = new StockMovementReader(settings.limits());
        return intakes.of(
                new IntakeKind<>(
                        "stock movement",
                        IngestMeters.STOCK_MOVEMENTS,
                        it -> new LineId.OfMovement(it.movementId().value()),
                        (json, _, receivedAt, faults) -> reader.read(json, receivedAt, faults)),
                publisher);
    }

    @Bean
    Intake<Interaction> interactionIntake(
            Intakes intakes,
            IntakePublisher<Interaction, dev.tributary.schemas.ingest.Interaction> publisher,
            TimeOrderedIds ids,
            Consents consents,
            ApiSettings settings) {
        InteractionReader reader =
                new InteractionReader(
                        settings.limits(),
                        receivedAt -> new InteractionId(ids.next(receivedAt)),
                        consents::mayBeNamed);
        return intakes.withGate(
                () -> checkLoaded(consents),
                new IntakeKind<>(
                        "interaction",
                        IngestMeters.INTERACTIONS,
                        it -> new LineId.OfInteraction(it.interactionId().value()),
                        reader::read),
                publisher);
    }

    private static void checkLoaded(Consents consents) {
        if (!consents.isLoaded()) {
            throw new ProblemException(
                    Problem.unavailable(
                            "It is not known yet who may be named.", AwaitedChange.RETRY_AFTER));
        }
    }

    @Bean
    CatalogItemReader catalogItemReader(ApiSettings settings) {
        return new CatalogItemReader(settings.limits());
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
