package dev.tributary.recommendation.query;

import static dev.tributary.recommendation.WireRecords.NOON;
import static dev.tributary.recommendation.WireRecords.item;
import static dev.tributary.recommendation.WireRecords.sessionOf;
import static dev.tributary.recommendation.WireRecords.stock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.recommendation.domain.Click;
import dev.tributary.recommendation.domain.ColdStart;
import dev.tributary.recommendation.domain.CustomerHistories;
import dev.tributary.recommendation.domain.CustomerId;
import dev.tributary.recommendation.domain.HistorySettings;
import dev.tributary.recommendation.domain.InteractionKind;
import dev.tributary.recommendation.domain.LearnableSession;
import dev.tributary.recommendation.domain.LearnableSession.Origin;
import dev.tributary.recommendation.domain.Recommender;
import dev.tributary.recommendation.domain.RecommenderSettings;
import dev.tributary.recommendation.domain.SessionClick;
import dev.tributary.recommendation.domain.Sku;
import dev.tributary.recommendation.domain.TrendSettings;
import dev.tributary.recommendation.domain.Trending;
import dev.tributary.recommendation.domain.Visit;
import dev.tributary.recommendation.domain.VisitId;
import dev.tributary.recommendation.query.NextItems.Basis;
import dev.tributary.recommendation.query.NextItems.Shown;
import dev.tributary.recommendation.store.VisitAvroMapper;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

class NextItemsTest {
    private static final CustomerId ANN = new CustomerId("u-1");

    private final Recommender recommender = new Recommender(RecommenderSettings.DEFAULTS, 1);
    private final Trending trending =
            new Trending(new TrendSettings(Duration.ofMinutes(5), Duration.ofHours(6), 100, .25));
    private final Assortment assortment = new Assortment();
    private final CustomerHistories histories =
            new CustomerHistories(new HistorySettings(10, 10, Duration.ofDays(30)));
    private final NextItems nextItems =
            new NextItems(
                    recommender,
                    trending,
                    assortment,
                    histories,
                    new ColdStart(RecommenderSettings.DEFAULTS.signals(), assortment::category),
                    Duration.ofHours(1),
                    () -> NOON);

    @BeforeEach
    void fill() {
        recommender.learn(
                new LearnableSession(
                        new VisitId("past@1"),
                        Stream.of("boot", "clog", "hat")
                                .map(it -> Click.view(new Sku(it)))
                                .toList(),
                        NOON,
                        LearnableSession.NO_SOURCE));
        long interest = 100;
        for (String sku : List.of("kettle", "hat", "clog", "boot")) {
            trending.put(new Sku(sku), NOON, interest--);
        }
        for (String sku : List.of("boot", "clog", "pump")) {
            assortment.catalogue().put(sku, item(sku, "shoes", false));
        }
    }

    private static Optional<Visit> visit(String... skus) {
        return Optional.of(VisitAvroMapper.toDomain(sessionOf(null, "s", skus)));
    }

    private void did(InteractionKind kind, String sku) {
        histories.put(
                ANN,
                new VisitId("before " + sku),
                Origin.ORDER,
                List.of(new SessionClick(0, new Click(new Sku(sku), kind), NOON.minusSeconds(1))));
    }

    private List<String> skus(Optional<Visit> visit, @Nullable CustomerId customer)
            throws InterruptedException {
        return shown(visit, customer).items().stream().map(it -> it.sku().value()).toList();
    }

    private Shown shown(Optional<Visit> visit, @Nullable CustomerId customer)
            throws InterruptedException {
        return nextItems.next(visit, customer, 10);
    }

    @Test
    void shouldGoByTheVisitWhereItLeadsSomewhere() throws InterruptedException {
        did(InteractionKind.VIEW, "pump");

        assertThat(shown(visit("boot"), ANN).basis()).isEqualTo(Basis.SESSION);
        assertThat(skus(visit("boot"), ANN)).containsExactlyInAnyOrder("clog", "hat");
    }

    @Test
    void shouldGoByTheCustomersHistoryWhereTheVisitLeadsNowhereOrIsNotKnown()
            throws InterruptedException {
        did(InteractionKind.VIEW, "pump");

        assertThat(shown(Optional.empty(), ANN).basis()).isEqualTo(Basis.CUSTOMER);
        assertThat(skus(Optional.empty(), ANN)).containsExactly("clog", "boot", "kettle", "hat");
        assertThat(shown(visit("kettle"), ANN).basis()).isEqualTo(Basis.CUSTOMER);
        assertThat(skus(visit("kettle"), ANN)).containsExactly("clog", "boot", "hat");
    }

    @Test
    void shouldGoByWhatEverybodyLooksAtWhereNothingElseIsKnown() throws InterruptedException {
        assertThat(shown(Optional.empty(), null).basis()).isEqualTo(Basis.TRENDING);
        assertThat(skus(Optional.empty(), null)).containsExactly("kettle", "hat", "clog", "boot");
        assertThat(shown(Optional.empty(), ANN).basis()).isEqualTo(Basis.TRENDING);
        assertThat(skus(visit("kettle"), null)).containsExactly("hat", "clog", "boot");
        // Nothing of what they were interested in is looked at.
        did(InteractionKind.VIEW, "of no category");
        assertThat(shown(Optional.empty(), ANN).basis()).isEqualTo(Basis.TRENDING);
    }

    @Test
    void shouldNeverShowWhatTheCustomerJustBought() throws InterruptedException {
        did(InteractionKind.PURCHASE, "clog");

        assertThat(skus(visit("boot"), ANN)).containsExactly("hat");
        assertThat(skus(visit("boot"), null)).contains("clog");
        assertThat(skus(Optional.empty(), ANN)).containsExactly("boot", "kettle", "hat");
    }

    @Test
    void shouldNeverShowWhatIsSoldOutOrWithdrawn() throws InterruptedException {
        assortment.stock().put("hat", stock("hat", 0));
        assortment.catalogue().put("kettle", item("kettle", "", true));
        did(InteractionKind.VIEW, "pump");

        assertThat(skus(visit("boot"), null)).containsExactly("clog");
        assertThat(skus(Optional.empty(), null)).containsExactly("clog", "boot");
        assertThat(skus(Optional.empty(), ANN)).containsExactly("clog", "boot");
        assertThat(nextItems.trending(Duration.ofHours(1), null, 10))
                .extracting(it -> it.sku().value())
                .containsExactly("clog", "boot");
    }

    @Test
    void shouldTellTrendsOfOneCategoryAndAsManyAsAreAskedFor() {
        assertThat(nextItems.trending(Duration.ofHours(1), "shoes", 10))
                .extracting(it -> it.sku().value())
                .containsExactly("clog", "boot");
        assertThat(nextItems.trending(Duration.ofHours(1), "shoes", 1)).hasSize(1);
        assertThat(nextItems.trending(Duration.ofHours(1), "hats", 10)).isEmpty();
    }
}
