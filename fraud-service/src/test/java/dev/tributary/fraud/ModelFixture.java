package dev.tributary.fraud;

import dev.tributary.fraud.domain.Feature;
import dev.tributary.fraud.domain.LearnedConstants;
import dev.tributary.fraud.domain.model.FraudModel;
import dev.tributary.fraud.domain.model.TreeEnsemble;
import dev.tributary.fraud.domain.model.TreeEnsemble.NodeTable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Models whose probability can be told without asking them. */
public final class ModelFixture {
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");

    private ModelFixture() {}

    /** One tree: this probability where the amount is at least that, else 0.01. */
    public static FraudModel model(String version, long fromMinor, double probability) {
        NodeTable nodes =
                new NodeTable(
                        new int[] {0, -1, -1},
                        new float[] {fromMinor, logOdds(0.01), logOdds(probability)},
                        new int[] {1, -1, -1},
                        new int[] {2, -1, -1},
                        new boolean[] {true, false, false},
                        new float[] {4, 3, 1});
        return new FraudModel(
                version,
                new TreeEnsemble(List.of(Feature.AMOUNT_MINOR), 0, new int[] {0}, nodes),
                LearnedConstants.NONE,
                new FraudModel.Training(
                        FROM, FROM.plus(Duration.ofDays(7)), 1_000, 10, Duration.ofDays(7), 1),
                Map.of("validation.averagePrecision", 0.5),
                FROM);
    }

    private static float logOdds(double probability) {
        return (float) Math.log(probability / (1 - probability));
    }
}
