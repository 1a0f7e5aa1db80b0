package dev.tributary.ingest.api;

import dev.tributary.common.streams.Topic;
import dev.tributary.ingest.publish.TransactionIds;
import dev.tributary.ingest.publish.TransactionPublisher;
import dev.tributary.ingest.query.AwaitedVerdicts;
import dev.tributary.ingest.query.RecentTransactions;
import dev.tributary.ingest.query.TransactionStatusQuery;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.ingest.Transaction;

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
    TransactionReader transactionReader(ApiSettings settings) {
        TransactionIds ids = new TransactionIds(new SecureRandom());
        return new TransactionReader(settings.limits(), ids::next);
    }

    @Bean
    IngestMeters ingestMeters(MeterRegistry meters) {
        return new IngestMeters(meters);
    }

    @Bean
    TransactionIntake transactionIntake(
            IntakeGate gate,
            TransactionPublisher publisher,
            RecentTransactions recent,
            AwaitedVerdicts awaited,
            TransactionStatusQuery status,
            ApiSettings settings,
            IngestMeters meters) {
        return new TransactionIntake(
                gate, publisher, recent, awaited, status, settings.repeatTimeout(), meters);
    }

    @Bean
    BulkIntake bulkIntake(
            TransactionReader reader,
            TransactionPublisher publisher,
            RecentTransactions recent,
            InstantSource wallClock,
            ApiSettings settings,
            IngestMeters meters,
            JsonMapper mapper) {
        return new BulkIntake(
                reader, publisher, recent, wallClock, settings.bulk(), meters, mapper);
    }

    @Bean
    Rehearsal rehearsal(
            TransactionReader reader,
            Topic<String, Transaction> transactions,
            Topic<String, Verdict> verdicts,
            JsonMapper mapper,
            ApiSettings settings) {
        return new Rehearsal(
                reader,
                transactions,
                verdicts,
                mapper,
                settings.rehearsalRounds(),
                settings.rehearsalTime());
    }
}
