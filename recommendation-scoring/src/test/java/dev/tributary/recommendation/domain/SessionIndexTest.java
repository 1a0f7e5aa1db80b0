package dev.tributary.recommendation.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.recommendation.domain.RecommenderSettings.Bounds;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** What the index holds after all that can happen to sessions. */
class SessionIndexTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Wanted ALL = new Wanted(1_000, sku -> true, false);

    private static RecommenderSettings within(Bounds bounds) {
        return RecommenderSettings.DEFAULTS.within(bounds);
    }

    private static Click view(String sku) {
        return Click.view(new Sku(sku));
    }

    private static List<Click> views(String... skus) {
        return List.of(skus).stream().map(SessionIndexTest::view).toList();
    }

    private static LearnableSession session(String id, long source, int second, String... skus) {
        return new LearnableSession(new VisitId(id), views(skus), NOON.plusSeconds(second), source);
    }

    private static List<String> skus(List<Recommendation> recommendations) {
        return recommendations.stream().map(it -> it.sku().value()).toList();
    }

    private static List<Recommendation> predict(SessionIndex index, String... skus) {
        return new Prediction(RecommenderSettings.DEFAULTS, index).predict(views(skus), ALL);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14})
    void shouldEqualOneBuiltFromScratchInAnyOrderWhateverHappened(long seed) {
        RandomShop shop = new RandomShop(seed, 60);
        SessionIndex index = new SessionIndex(RecommenderSettings.DEFAULTS);
        Map<VisitId, LearnableSession> known = new LinkedHashMap<>();
        for (int event = 0; event < 10_000; event++) {
            VisitId id = new VisitId("s" + shop.below(500));
            LearnableSession before = known.get(id);
            if (before != null && shop.below(5) == 0) {
                index.forget(id);
                known.remove(id);
                continue;
            }
            List<Click> clicks = new ArrayList<>(before == null ? List.of() : before.clicks());
            clicks.add(shop.next(clicks));
            LearnableSession session =
                    new LearnableSession(id, clicks, shop.tick(), 1 + shop.below(3));
            index.put(session);
            known.put(id, session);
        }
        LearnableSession last =
                new LearnableSession(
                        new VisitId("last"), shop.clicks(5), shop.tick(), shop.below(3));
        known.put(last.id(), last);
        index.put(last);

        SessionIndex scratch = new SessionIndex(RecommenderSettings.DEFAULTS);
        List<LearnableSession> shuffled = new ArrayList<>(known.values());
        Collections.shuffle(shuffled, new Random(seed));
        shuffled.forEach(scratch::put);

        assertThat(index.size()).isEqualTo(scratch.size());
        assertThat(index.clickCount()).isEqualTo(scratch.clickCount());
        assertThat(index.postings().pairs()).isEqualTo(scratch.postings().pairs());
        for (int i = 0; i < 300; i++) {
            List<Click> clicks = shop.clicks(12);
            assertThat(scores(index, clicks)).isEqualTo(scores(scratch, clicks));
        }
    }

    /** To nine digits: sums in another order may differ in the last bits. */
    private static Map<String, String> scores(SessionIndex index, List<Click> clicks) {
        Map<String, String> scores = new LinkedHashMap<>();
        new Prediction(RecommenderSettings.DEFAULTS, index)
                .predict(clicks, ALL).stream()
                        .sorted((a, b) -> a.sku().compareTo(b.sku()))
                        .forEach(it -> scores.put(it.sku().value(), "%.9g".formatted(it.score())));
        return scores;
    }

    @Test
    void shouldBeEmptyOnceAllIsForgotten() {
        SessionIndex index = new SessionIndex(RecommenderSettings.DEFAULTS);
        index.put(session("a", 0, 1, "1", "2", "2", "1", "3"));
        index.put(session("b", 0, 2, "2", "3"));
        index.forget(new VisitId("a"));
        index.forget(new VisitId("b"));
        index.forget(new VisitId("never seen"));

        assertThat(index.size()).isZero();
        assertThat(index.clickCount()).isZero();
        assertThat(index.postings().pairs()).isZero();
        assertThat(index.itemCount()).isZero();
        assertThat(skus(predict(index, "1"))).containsExactly("1");
        assertThat(
                        new Prediction(RecommenderSettings.DEFAULTS, index)
                                .predict(views("1"), new Wanted(5, sku -> true, true)))
                .isEmpty();
    }

    @Test
    void shouldLearnASessionThatGoesOnOnce() {
        SessionIndex index = new SessionIndex(RecommenderSettings.DEFAULTS);
        index.put(session("a", 0, 1, "1"));
        index.put(session("a", 0, 2, "1", "2"));
        index.put(session("a", 0, 2, "1", "2"));

        assertThat(index.size()).isEqualTo(1);
        assertThat(index.clickCount()).isEqualTo(2);
        assertThat(index.postings().sessionCount(index.items().find(new Sku("1")))).isEqualTo(1);
        assertThat(index.successions().total(index.items().find(new Sku("1")))).isEqualTo(1);
    }

    @Test
    void shouldLearnNoMoreThanTheNewestClicksOfALongSession() {
        SessionIndex index = new SessionIndex(within(new Bounds(10, 3, 10, 10, 1_000)));
        String[] skus =
                IntStream.range(0, 10_000).mapToObj(Integer::toString).toArray(String[]::new);
        index.put(session("long", 0, 1, skus));

        assertThat(index.clickCount()).isEqualTo(3);
        assertThat(index.postings().pairs()).isEqualTo(3);
        assertThat(skus(predict(index, "9998"))).contains("9997", "9999").doesNotContain("9996");
    }

    @Test
    void shouldLetTheSessionGoThatHasBeenQuietForLongest() {
        SessionIndex index = new SessionIndex(within(new Bounds(2, 10, 10, 10, 1_000)));
        index.put(session("a", 0, 1, "1", "2"));
        index.put(session("b", 0, 2, "1", "3"));
        index.put(session("a", 0, 3, "1", "2", "4"));
        index.put(session("c", 0, 4, "1", "5"));

        assertThat(index.size()).isEqualTo(2);
        assertThat(skus(predict(index, "1"))).contains("2", "4", "5").doesNotContain("3");
    }

    @Test
    void shouldKeepNothingOfItemsThatNoSessionHasAnyMore() {
        SessionIndex index = new SessionIndex(within(new Bounds(10, 10, 10, 10, 1_000)));
        for (int i = 0; i < 1_000; i++) {
            index.put(session("before " + i, 0, i, "a" + i, "b" + i));
        }
        long bytes = index.bytes();
        for (int i = 1_000; i < 20_000; i++) {
            index.put(session("s" + i, 0, i, "a" + i, "b" + i, "a" + i));
        }

        assertThat(index.itemCount()).isEqualTo(20);
        assertThat(index.bytes()).isLessThan(2 * bytes);
        assertThat(skus(predict(index, "a19995"))).containsExactlyInAnyOrder("a19995", "b19995");
        assertThat(skus(predict(index, "a5"))).containsExactly("a5");
    }

    @Test
    void shouldLetASourceDisplaceItsOwnSessionsOnceItHasItsShare() {
        SessionIndex index = new SessionIndex(within(new Bounds(1_000, 10, 5, 2, 1_000)));
        for (int i = 0; i < 3; i++) {
            index.put(session("honest " + i, 100 + i, i, "1", "honest" + i));
        }
        for (int i = 0; i < 500; i++) {
            index.put(session("bot " + i, 7, 10 + i, "1", "bot" + i));
        }
        Postings postings = index.postings();
        int item = index.items().find(new Sku("1"));

        assertThat(postings.length(item)).isEqualTo(5);
        assertThat(
                        IntStream.range(0, 5)
                                .mapToObj(age -> Recency.slot(postings.newest(item, age)))
                                .map(slot -> index.sessions().source(slot)))
                .containsExactly(7L, 7L, 102L, 101L, 100L);
        assertThat(skus(predict(index, "1"))).contains("honest0", "honest1", "honest2");
    }

    @Test
    void shouldLeaveHalfOfAnItemToKnownSourcesHoweverManyUnknownOnesCome() {
        SessionIndex index = new SessionIndex(within(new Bounds(1_000, 10, 6, 6, 1_000)));
        for (int i = 0; i < 5; i++) {
            index.put(session("honest " + i, 100 + i, i, "1", "honest" + i));
        }
        for (int i = 0; i < 500; i++) {
            index.put(session("bot " + i, LearnableSession.NO_SOURCE, 10 + i, "1", "bot" + i));
        }

        assertThat(skus(predict(index, "1")))
                .contains("honest2", "honest3", "honest4", "bot497", "bot498", "bot499");
        assertThat(index.postings().length(index.items().find(new Sku("1")))).isEqualTo(6);
    }

    @Test
    void shouldLetOnlyItsOwnSessionsGoForASourceOfTooMany() {
        SessionIndex index = new SessionIndex(within(new Bounds(1_000, 10, 10, 10, 3)));
        index.put(session("honest", 1, 0, "1", "2"));
        for (int i = 0; i < 100; i++) {
            index.put(session("bot " + i, 7, 1 + i, "3", "bot" + i));
        }
        // Told once more, it is its newest.
        index.put(session("bot 97", 7, 200, "3", "bot97"));
        index.put(session("bot 100", 7, 201, "3", "bot100"));

        assertThat(index.size()).isEqualTo(4);
        assertThat(skus(predict(index, "1"))).contains("2");
        assertThat(skus(predict(index, "3")))
                .contains("bot97", "bot99", "bot100")
                .doesNotContain("bot98");
    }

    @Test
    void shouldLetUnknownSourcesGoFirstWhenTheyHaveMoreThanHalf() {
        SessionIndex index = new SessionIndex(within(new Bounds(4, 10, 10, 10, 1_000)));
        index.put(session("honest", 1, 0, "1", "2"));
        for (int i = 0; i < 100; i++) {
            index.put(session("bot " + i, LearnableSession.NO_SOURCE, 1 + i, "3", "bot" + i));
        }

        assertThat(index.size()).isEqualTo(4);
        assertThat(skus(predict(index, "1"))).contains("2");
    }

    @Test
    void shouldLetTheFirstOfASourceGoAlsoWhenItsLastWasForgotten() {
        SessionIndex index = new SessionIndex(within(new Bounds(1_000, 10, 10, 10, 3)));
        for (int i = 0; i < 3; i++) {
            index.put(session("s" + i, 7, i, "1", "then" + i));
        }
        index.forget(new VisitId("s2"));
        index.put(session("s3", 7, 3, "1", "then3"));
        index.put(session("s4", 7, 4, "1", "then4"));

        assertThat(skus(predict(index, "1")))
                .contains("then1", "then3", "then4")
                .doesNotContain("then0");
    }

    @Test
    void shouldKeepMoreOfUnknownSourcesThanOfOneThatIsKnown() {
        SessionIndex index = new SessionIndex(within(new Bounds(1_000, 10, 10, 10, 3)));
        for (int i = 0; i < 20; i++) {
            index.put(session("s" + i, LearnableSession.NO_SOURCE, i, "1", "then" + i));
        }

        assertThat(index.size()).isEqualTo(20);
    }

    @Test
    void shouldForgetAllOfASourceAndNothingElse() {
        SessionIndex index = new SessionIndex(RecommenderSettings.DEFAULTS);
        SessionIndex without = new SessionIndex(RecommenderSettings.DEFAULTS);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 300; i++) {
            int source = random.nextInt(4);
            LearnableSession session =
                    session("s" + i, source, i, "" + random.nextInt(9), "" + random.nextInt(9));
            index.put(session);
            if (source != 2) {
                without.put(session);
            }
        }
        index.forgetSource(2);
        index.forgetSource(2);

        assertThat(index.size()).isEqualTo(without.size());
        assertThat(index.sessions().sizeOf(2)).isZero();
        for (int item = 0; item < 9; item++) {
            assertThat(predict(index, "" + item)).isEqualTo(predict(without, "" + item));
        }
    }

    @Test
    void shouldKeepTheNewestSessionsOfAnItemWhoeverIsBehindThem() {
        SessionIndex index = new SessionIndex(within(new Bounds(1_000, 10, 3, 1, 1_000)));
        for (int i = 0; i < 6; i++) {
            index.put(session("s" + i, LearnableSession.NO_SOURCE, i, "1", "then" + i));
        }
        index.put(session("late news of long ago", LearnableSession.NO_SOURCE, 1, "1", "old"));
        Postings postings = index.postings();
        int item = index.items().find(new Sku("1"));

        assertThat(postings.sessionCount(item)).isEqualTo(7);
        assertThat(
                        IntStream.range(0, postings.length(item))
                                .mapToLong(age -> Recency.epochMillis(postings.newest(item, age))))
                .containsExactly(
                        NOON.plusSeconds(5).toEpochMilli(),
                        NOON.plusSeconds(4).toEpochMilli(),
                        NOON.plusSeconds(3).toEpochMilli());
    }

    @Test
    void shouldLetTheWeakestSuccessorGoForANewOne() {
        Successions successions = new Successions(2);
        successions.add(1, 2, 20);
        successions.add(1, 2, 20);
        successions.add(1, 3, 20);
        successions.add(1, 4, 5);

        assertThat(successions.length(1)).isEqualTo(2);
        assertThat(successions.total(1)).isEqualTo(3.25);
        assertThat(
                        IntStream.range(0, 2)
                                .mapToObj(i ->
                                        successions.successor(1, i)
                                                + ":"
                                                + successions.weight(1, i)))
                .containsExactlyInAnyOrder("2:40", "4:5");
    }
}
