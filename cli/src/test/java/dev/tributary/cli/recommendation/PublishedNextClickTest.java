package dev.tributary.cli.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tributary.recommendation.domain.RecommenderSettings;
import dev.tributary.recommendation.domain.RecommenderSettings.ItemWeights;
import dev.tributary.recommendation.domain.RecommenderSettings.Neighbours;
import dev.tributary.recommendation.domain.RecommenderSettings.OwnItems;
import dev.tributary.recommendation.domain.RecommenderSettings.Rules;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Against published results on the sample that comes with Serenade (bolcom/serenade). The sample is
 * not part of this repository: the tests are skipped where it is not found.
 */
class PublishedNextClickTest {
    private static final Path SAMPLE = Path.of("../../shared/data/sessions/serenade_toy");

    private static NextClickMetrics judge(
            RecommenderSettings settings, boolean excludeCurrent, boolean frozen)
            throws IOException, InterruptedException {
        assumeTrue(Files.isDirectory(SAMPLE), "no sample at " + SAMPLE.toAbsolutePath());
        return new NextClickProtocol(excludeCurrent, frozen)
                .judge(
                        settings,
                        ClickLog.read(SAMPLE.resolve("train.tsv.gz"), "train"),
                        ClickLog.read(SAMPLE.resolve("test.tsv.gz"), "test"))
                .metrics();
    }

    /**
     * VMIS-kNN as it was published: neither rules nor further steps, the session's items as any.
     */
    private static RecommenderSettings vmis(int lastClicks, int candidates, int neighbours) {
        RecommenderSettings defaults = RecommenderSettings.DEFAULTS;
        return new RecommenderSettings(
                defaults.bounds(),
                defaults.signals(),
                new Neighbours(
                        lastClicks,
                        candidates,
                        neighbours,
                        ItemWeights.LINEAR,
                        1,
                        0,
                        0,
                        .1,
                        Double.POSITIVE_INFINITY,
                        Double.POSITIVE_INFINITY,
                        1),
                new Rules(100, 1, .25, .2, 0, 0, 50, 1, 0, 3),
                OwnItems.AS_SCORED,
                defaults.revisits(),
                defaults.repeats(),
                defaults.reasons());
    }

    @Test
    void shouldFindWhatVmisKnnFinds() throws IOException, InterruptedException {
        NextClickMetrics metrics = judge(vmis(2, 500, 50), true, true);

        assertThat(metrics.meanReciprocalRank()).isCloseTo(.327, within(.004));
        assertThat(metrics.hitRate()).isCloseTo(.641, within(.004));
    }

    @Test
    void shouldForeseeMoreThanVmisKnn() throws IOException, InterruptedException {
        NextClickMetrics metrics = judge(RecommenderSettings.DEFAULTS, true, false);

        assertThat(metrics.meanReciprocalRank()).isGreaterThan(.3947 - .002);
        assertThat(metrics.hitRate()).isGreaterThan(.7089 - .002);
    }
}
