package dev.tributary.recommendation.query;

import static dev.tributary.recommendation.WireRecords.NOON;
import static dev.tributary.recommendation.WireRecords.order;
import static dev.tributary.recommendation.WireRecords.orderOf;
import static dev.tributary.recommendation.WireRecords.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.recommendation.domain.Click;
import dev.tributary.recommendation.domain.CustomerHistories;
import dev.tributary.recommendation.domain.CustomerId;
import dev.tributary.recommendation.domain.HistorySettings;
import dev.tributary.recommendation.domain.Recommender;
import dev.tributary.recommendation.domain.RecommenderSettings;
import dev.tributary.recommendation.domain.Sku;
import dev.tributary.recommendation.domain.Wanted;
import dev.tributary.schemas.ingest.Consent;
import dev.tributary.schemas.ingest.Erasure;
import dev.tributary.schemas.inventory.OrderStatus;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import java.time.Duration;
import java.util.List;

class PurchaseFeedTest {
    private final Recommender recommender = new Recommender(RecommenderSettings.DEFAULTS, 1);
    private final CustomerHistories histories =
            new CustomerHistories(new HistorySettings(10, 10, Duration.ofDays(30)));
    private final Consents consents =
            new Consents(customer -> {
                histories.forget(customer);
                recommender.forget(customer);
            });
    private final PurchaseFeed feed = new PurchaseFeed(recommender, histories, consents);
    private final CustomerId ann = new CustomerId("u-1");

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
        IndexFeed visits = new IndexFeed(recommender, histories, consents);
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

    @Test
    void shouldKnowWhatACustomerBoughtOneItemToo() {
        feed.put("t", orderOf("u-1", "t", OrderStatus.CONFIRMED, "book"));
        feed.put("u", orderOf("u-1", "u", OrderStatus.RELEASED, "pen"));

        assertThat(histories.justBought(ann, NOON)).containsExactly(new Sku("book"));
        feed.removed("t");
        assertThat(histories.justBought(ann, NOON)).isEmpty();
    }

    @Test
    void shouldLearnNothingOfWhoWithdrewOrHadItErased() {
        feed.put("t", orderOf("u-1", "t", OrderStatus.CONFIRMED, "book", "pen"));
        consents.erasures().put("u-1", new Erasure("u-1", NOON));
        assertThat(recommender.size().sessions()).isZero();
        feed.put("t", orderOf("u-1", "t", OrderStatus.CONFIRMED, "book", "pen"));
        consents.consents().put("u-2", new Consent("u-2", false, NOON));
        feed.put("u", orderOf("u-2", "u", OrderStatus.CONFIRMED, "book", "pen"));

        assertThat(recommender.size().sessions()).isZero();
        assertThat(histories.size()).isZero();
    }
}
