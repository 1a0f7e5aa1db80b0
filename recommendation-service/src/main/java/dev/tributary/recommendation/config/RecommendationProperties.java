package dev.tributary.recommendation.config;

import dev.tributary.recommendation.api.ApiSettings;
import dev.tributary.recommendation.domain.HistorySettings;
import dev.tributary.recommendation.domain.RecommenderSettings;
import dev.tributary.recommendation.domain.SessionSettings;
import dev.tributary.recommendation.domain.TrendSettings;
import dev.tributary.recommendation.topology.VisitSettings;

import org.springframework.boot.context.properties.ConfigurationProperties;

import java.time.Duration;

/**
 * The service's settings, bound from {@code tributary.recommendation}. Their defaults are in the
 * application's configuration file; the constants of the algorithm are {@link
 * RecommenderSettings#DEFAULTS}.
 *
 * @param session what a session is
 * @param topology how sessions are kept
 * @param index what the index keeps
 * @param trend what is counted as of late
 * @param history what is kept of what customers did before
 * @param api bounds of the API
 */
@ConfigurationProperties("tributary.recommendation")
record RecommendationProperties(
        SessionSettings session,
        Retention topology,
        RecommenderSettings.Bounds index,
        Trend trend,
        HistorySettings history,
        Api api) {
    /** As {@link VisitSettings}. */
    record Retention(Duration retention, Duration sweepInterval, int sweepMax) {}

    /**
     * As {@link TrendSettings}.
     *
     * @param grace how late an interaction may come to be counted
     */
    record Trend(Duration pane, Duration grace, Duration kept, int itemsMax, double halfLifeShare) {
        TrendSettings settings() {
            return new TrendSettings(pane, kept, itemsMax, halfLifeShare);
        }
    }

    /** As {@link ApiSettings}. */
    record Api(int limitDefault, int limitMax, Duration trendWindow) {}

    VisitSettings visitSettings() {
        return new VisitSettings(
                session, topology.retention(), topology.sweepInterval(), topology.sweepMax());
    }

    RecommenderSettings recommenderSettings() {
        return RecommenderSettings.DEFAULTS.within(index);
    }

    ApiSettings apiSettings() {
        return new ApiSettings(api.limitDefault(), api.limitMax(), api.trendWindow(), trend.kept());
    }
}
