package dev.tributary.fraud.config;

import dev.tributary.fraud.api.BacktestApiSettings;
import dev.tributary.fraud.api.CaseApiSettings;
import dev.tributary.fraud.api.ModelApiSettings;
import dev.tributary.fraud.api.RuleApiSettings;
import dev.tributary.fraud.domain.ScorerSettings;
import dev.tributary.fraud.domain.rules.RuleGuard;
import dev.tributary.fraud.publish.PromotionJobSettings;
import dev.tributary.fraud.query.BacktestSettings;
import dev.tributary.fraud.topology.CaseSettings;
import dev.tributary.fraud.topology.FraudSettings;
import dev.tributary.fraud.topology.LearningSettings;

import org.springframework.boot.context.properties.ConfigurationProperties;

import java.time.Duration;

/**
 * The service's settings, bound from {@code tributary.fraud}. Their defaults are in the
 * application's configuration file, where an analyst can see them side by side.
 *
 * @param topology windows and retentions of the topology
 * @param scorer limits, features, rates and rules
 * @param startWait how long the scorer waits, when it starts, for what comes over feeds; after that
 *     it decides by what it knows, and verdicts say what is missing
 * @param learning retentions and intervals of learning from labels
 * @param liveRules rules that come and go while the service runs
 * @param backtests rules that are tried on what is in the log
 * @param promotion learned rules that begin and end to decide
 * @param models changes of the model that scores
 * @param cases transactions that somebody has to look at
 */
@ConfigurationProperties("tributary.fraud")
record FraudProperties(
        FraudSettings topology,
        ScorerSettings scorer,
        Duration startWait,
        LearningSettings learning,
        LiveRules liveRules,
        Backtesting backtests,
        PromotionJobSettings promotion,
        ModelApiSettings models,
        Cases cases) {
    FraudProperties {
        if (startWait.isNegative()) {
            throw new IllegalArgumentException("startWait is negative: " + startWait);
        }
    }

    /**
     * @param guard when a rule is kept from being evaluated
     * @param api how they come in
     */
    record LiveRules(RuleGuard.Limits guard, RuleApiSettings api) {}

    /**
     * @param api how they are asked for
     * @param runs how many, for how long
     */
    record Backtesting(BacktestApiSettings api, BacktestSettings runs) {}

    /**
     * @param view how long they are kept
     * @param api how they are resolved
     */
    record Cases(CaseSettings view, CaseApiSettings api) {}
}
