package dev.tributary.fraud.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Arrays;

class FeatureTest {
    @Test
    void shouldBeFoundByItsOwnNameOnly() {
        for (Feature feature : Feature.values()) {
            assertThat(Feature.named(feature.featureName())).contains(feature);
        }
        assertThat(Feature.named("cardcount1m")).isEmpty();
        assertThat(Arrays.stream(Feature.values()).map(Feature::featureName))
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldBeDescribedCompletely() {
        for (Feature feature : Feature.values()) {
            assertThat(feature.featureName()).matches("[a-z][a-zA-Z0-9]*");
            assertThat(feature.meaning()).endsWith(".").hasSizeGreaterThan(10);
            assertThat(feature.unit()).isNotBlank();
        }
    }

    /** A window in a name is the window that is computed. */
    @Test
    void shouldNameItsWindow() {
        for (Feature feature : Feature.values()) {
            feature.window()
                    .ifPresent(window ->
                            assertThat(feature.featureName()).endsWith(shortName(window)));
        }
    }

    private static String shortName(Duration window) {
        return window.toDays() > 1
                ? window.toDays() + "d"
                : Wording.duration(window).replace(" ", "").replace("min", "m");
    }

    @Test
    void shouldBeAbsentUntilSetAndNeverInfinite() {
        FeatureVector features = new FeatureVector();

        assertThat(features.get(Feature.TRAVEL_KM)).isNaN();
        assertThat(features.has(Feature.TRAVEL_KM)).isFalse();
        assertThat(features.present()).isEmpty();
        features.set(Feature.TRAVEL_KM, 3);
        assertThat(features.present()).containsExactly(entry("travelKm", 3.0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> features.set(Feature.TRAVEL_KM, Double.POSITIVE_INFINITY));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> features.set(Feature.TRAVEL_KM, Double.NaN));
    }
}
