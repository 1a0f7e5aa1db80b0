package dev.tributary.ingest.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.ingest.domain.KnownTransaction.Body;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

class KnownTransactionTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final TransactionId ID = new TransactionId("t-1");
    private static final Body FIRST = new Body("1", new CardId("card"));
    private static final Basket BASKET = new Basket(List.of(new LineItem("sku-1", 2, 5)));

    @Test
    void shouldTakeTheVerdictWhenItIsOnTheFirstBody() {
        assertThat(received(FIRST).hear(decided(FIRST, "verdict")))
                .isEqualTo(new KnownTransaction<>(ID, FIRST, NOW, BASKET, "verdict", null));
    }

    @Test
    void shouldStayTheSameWhenNewsAreOldOrAboutAnother() {
        KnownTransaction<String, String> pending = received(FIRST);
        KnownTransaction<String, String> decided = decided(FIRST, "verdict").hear(pending);

        assertThat(pending.hear(pending)).isSameAs(pending);
        assertThat(pending.hear(decided(new Body("2", FIRST.cardId()), "verdict")))
                .isSameAs(pending);
        assertThat(pending.hear(decided(new Body("1", new CardId("other")), "verdict")))
                .isSameAs(pending);
        assertThat(decided.hear(pending)).isSameAs(decided);
        assertThat(decided.hear(decided(FIRST, "another"))).isSameAs(decided);
        assertThatThrownBy(() ->
                        pending.hear(
                                KnownTransaction.ordered(
                                        new TransactionId("t-2"), NOW, new OrderNews<>("o", 1))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldNotTakeTheBasketWhenItIsAnotherBodys() {
        KnownTransaction<String, String> decided = decided(FIRST, "verdict");

        assertThat(decided.hear(received(new Body("2", FIRST.cardId())))).isSameAs(decided);
    }

    @Test
    void shouldBeAboutWhenTheTransactionArrivedOnceItIsHeardOf() {
        KnownTransaction<String, String> ordered =
                KnownTransaction.ordered(ID, NOW.plusSeconds(5), new OrderNews<>("order", 1));

        assertThat(ordered.receivedAt()).isEqualTo(NOW.plusSeconds(5));
        assertThat(ordered.hear(received(FIRST)).receivedAt()).isEqualTo(NOW);
        assertThat(received(FIRST).hear(ordered).receivedAt()).isEqualTo(NOW);
    }

    /** Whatever the order in which its transaction, verdict and orders come, and how often. */
    @Test
    void shouldKnowTheSameInWhateverOrderTheNewsCome() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<KnownTransaction<String, String>> news = new ArrayList<>();
        news.add(received(FIRST));
        news.add(decided(FIRST, "verdict"));
        for (long offset : new long[] {3, 8, 9}) {
            news.add(
                    KnownTransaction.ordered(
                            ID, NOW.plusSeconds(offset), new OrderNews<>("o" + offset, offset)));
        }
        for (int round = 0; round < 200; round++) {
            List<KnownTransaction<String, String>> way = new ArrayList<>(news);
            way.addAll(news);
            Collections.shuffle(way, random);

            assertThat(way.stream().reduce(KnownTransaction::hear))
                    .as("seed %d, %s", seed, way)
                    .hasValue(
                            new KnownTransaction<>(
                                    ID, FIRST, NOW, BASKET, "verdict", new OrderNews<>("o9", 9)));
        }
    }

    @Test
    void shouldRefuseWhatNobodyCouldHaveTold() {
        assertThatThrownBy(() -> new KnownTransaction<>(ID, null, NOW, null, null, null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new OrderNews<>("order", -1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static KnownTransaction<String, String> received(Body body) {
        return new KnownTransaction<>(ID, body, NOW, BASKET, null, null);
    }

    private static KnownTransaction<String, String> decided(Body body, String verdict) {
        return new KnownTransaction<>(ID, body, NOW, null, verdict, null);
    }
}
