package dev.tributary.recommendation.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What is shown, and why. */
class PredictionTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final SessionIndex index = new SessionIndex(RecommenderSettings.DEFAULTS);
    private final Prediction prediction = new Prediction(RecommenderSettings.DEFAULTS, index);
    private int sessions;

    private void visited(String... skus) {
        index.put(
                new LearnableSession(
                        new VisitId("v" + sessions),
                        clicks(skus),
                        NOON.plusSeconds(sessions++),
                        LearnableSession.NO_SOURCE));
    }

    private static List<Click> clicks(String... skus) {
        return Stream.of(skus).map(Sku::new).map(Click::view).toList();
    }

    private List<Recommendation> after(List<Click> clicks) {
        return prediction.predict(clicks, new Wanted(20, sku -> true, true));
    }

    private static List<String> skus(List<Recommendation> recommendations) {
        return recommendations.stream().map(it -> it.sku().value()).toList();
    }

    private static List<String> because(String sku, List<Recommendation> recommendations) {
        return recommendations.stream()
                .filter(it -> it.sku().value().equals(sku))
                .flatMap(it -> it.because().stream())
                .map(Sku::value)
                .toList();
    }

    @Test
    void shouldNameTheItemsThatLedToARecommendation() {
        visited("a", "b");
        visited("x", "y");
        visited("a", "both");
        visited("x", "both");

        List<Recommendation> shown = after(clicks("a", "x"));

        assertThat(because("b", shown)).containsExactly("a");
        assertThat(because("y", shown)).containsExactly("x");
        assertThat(because("both", shown)).containsExactly("x", "a");
    }

    @Test
    void shouldNameTheItemsThatLedToAnItemByWayOfAnother() {
        visited("a", "b");
        visited("b", "c");

        List<Recommendation> shown = after(clicks("unknown", "a"));

        assertThat(skus(shown)).startsWith("b", "c");
        assertThat(because("c", shown)).containsExactly("a");
    }

    @Test
    void shouldNameNoMoreItemsThanTheStrongestThree() {
        for (String sku : List.of("a", "b", "c", "d")) {
            visited(sku, "all");
            visited(sku, "all");
        }

        List<Recommendation> shown = after(clicks("a", "b", "c", "d"));

        assertThat(because("all", shown)).hasSizeBetween(1, 3).startsWith("d").doesNotContain("a");
    }

    @Test
    void shouldNameAnItemOfTheSessionAsItsOwnReason() {
        visited("a", "b", "a");
        visited("a", "b");

        assertThat(because("a", after(clicks("a", "b")))).containsExactly("a");
    }

    @Test
    void shouldLeadOnFromWhatMustNotBeShown() {
        visited("a", "gone");
        visited("gone", "c");
        Predicate<Sku> shown = sku -> !sku.value().equals("gone");

        assertThat(skus(prediction.predict(clicks("a"), new Wanted(20, shown, true))))
                .containsExactly("c");
        assertThat(skus(prediction.predict(clicks("gone"), new Wanted(20, shown, true))))
                .contains("a", "c");
    }

    @Test
    void shouldShowNoMoreThanWantedAndTheLowerSkuOfEqualOnes() {
        visited("a", "30");
        visited("a", "4");
        visited("a", "200");
        // All at the same time: nothing tells them apart.
        SessionIndex equal = new SessionIndex(RecommenderSettings.DEFAULTS);
        for (String sku : List.of("30", "4", "200")) {
            equal.put(
                    new LearnableSession(
                            new VisitId(sku), clicks("a", sku), NOON, LearnableSession.NO_SOURCE));
        }

        List<Recommendation> two =
                new Prediction(RecommenderSettings.DEFAULTS, equal)
                        .predict(clicks("a"), new Wanted(2, sku -> true, true));

        assertThat(skus(two)).containsExactly("4", "30");
        assertThat(after(clicks("a"))).hasSize(3);
    }

    @Test
    void shouldTakeAPurchaseForAStrongerSignThanALook() {
        visited("a", "looked");
        index.put(
                new LearnableSession(
                        new VisitId("bought"),
                        List.of(
                                Click.view(new Sku("a")),
                                new Click(new Sku("wanted"), InteractionKind.PURCHASE)),
                        NOON,
                        LearnableSession.NO_SOURCE));

        assertThat(skus(after(clicks("a")))).containsExactly("wanted", "looked");
    }
}
