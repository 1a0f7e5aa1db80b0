package dev.tributary.fraud.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The table of features in the documentation is the catalogue, row by row. */
class FeatureTableTest {
    private static final Path PAGE = Path.of("..", "docs", "fraud-learning.md");

    @Test
    void shouldBeTheCatalogue() throws IOException {
        List<String> rows =
                Files.readAllLines(PAGE).stream()
                        .dropWhile(line -> !line.startsWith("| feature |"))
                        .skip(2)
                        .takeWhile(line -> line.startsWith("|"))
                        .toList();

        assertThat(rows)
                .containsExactlyElementsOf(
                        Arrays.stream(Feature.values()).map(FeatureTableTest::row).toList());
    }

    private static String row(Feature feature) {
        return "| `%s` | %s | %s | %s | %s | %s |"
                .formatted(
                        feature.featureName(),
                        feature.type().name().toLowerCase(Locale.ROOT),
                        feature.unit(),
                        feature.basis().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        feature.window().map(Duration::toString).orElse(""),
                        feature.meaning());
    }
}
