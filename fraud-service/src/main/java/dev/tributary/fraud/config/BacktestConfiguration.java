package dev.tributary.fraud.config;

import dev.tributary.common.streams.StreamsRuntime;
import dev.tributary.fraud.api.BacktestApiSettings;
import dev.tributary.fraud.query.BacktestQuery;
import dev.tributary.fraud.query.Backtests;
import dev.tributary.fraud.query.PastVerdicts;
import dev.tributary.fraud.topology.LearningTopics;

import io.micrometer.core.instrument.MeterRegistry;

import org.apache.kafka.streams.state.HostInfo;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.InstantSource;

/** Wires the trying of rules on what is in the log. */
@Configuration(proxyBeanMethods = false)
class BacktestConfiguration {
    @Bean
    BacktestApiSettings backtestApiSettings(FraudProperties properties) {
        return properties.backtests().api();
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    Backtests backtests(
            FraudProperties properties,
            LearningTopics topics,
            KafkaProperties kafka,
            HostInfo self,
            InstantSource wallClock,
            MeterRegistry meters) {
        PastVerdicts engine =
                new PastVerdicts(
                        kafka.buildConsumerProperties(),
                        topics.verdicts(),
                        topics.labels(),
                        properties.backtests().runs());
        return new Backtests(engine, properties.backtests().runs(), self, wallClock, meters);
    }

    @Bean
    BacktestQuery backtestQuery(
            Backtests backtests, @Qualifier("scorerRuntime") StreamsRuntime scorer, HostInfo self) {
        return new BacktestQuery(backtests, scorer, self);
    }
}
