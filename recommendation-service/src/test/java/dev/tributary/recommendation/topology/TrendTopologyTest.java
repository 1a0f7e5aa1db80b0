package dev.tributary.recommendation.topology;

import static dev.tributary.recommendation.WireRecords.NOON;
import static dev.tributary.recommendation.WireRecords.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.common.fixtures.GoldenTopology;
import dev.tributary.common.fixtures.TopologyFixture;
import dev.tributary.common.serde.StateSerde;
import dev.tributary.common.streams.StreamsDefaults;
import dev.tributary.common.streams.Topic;
import dev.tributary.recommendation.domain.RecommenderSettings.Signals;
import dev.tributary.schemas.IngestTopics;
import dev.tributary.schemas.InteractionKey;
import dev.tributary.schemas.RecommendationTopics;
import dev.tributary.schemas.ingest.Interaction;
import dev.tributary.schemas.ingest.InteractionKind;
import dev.tributary.schemas.recommendation.ItemInterest;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

class TrendTopologyTest {
    private static final Duration PANE = Duration.ofMinutes(5);
    private static final Duration GRACE = Duration.ofHours(1);

    private final TrendTopology.Topics topics =
            new TrendTopology.Topics(
                    new Topic<>(
                            IngestTopics.INTERACTIONS,
                            Serdes.String(),
                            StateSerde.of(Interaction.class)),
                    new Topic<>(
                            RecommendationTopics.ITEM_INTEREST,
                            Serdes.String(),
                            StateSerde.of(ItemInterest.class)));
    private final TopologyFixture driver =
            new TopologyFixture(
                    StreamsDefaults.throughput(Duration.ofSeconds(1)),
                    new TrendTopology(topics, new Signals(2, 4), PANE, GRACE)::define,
                    NOON);
    private int interactions;

    @AfterEach
    void close() {
        driver.close();
    }

    private void pipe(String sku, InteractionKind kind, Instant at) {
        Interaction interaction = interaction("s", "i-" + interactions++, sku, kind, at);
        driver.pipe(
                topics.interactions(),
                InteractionKey.of("s", interaction.getInteractionId()),
                interaction);
    }

    private List<String> told() {
        return driver.drain(topics.interest()).stream()
                .map(TestRecord::value)
                .map(it ->
                        "%s %s %d"
                                .formatted(
                                        it.getSku(),
                                        Duration.between(NOON, it.getPaneStart()),
                                        it.getInterest()))
                .toList();
    }

    @Test
    void shouldKeepItsShape() {
        GoldenTopology.assertUnchanged(
                driver.topology(), Path.of("src/test/resources/trend-topology.txt"));
    }

    @Test
    void shouldSumTheInterestInEachItemByPanes() {
        pipe("book", InteractionKind.VIEW, NOON);
        pipe("book", InteractionKind.CART, NOON.plus(PANE).minusMillis(1));
        pipe("pen", InteractionKind.PURCHASE, NOON);
        pipe("book", InteractionKind.VIEW, NOON.plus(PANE));

        assertThat(told())
                .containsExactly("book PT0S 1", "book PT0S 3", "pen PT0S 4", "book PT5M 1");
    }

    @Test
    void shouldCountWhatIsLateWithinTheGraceOnly() {
        pipe("book", InteractionKind.VIEW, NOON.plus(PANE).plus(GRACE).minusMillis(1));
        told();
        pipe("book", InteractionKind.VIEW, NOON);
        assertThat(told()).containsExactly("book PT0S 1");

        pipe("book", InteractionKind.VIEW, NOON.plus(PANE).plus(GRACE));
        told();
        pipe("book", InteractionKind.VIEW, NOON);
        assertThat(told()).isEmpty();
        assertThat(driver.metric("dropped-records-total")).isEqualTo(1);
    }

    @Test
    void shouldPassOverWhatWasDeletedFromTheLog() {
        driver.pipe(topics.interactions(), InteractionKey.of("s", "i"), null, NOON);

        assertThat(told()).isEmpty();
    }
}
