package dev.tributary.recommendation.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.recommendation.api.ApiSettings;
import dev.tributary.recommendation.domain.HistorySettings;
import dev.tributary.recommendation.domain.RecommenderSettings;
import dev.tributary.recommendation.domain.SessionSettings;
import dev.tributary.recommendation.domain.TrendSettings;
import dev.tributary.recommendation.topology.VisitSettings;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** What stands in the application's configuration file is what the code calls its defaults. */
class RecommendationPropertiesTest {
    @Test
    void shouldBindTheFileToTheDefaults() throws IOException {
        RecommendationProperties bound = bind(Map.of());

        assertThat(bound.recommenderSettings()).isEqualTo(RecommenderSettings.DEFAULTS);
        assertThat(bound.visitSettings())
                .isEqualTo(
                        new VisitSettings(
                                new SessionSettings(Duration.ofMinutes(30), 50),
                                Duration.ofDays(1),
                                Duration.ofSeconds(5),
                                1_000));
        assertThat(bound.apiSettings())
                .isEqualTo(new ApiSettings(20, 100, Duration.ofHours(1), Duration.ofHours(6)));
        assertThat(bound.trend().settings())
                .isEqualTo(
                        new TrendSettings(Duration.ofMinutes(5), Duration.ofHours(6), 20_000, .25));
        assertThat(bound.history())
                .isEqualTo(new HistorySettings(200_000, 20, Duration.ofDays(30)));
        assertThat(bound.trend().grace()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void shouldNameTheSettingWhenItIsImpossible() {
        assertThatThrownBy(() ->
                        bind(Map.of("tributary.recommendation.index.sessions-max", "20000000")))
                .rootCause()
                .hasMessageContaining("sessionsMax");
        assertThatThrownBy(() -> bind(Map.of("tributary.recommendation.session.gap", "0s")))
                .rootCause()
                .hasMessageContaining("gap");
        assertThatThrownBy(() ->
                        bind(Map.of("tributary.recommendation.topology.retention", "29m"))
                                .visitSettings())
                .hasMessageContaining("retention");
    }

    private static RecommendationProperties bind(Map<String, Object> environment)
            throws IOException {
        StandardEnvironment all = new StandardEnvironment();
        new YamlPropertySourceLoader()
                .load("file", new ClassPathResource("application.yml"))
                .forEach(all.getPropertySources()::addLast);
        all.getPropertySources().addFirst(new MapPropertySource("environment", environment));
        return Binder.get(all)
                .bind("tributary.recommendation", RecommendationProperties.class)
                .get();
    }
}
