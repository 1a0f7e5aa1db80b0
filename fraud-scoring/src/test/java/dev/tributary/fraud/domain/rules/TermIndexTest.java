package dev.tributary.fraud.domain.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tributary.fraud.domain.Feature;
import dev.tributary.fraud.domain.rules.Condition.Always;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Bounds of every kind, against looking at each term. */
class TermIndexTest {
    private static final double[] CORNERS = {
        Double.NEGATIVE_INFINITY,
        -Double.MAX_VALUE,
        -1,
        -Double.MIN_VALUE,
        -0.0,
        0.0,
        Double.MIN_VALUE,
        1,
        Math.nextUp(1.0),
        Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NaN
    };

    private static final List<Feature> FEATURES =
            List.of(Feature.AMOUNT_MINOR, Feature.TRAVEL_KM, Feature.CARD_COUNT_1M);

    @Test
    void shouldFindWhatLookingAtEachTermFinds() {
        long seed = 20261127;
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            List<Term> terms = terms(random, 1 + random.nextInt(400), round % 2 == 0);
            // From exact rows down to one interval a feature.
            TermIndex index = new TermIndex(terms, 1L << random.nextInt(20));
            for (int i = 0; i < 50; i++) {
                double[] values = values(random, index.features().size(), round % 2 == 0);
                int[] found = index.find(values);
                Arrays.sort(found);
                assertThat(found)
                        .as("seed %d, round %d, %s", seed, round, Arrays.toString(values))
                        .isEqualTo(each(terms, index.features(), values));
            }
        }
    }

    @Test
    void shouldStayWithinItsMemory() {
        Random random = new Random(1);
        List<Term> terms = terms(random, 20_000, false);
        long exact = new TermIndex(terms).rowBytes();
        long half = new TermIndex(terms, exact / 2).rowBytes();

        assertThat(exact)
                .isEqualTo(3 * (TermIndex.MAX_INTERVALS + 1) * ((20_000L + 63) / 64) * Long.BYTES);
        assertThat(half).isLessThanOrEqualTo(exact / 2).isGreaterThan(exact / 3);
    }

    @Test
    void shouldFindNothingAmongNothing() {
        assertThat(new TermIndex(List.of()).find(new double[0])).isEmpty();
    }

    @Test
    void shouldFindATermThatBoundsNothing() {
        TermIndex index = new TermIndex(List.of(new Term(List.of(), Always.TRUE)));

        assertThat(index.find(new double[0])).containsExactly(0);
    }

    @Test
    void shouldRefuseABoundThatCanNeverHold() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Bound(Feature.TRAVEL_KM, 2, 1))
                .withMessage("travelKm from 2.0 to 1.0 can never be");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Bound(Feature.TRAVEL_KM, 2, Double.NaN));
    }

    private static int[] each(List<Term> terms, List<Feature> features, double[] values) {
        List<Integer> found = new ArrayList<>();
        for (int t = 0; t < terms.size(); t++) {
            if (terms.get(t).bounds().stream()
                    .allMatch(bound -> bound.holds(values[features.indexOf(bound.feature())]))) {
                found.add(t);
            }
        }
        return found.stream().mapToInt(Integer::intValue).toArray();
    }

    private static List<Term> terms(Random random, int count, boolean corners) {
        List<Term> terms = new ArrayList<>();
        for (int t = 0; t < count; t++) {
            List<Bound> bounds = new ArrayList<>();
            for (Feature feature : FEATURES) {
                if (random.nextInt(3) != 0) {
                    bounds.add(bound(random, feature, corners));
                }
            }
            terms.add(new Term(bounds, Always.TRUE));
        }
        return terms;
    }

    private static Bound bound(Random random, Feature feature, boolean corners) {
        double one = value(random, corners);
        double other = random.nextInt(4) == 0 ? one : value(random, corners);
        if (Double.isNaN(one)) {
            return Bound.absent(feature);
        }
        return Double.isNaN(other)
                ? Bound.present(feature)
                : new Bound(feature, Math.min(one, other), Math.max(one, other));
    }

    private static double[] values(Random random, int count, boolean corners) {
        return random.doubles(count).map(_ -> value(random, corners)).toArray();
    }

    private static double value(Random random, boolean corners) {
        if (corners) {
            return CORNERS[random.nextInt(CORNERS.length)];
        }
        return random.nextInt(10) == 0 ? Double.NaN : random.nextGaussian();
    }
}
