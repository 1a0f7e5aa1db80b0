package dev.tributary.fraud.config;

import dev.tributary.common.ops.StreamsRuntimes;
import dev.tributary.common.query.OwnerClient;
import dev.tributary.common.query.QueryResponder;
import dev.tributary.common.query.QueryRoute;
import dev.tributary.common.query.StorePages;
import dev.tributary.common.query.StoreRouter;
import dev.tributary.common.streams.StreamsDefaults;
import dev.tributary.common.streams.StreamsRuntime;
import dev.tributary.common.streams.TopicPublisher;
import dev.tributary.fraud.api.CaseApiSettings;
import dev.tributary.fraud.publish.LabelPublisher;
import dev.tributary.fraud.query.CaseQuery;
import dev.tributary.fraud.topology.CaseListener;
import dev.tributary.fraud.topology.CaseTopology;
import dev.tributary.fraud.topology.LearningTopics;
import dev.tributary.schemas.ingest.Label;

import io.micrometer.core.instrument.MeterRegistry;

import org.apache.kafka.streams.state.HostInfo;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Duration;
import java.util.List;

/** Wires cases to verdicts and labels, and resolutions to labels. */
@Configuration(proxyBeanMethods = false)
class CaseConfiguration {
    /** Somebody waits for a resolution to show, and would notice much more than this. */
    private static final Duration GATHER = Duration.ofMillis(100);

    @Bean
    CaseListener caseListener(MeterRegistry meters) {
        return new CaseMeters(meters);
    }

    @Bean
    StreamsRuntime caseRuntime(
            StreamsRuntimes factory,
            LearningTopics topics,
            FraudProperties properties,
            CaseListener listener) {
        CaseTopology topology =
                new CaseTopology(
                        topics.verdicts(), topics.labels(), properties.cases().view(), listener);
        return factory.runtime(
                "-cases",
                StreamsDefaults.atLeastOnce(StreamsDefaults.throughput(GATHER)),
                topology::define,
                List.of(),
                () -> {});
    }

    @Bean
    CaseApiSettings caseApiSettings(FraudProperties properties) {
        return properties.cases().api();
    }

    @Bean
    StoreRouter caseRouter(@Qualifier("caseRuntime") StreamsRuntime cases, HostInfo self) {
        return new StoreRouter(cases, self);
    }

    @Bean
    CaseQuery caseQuery(@Qualifier("caseRouter") StoreRouter router, QueryRoute route) {
        return new CaseQuery(router, route);
    }

    @Bean
    StorePages casePages(
            @Qualifier("caseRouter") StoreRouter router,
            OwnerClient peers,
            QueryResponder responder) {
        return new StorePages(router, peers, responder);
    }

    @Bean(destroyMethod = "close")
    TopicPublisher<String, Label> labelTopicPublisher(
            LearningTopics topics, KafkaProperties kafka) {
        return new TopicPublisher<>(
                kafka.buildProducerProperties(), topics.labels(), FraudConfiguration.CLOSE_TIMEOUT);
    }

    @Bean
    LabelPublisher labelPublisher(TopicPublisher<String, Label> labelTopicPublisher) {
        return new LabelPublisher(labelTopicPublisher);
    }
}
