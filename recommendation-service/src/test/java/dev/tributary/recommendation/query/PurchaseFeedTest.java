package dev.tributary.recommendation.query;

import static dev.tributary.recommendation.WireRecords.order;
import static dev.tributary.recommendation.WireRecords.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.recommendation.domain.Click;
import dev.tributary.recommendation.domain.Recommender;
import dev.tributary.recommendation.domain.RecommenderSettings;
import dev.tributary.recommendation.domain.Sku;
import dev.tributary.recommendation.domain.Wanted;
import dev.tributary.schemas.inventory.OrderStatus;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import java.util.List;

class PurchaseFeedTest {
    private final Recommender recommender = new Recommender(RecommenderSettings.DEFAULTS, 1);
    private final PurchaseFeed feed = new PurchaseFeed(recommender);

    private List<String> with(String sku) throws InterruptedException {
        return recommender
                .recommend(List.of(Click.view(new Sku(sku))), new Wanted(10, it -> true, true))
                .stream()
                .map(it -> it.sku().value())
                .toList();
    }

    @Test
    void shouldLearnWhatWasBoughtTogether() throws InterruptedException {
        feed.put("t", order("t", OrderStatus.CONFIRMED, "book", "pen"));
        feed.put("t", order("t", OrderStatus.CONFIRMED, "book", "pen"));

        assertThat(with("book")).containsExactly("pen");
        assertThat(with("pen")).containsExactly("book");
        assertThat(recommender.size().sessions()).isEqualTo(1);

        feed.removed("t");
        assertThat(recommender.size().sessions()).isZero();
    }

    @Test
    void shouldForgetPurchasesOnlyWhenTheirTopicIsReadAgain() {
        feed.put("t", order("t", OrderStatus.CONFIRMED, "book", "pen"));
        IndexFeed visits = new IndexFeed(recommender);
        visits.put("s@1", session("s", "book", "pen"));
        assertThat(recommender.size().sessions()).isEqualTo(2);

        feed.begunAgain();
        assertThat(recommender.size().sessions()).isEqualTo(1);
        feed.put("t", order("t", OrderStatus.CONFIRMED, "book", "pen"));
        visits.begunAgain();
        assertThat(recommender.size().sessions()).isEqualTo(1);
        feed.removed("t");
        assertThat(recommender.size().sessions()).isZero();
    }

    @ParameterizedTest
    @EnumSource(value = OrderStatus.class, mode = Mode.EXCLUDE, names = "CONFIRMED")
    void shouldLearnNothingOfWhatWasNotBought(OrderStatus status) {
        feed.put("t", order("t", status, "book", "pen"));

        assertThat(recommender.size().sessions()).isZero();
    }

    @Test
    void shouldLearnNothingOfOneItem() {
        feed.put("t", order("t", OrderStatus.CONFIRMED, "book"));

        assertThat(recommender.size().sessions()).isZero();
    }
}
