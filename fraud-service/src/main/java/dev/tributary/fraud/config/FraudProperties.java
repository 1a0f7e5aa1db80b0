package dev.tributary.fraud.config;

import dev.tributary.fraud.domain.ScorerSettings;
import dev.tributary.fraud.topology.FraudSettings;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The service's settings, bound from {@code tributary.fraud}. Their defaults are in the
 * application's configuration file, where an analyst can see them side by side.
 *
 * @param topology windows and retentions of the topology
 * @param scorer limits, features, rates and rules
 */
@ConfigurationProperties("tributary.fraud")
record FraudProperties(FraudSettings topology, ScorerSettings scorer) {}
