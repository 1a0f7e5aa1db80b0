package dev.tributary.fraud.config;

import dev.tributary.common.query.StoreRouter;
import dev.tributary.common.streams.CompactedFeed;
import dev.tributary.common.streams.StreamsRuntime;
import dev.tributary.fraud.publish.RulePromotions;
import dev.tributary.fraud.publish.RulePublisher;
import dev.tributary.fraud.query.LearnedRuleView;
import dev.tributary.fraud.query.PerformanceFeed;
import dev.tributary.fraud.query.RuleFeed;
import dev.tributary.fraud.store.LearningStores;
import dev.tributary.schemas.fraud.Rule;
import dev.tributary.schemas.fraud.RulePerformance;

import io.micrometer.core.instrument.MeterRegistry;

import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.HostInfo;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.InstantSource;
import java.util.List;

/** Wires what becomes of learned rules by how they did. */
@Configuration(proxyBeanMethods = false)
class PromotionConfiguration {
    /** Whoever counts the performance of this code judges all of them. */
    private static final String TURN = "promotions";

    @Bean(initMethod = "start", destroyMethod = "close")
    RulePromotions rulePromotions(
            FraudProperties properties,
            RuleFeed rules,
            CompactedFeed<String, Rule> ruleTopicFeed,
            PerformanceFeed performances,
            CompactedFeed<String, RulePerformance> performanceTopicFeed,
            RulePublisher publisher,
            @Qualifier("learningRuntime") StreamsRuntime learning,
            HostInfo self,
            InstantSource wallClock,
            MeterRegistry meters) {
        StoreRouter router = new StoreRouter(learning, self);
        StringSerializer keys = new StringSerializer();
        return new RulePromotions(
                properties.promotion(),
                new LearnedRuleView(
                        rules, performances, List.of(ruleTopicFeed, performanceTopicFeed)),
                publisher::put,
                () -> router.owns(LearningStores.PERFORMANCE, TURN, keys),
                wallClock,
                meters);
    }
}
