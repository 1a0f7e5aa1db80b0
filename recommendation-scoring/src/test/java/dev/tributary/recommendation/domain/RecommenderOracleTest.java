package dev.tributary.recommendation.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tributary.recommendation.domain.RecommenderSettings.Bounds;
import dev.tributary.recommendation.domain.RecommenderSettings.ItemWeights;
import dev.tributary.recommendation.domain.RecommenderSettings.Neighbours;
import dev.tributary.recommendation.domain.RecommenderSettings.OwnItems;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Plays visits that begin, go on, are told again and are forgotten, and holds predictions against
 * those of {@link PlainRecommender}, which counts everything anew from the sessions that there are.
 */
class RecommenderOracleTest {
    private static final double TINY = 1e-9;
    private static final int EVENTS = 2_000;
    private static final RecommenderSettings DEFAULTS = RecommenderSettings.DEFAULTS;
    private static final Neighbours FEW =
            new Neighbours(9, 25, 10, ItemWeights.DECAYED, 5, 2, .2, .1, 8, 5, 1.5);
    private static final Neighbours PUBLISHED =
            new Neighbours(
                    9,
                    25,
                    10,
                    ItemWeights.LINEAR,
                    1,
                    0,
                    0,
                    .1,
                    Double.POSITIVE_INFINITY,
                    Double.POSITIVE_INFINITY,
                    1);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void shouldPredictAsThePlainDefinitionDoes(long seed) {
        new Play(
                        seed,
                        settings(new Bounds(150, 100, 150, 150, 1_000), FEW, OwnItems.CALIBRATED),
                        true)
                .run();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {4, 5, 6})
    void shouldPredictAsThePlainDefinitionDoesWithinItsBounds(long seed) {
        new Play(
                        seed,
                        settings(new Bounds(150, 100, 20, 20, 1_000), FEW, OwnItems.CALIBRATED),
                        false)
                .run();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {7, 8})
    void shouldPredictAsTheAlgorithmWasPublished(long seed) {
        new Play(
                        seed,
                        settings(
                                new Bounds(150, 100, 20, 20, 1_000), PUBLISHED, OwnItems.AS_SCORED),
                        false)
                .run();
    }

    private static RecommenderSettings settings(
            Bounds bounds, Neighbours neighbours, OwnItems ownItems) {
        return new RecommenderSettings(
                bounds,
                DEFAULTS.signals(),
                neighbours,
                DEFAULTS.rules(),
                ownItems,
                DEFAULTS.revisits(),
                DEFAULTS.repeats(),
                DEFAULTS.reasons());
    }

    private static final class Play {
        private final RandomShop shop;
        private final RecommenderSettings settings;
        private final boolean forgets;
        private final SessionIndex index;
        private final Prediction prediction;
        private final Map<VisitId, LearnableSession> known = new LinkedHashMap<>();
        private Instant newest = Instant.EPOCH;

        /**
         * @param forgets whether sessions are forgotten; what a full list of an item let go before
         *     does not come back then
         */
        Play(long seed, RecommenderSettings settings, boolean forgets) {
            this.shop = new RandomShop(seed, 40);
            this.settings = settings;
            this.forgets = forgets;
            this.index = new SessionIndex(settings);
            this.prediction = new Prediction(settings, index);
        }

        void run() {
            for (int event = 0; event < EVENTS; event++) {
                happen();
                if (event % 10 == 0) {
                    compare();
                }
            }
            assertThat(index.size()).isEqualTo(known.size()).isGreaterThan(100);
        }

        private void happen() {
            int draw = shop.below(20);
            if (known.isEmpty() || draw < 8) {
                VisitId id = new VisitId("s" + shop.tick().toEpochMilli());
                put(new LearnableSession(id, shop.clicks(12), shop.tick(), 0));
            } else if (draw < 17) {
                LearnableSession session = anySession();
                List<Click> clicks = new ArrayList<>(session.clicks());
                clicks.add(shop.next(clicks));
                put(new LearnableSession(session.id(), clicks, shop.tick(), 0));
            } else if (draw < 19 && forgets) {
                VisitId id = anySession().id();
                index.forget(id);
                known.remove(id);
            } else {
                index.put(anySession());
            }
        }

        private LearnableSession anySession() {
            return known.values().stream().skip(shop.below(known.size())).findFirst().orElseThrow();
        }

        private void put(LearnableSession session) {
            index.put(session);
            known.put(session.id(), session);
            newest = session.lastClickAt();
            if (known.size() > settings.bounds().sessionsMax()) {
                known.values().stream()
                        .min(Comparator.comparing(LearnableSession::lastClickAt))
                        .map(LearnableSession::id)
                        .ifPresent(known::remove);
            }
        }

        private void compare() {
            List<Click> clicks = shop.clicks(12);
            boolean excludeCurrent = shop.below(2) == 0;
            Map<Sku, Double> expected =
                    new PlainRecommender(settings, List.copyOf(known.values()), newest)
                            .scores(clicks, excludeCurrent);
            List<Recommendation> predicted =
                    prediction.predict(clicks, new Wanted(1_000, sku -> true, excludeCurrent));
            assertThat(predicted)
                    .describedAs("after %s", clicks)
                    .extracting(Recommendation::sku)
                    .containsExactlyInAnyOrderElementsOf(expected.keySet());
            for (Recommendation each : predicted) {
                assertThat(expected.get(each.sku()))
                        .describedAs("%s after %s", each.sku(), clicks)
                        .isCloseTo(each.score(), within(TINY));
            }
        }
    }
}
