package dev.tributary.cli.fraud;

import dev.tributary.fraud.domain.Feature;
import dev.tributary.fraud.domain.model.FraudModel;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.util.List;

/** What all that learns has in common on the command line. */
final class LearningOption {
    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of every draw (${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--features",
            paramLabel = "NAME",
            split = ",",
            description = "Features the model may use (those of the catalogue that are general).")
    private @Nullable List<String> features;

    long seed() {
        return seed;
    }

    /**
     * @throws IllegalArgumentException for a name that the catalogue does not have
     */
    List<Feature> wanted() {
        return features == null ? ModelFeatures.byDefault() : FraudModel.features(features);
    }
}
