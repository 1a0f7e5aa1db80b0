package dev.tributary.recommendation.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

class ColdStartTest {
    private static final Map<String, String> CATEGORIES =
            Map.of("boot", "shoes", "clog", "shoes", "pump", "shoes", "hat", "hats", "cap", "hats");

    private final ColdStart coldStart =
            new ColdStart(
                    RecommenderSettings.DEFAULTS.signals(), sku -> CATEGORIES.get(sku.value()));

    private static List<Trend> trends(String... skus) {
        double most = 100;
        return Arrays.stream(skus)
                .map(sku -> new Trend(new Sku(sku), most - Arrays.asList(skus).indexOf(sku)))
                .toList();
    }

    private static Click click(String sku, InteractionKind kind) {
        return new Click(new Sku(sku), kind);
    }

    private static List<String> skus(List<Recommendation> items) {
        return items.stream().map(it -> it.sku().value()).toList();
    }

    @Test
    void shouldShowTheCustomersOwnCategoriesFirstAndThenTheRest() {
        List<Recommendation> items =
                coldStart.choose(
                        List.of(click("boot", InteractionKind.VIEW)),
                        trends("kettle", "hat", "clog", "pump"),
                        _ -> true,
                        10);

        assertThat(skus(items)).containsExactly("clog", "pump", "kettle", "hat");
        assertThat(items.getFirst().because()).containsExactly(new Sku("boot"));
        assertThat(items.getLast().because()).isEmpty();
        assertThat(items)
                .extracting(Recommendation::score)
                .isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    @Test
    void shouldPreferWhatTheCustomerShowedMoreInterestIn() {
        List<Trend> trends = trends("hat", "clog");

        assertThat(
                        skus(
                                coldStart.choose(
                                        List.of(
                                                click("cap", InteractionKind.VIEW),
                                                click("boot", InteractionKind.PURCHASE)),
                                        trends,
                                        _ -> true,
                                        10)))
                .containsExactly("clog", "hat");
        assertThat(
                        skus(
                                coldStart.choose(
                                        List.of(
                                                click("cap", InteractionKind.VIEW),
                                                click("boot", InteractionKind.VIEW)),
                                        trends,
                                        _ -> true,
                                        10)))
                .containsExactly("hat", "clog");
    }

    @Test
    void shouldPreferWhatTheCustomerDidLast() {
        List<Click> shoesLast =
                List.of(click("boot", InteractionKind.VIEW), click("cap", InteractionKind.VIEW));

        assertThat(skus(coldStart.choose(shoesLast, trends("hat", "clog"), _ -> true, 10)))
                .containsExactly("clog", "hat");
    }

    @Test
    void shouldTellOnlyWhatWasDoneInTheCategoryAsTheReason() {
        List<Click> history =
                List.of(click("cap", InteractionKind.VIEW), click("boot", InteractionKind.VIEW));

        assertThat(coldStart.choose(history, trends("clog"), _ -> true, 10))
                .singleElement()
                .satisfies(it -> assertThat(it.because()).containsExactly(new Sku("boot")));
    }

    @Test
    void shouldShowOnlyWhatMayBeShownAndAsMuchAsIsAskedFor() {
        assertThat(
                        skus(
                                coldStart.choose(
                                        List.of(click("boot", InteractionKind.VIEW)),
                                        trends("clog", "kettle", "pump", "pot"),
                                        sku -> !sku.value().equals("clog"),
                                        2)))
                .containsExactly("pump", "kettle");
    }

    @Test
    void shouldShowWhatIsLookedAtWhenNoCategoryIsKnown() {
        assertThat(
                        skus(
                                coldStart.choose(
                                        List.of(click("unheard of", InteractionKind.VIEW)),
                                        trends("kettle", "hat"),
                                        _ -> true,
                                        10)))
                .containsExactly("kettle", "hat");
    }

    @Test
    void shouldFillWhatIsMissingBelowWhatIsThere() {
        List<Recommendation> led = List.of(new Recommendation(new Sku("a"), .1, List.of()));

        List<Recommendation> filled =
                ColdStart.fill(led, trends("b", "a", "c"), sku -> !sku.value().equals("c"), 5);

        assertThat(skus(filled)).containsExactly("a", "b");
        assertThat(filled.getLast().score()).isPositive().isLessThan(.1);
        assertThat(ColdStart.fill(led, trends("b"), _ -> true, 1)).isEqualTo(led);
        assertThat(ColdStart.fill(List.of(), List.of(), _ -> true, 5)).isEmpty();
    }
}
