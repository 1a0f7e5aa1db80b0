package dev.tributary.fraud.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.unit.DataSize;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** What stands in the application's configuration file is what the domain calls its defaults. */
class FraudPropertiesTest {
    @Test
    void shouldBindTheFileToTheDefaults() throws IOException {
        FraudProperties bound = bind(Map.of());

        assertThat(bound.scorer()).isEqualTo(ScorerSettings.defaults());
        assertThat(bound.topology())
                .isEqualTo(
                        new FraudSettings(
                                true,
                                Duration.ofDays(2),
                                Duration.ofHours(1),
                                Duration.ofDays(1),
                                Duration.ofDays(35)));
        assertThat(bound.startWait()).isEqualTo(Duration.ofSeconds(10));
        assertThat(bound.learning()).isEqualTo(LearningSettings.defaults());
        assertThat(bound.liveRules().guard()).isEqualTo(RuleGuard.Limits.defaults());
        assertThat(bound.liveRules().api())
                .isEqualTo(new RuleApiSettings(DataSize.ofKilobytes(64), Duration.ofSeconds(5)));
        assertThat(bound.backtests().api())
                .isEqualTo(new BacktestApiSettings(DataSize.ofMegabytes(2)));
        assertThat(bound.backtests().runs()).isEqualTo(BacktestSettings.defaults());
        assertThat(bound.promotion()).isEqualTo(PromotionJobSettings.defaults());
        assertThat(bound.models()).isEqualTo(new ModelApiSettings(Duration.ofSeconds(5)));
        assertThat(bound.cases().view()).isEqualTo(CaseSettings.defaults());
        assertThat(bound.cases().api())
                .isEqualTo(new CaseApiSettings(DataSize.ofKilobytes(16), Duration.ofSeconds(5)));
    }

    @Test
    void shouldLetTheEnvironmentChangeOneNumberOfARule() throws IOException {
        FraudProperties bound =
                bind(Map.of("tributary.fraud.scorer.rules.velocity-count.one-minute.limit", "7"));

        assertThat(bound.scorer().rules().velocityCount().oneMinute().limit()).isEqualTo(7);
        assertThat(bound.scorer().rules().velocityCount().fiveMinutes())
                .isEqualTo(ScorerSettings.defaults().rules().velocityCount().fiveMinutes());
    }

    @Test
    void shouldNameTheSettingWhenItIsImpossible() {
        assertThatThrownBy(() ->
                        bind(
                                Map.of(
                                        "tributary.fraud.scorer.rules.impossible-travel.weight",
                                        "1.5")))
                .isInstanceOf(BindException.class)
                .hasMessageContaining("impossible-travel")
                .rootCause()
                .hasMessageContaining("weight is 1.5");
    }

    private static FraudProperties bind(Map<String, Object> environment) throws IOException {
        StandardEnvironment all = new StandardEnvironment();
        new YamlPropertySourceLoader()
                .load("file", new ClassPathResource("application.yml"))
                .forEach(all.getPropertySources()::addLast);
        all.getPropertySources().addFirst(new MapPropertySource("environment", environment));
        return Binder.get(all).bind("tributary.fraud", FraudProperties.class).get();
    }
}
