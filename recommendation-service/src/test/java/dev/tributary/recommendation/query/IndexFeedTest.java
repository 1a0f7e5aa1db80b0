package dev.tributary.recommendation.query;

import static dev.tributary.recommendation.WireRecords.NOON;
import static dev.tributary.recommendation.WireRecords.orderOf;
import static dev.tributary.recommendation.WireRecords.session;
import static dev.tributary.recommendation.WireRecords.sessionOf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.recommendation.domain.Click;
import dev.tributary.recommendation.domain.CustomerHistories;
import dev.tributary.recommendation.domain.CustomerId;
import dev.tributary.recommendation.domain.HistorySettings;
import dev.tributary.recommendation.domain.Recommender;
import dev.tributary.recommendation.domain.RecommenderSettings;
import dev.tributary.recommendation.domain.Sku;
import dev.tributary.schemas.ingest.Consent;
import dev.tributary.schemas.ingest.Erasure;
import dev.tributary.schemas.inventory.OrderStatus;
import dev.tributary.schemas.recommendation.Session;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class IndexFeedTest {
    private final Recommender recommender = new Recommender(RecommenderSettings.DEFAULTS, 1);
    private final CustomerHistories histories =
            new CustomerHistories(new HistorySettings(10, 10, Duration.ofDays(30)));
    private final Consents consents =
            new Consents(customer -> {
                histories.forget(customer);
                recommender.forget(customer);
            });
    private final IndexFeed feed = new IndexFeed(recommender, histories, consents);
    private final CustomerId ann = new CustomerId("u-1");

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

    private static String key(String session) {
        return session + "@" + NOON.toEpochMilli();
    }

    @Test
    void shouldKeepWhatACustomerDidBesideTheIndex() {
        feed.put(key("s"), sessionOf("u-1", "s", "book", "pen"));
        feed.put(key("t"), session("t", "book", "ink"));
        assertThat(histories.of(ann)).hasSize(2);
        assertThat(recommender.size().sessions()).isEqualTo(2);

        feed.removed(key("s"));
        assertThat(histories.of(ann)).isEmpty();
    }

    @Test
    void shouldForgetACustomerWhoWithdrawsAndKeepNothingUntilTheyAgreeAgain() {
        feed.put(key("s"), sessionOf("u-1", "s", "book", "pen"));
        feed.put(key("t"), sessionOf("u-2", "t", "book", "pen"));
        consents.consents().put("u-1", new Consent("u-1", false, NOON));
        assertThat(histories.of(ann)).isEmpty();
        assertThat(recommender.size().sessions()).isEqualTo(1);

        feed.put(key("s"), sessionOf("u-1", "s", "book", "pen", "ink"));
        assertThat(histories.of(ann)).isEmpty();
        assertThat(recommender.size().sessions()).isEqualTo(1);

        consents.consents().put("u-1", new Consent("u-1", true, NOON));
        feed.put(key("s"), sessionOf("u-1", "s", "book", "pen", "ink"));
        assertThat(histories.of(ann)).hasSize(3);
        assertThat(recommender.size().sessions()).isEqualTo(2);
    }

    @Test
    void shouldForgetWhatCameInBeforeAnErasureHoweverLateItIsTold() {
        feed.put(key("s"), sessionOf("u-1", "s", "book", "pen"));
        consents.erasures().put("u-1", new Erasure("u-1", NOON));
        assertThat(histories.of(ann)).isEmpty();
        assertThat(recommender.size().sessions()).isZero();

        feed.put(key("s"), sessionOf("u-1", "s", "book", "pen"));
        assertThat(histories.of(ann)).isEmpty();
        assertThat(recommender.size().sessions()).isZero();

        Session after = sessionOf("u-1", "s", "book", "pen");
        after.setReceivedAt(NOON.plusMillis(1));
        feed.put(key("s"), after);
        assertThat(histories.of(ann)).hasSize(2);
        assertThat(recommender.size().sessions()).isEqualTo(1);
    }

    @Test
    void shouldForgetAVisitThatTurnsOutToBeOfSomebodyWhoIsErased() {
        consents.erasures().put("u-1", new Erasure("u-1", NOON));
        feed.put(key("s"), sessionOf("u-2", "s", "book", "pen"));
        assertThat(recommender.size().sessions()).isEqualTo(1);

        feed.put(key("s"), sessionOf("u-1", "s", "book", "pen", "ink"));
        assertThat(recommender.size().sessions()).isZero();
        assertThat(histories.of(new CustomerId("u-2"))).isEmpty();
    }

    @Test
    void shouldForgetVisitsOnlyWhenTheirTopicIsReadAgain() {
        feed.put(key("s"), sessionOf("u-1", "s", "book", "pen"));
        PurchaseFeed purchases = new PurchaseFeed(recommender, histories, consents);
        purchases.put("t", orderOf("u-1", "t", OrderStatus.CONFIRMED, "ink", "nib"));

        feed.begunAgain();
        assertThat(histories.of(ann)).extracting(Click::sku).hasSize(2).contains(new Sku("ink"));
        assertThat(recommender.size().sessions()).isEqualTo(1);
    }
}
