package dev.tributary.recommendation.query;

import static dev.tributary.recommendation.WireRecords.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.recommendation.domain.Recommender;
import dev.tributary.recommendation.domain.RecommenderSettings;

import org.junit.jupiter.api.Test;

class IndexFeedTest {
    private final Recommender recommender = new Recommender(RecommenderSettings.DEFAULTS, 1);
    private final IndexFeed feed = new IndexFeed(recommender);

    @Test
    void shouldLearnAVisitAsItStandsAndForgetItWhenItIsRemoved() {
        feed.put("s@" + 1, session("s", "book"));
        assertThat(recommender.size().sessions()).isZero();

        String key = "s@" + session("s", "book").getStartedAt().toEpochMilli();
        feed.put(key, session("s", "book", "pen"));
        feed.put(key, session("s", "book", "pen", "ink"));
        assertThat(recommender.size().sessions()).isEqualTo(1);
        assertThat(recommender.size().clicks()).isEqualTo(3);

        // Its older clicks are no longer kept.
        feed.put(key, session("s", "ink", "ink"));
        assertThat(recommender.size().sessions()).isZero();

        feed.put(key, session("s", "book", "pen"));
        feed.removed(key);
        feed.removed("never seen@1");
        assertThat(recommender.size().sessions()).isZero();
    }
}
