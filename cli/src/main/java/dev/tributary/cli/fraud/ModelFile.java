package dev.tributary.cli.fraud;

import dev.tributary.fraud.domain.Feature;
import dev.tributary.fraud.domain.LearnedConstants;
import dev.tributary.fraud.domain.model.FraudModel;
import dev.tributary.fraud.domain.model.TreeEnsemble;
import dev.tributary.fraud.domain.model.TreeEnsemble.NodeTable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A model as a JSON file; reading gives back what was written, to the bit. */
final class ModelFile {
    /** Goes up when a reader of the former one would misunderstand. */
    private static final int FORMAT = 1;

    private static final JsonMapper JSON = JsonMapper.shared();

    /** As in the file: arrays by column, {@link NodeTable} says what they mean. */
    @SuppressWarnings("ArrayRecordComponent") // The form of the file.
    private record Stored(
            int format,
            String version,
            List<String> features,
            long amountCutMinor,
            String trainedFrom,
            String trainedTo,
            long transactions,
            long frauds,
            String labelDelay,
            long seed,
            Map<String, Double> metrics,
            float base,
            int[] roots,
            int[] nodeFeatures,
            float[] nodeThresholds,
            int[] nodeLeft,
            int[] nodeRight,
            boolean[] nodeAbsentLeft,
            float[] nodeCovers) {}

    private ModelFile() {}

    static void write(Path file, FraudModel model) throws IOException {
        TreeEnsemble trees = model.trees();
        NodeTable nodes = trees.nodes();
        FraudModel.Training training = model.training();
        Stored stored =
                new Stored(
                        FORMAT,
                        model.version(),
                        trees.features().stream().map(Feature::featureName).toList(),
                        model.learned().amountCutMinor(),
                        training.from().toString(),
                        training.to().toString(),
                        training.transactions(),
                        training.frauds(),
                        training.labelDelay().toString(),
                        training.seed(),
                        model.sortedMetrics(),
                        trees.base(),
                        trees.roots(),
                        nodes.features(),
                        nodes.thresholds(),
                        nodes.left(),
                        nodes.right(),
                        nodes.absentLeft(),
                        nodes.covers());
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.write(part, JSON.writeValueAsBytes(stored));
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /**
     * @throws FraudDataException where the file is no model, or one for other features
     */
    static FraudModel read(Path file) throws IOException {
        try {
            Stored stored = JSON.readValue(Files.readAllBytes(file), Stored.class);
            if (stored.format() != FORMAT) {
                throw new IllegalArgumentException("format " + stored.format() + " is not known");
            }
            return new FraudModel(
                    stored.version(),
                    new TreeEnsemble(
                            FraudModel.features(stored.features()),
                            stored.base(),
                            stored.roots(),
                            new NodeTable(
                                    stored.nodeFeatures(),
                                    stored.nodeThresholds(),
                                    stored.nodeLeft(),
                                    stored.nodeRight(),
                                    stored.nodeAbsentLeft(),
                                    stored.nodeCovers())),
                    new LearnedConstants(stored.amountCutMinor()),
                    new FraudModel.Training(
                            Instant.parse(stored.trainedFrom()),
                            Instant.parse(stored.trainedTo()),
                            stored.transactions(),
                            stored.frauds(),
                            Duration.parse(stored.labelDelay()),
                            stored.seed()),
                    stored.metrics());
        } catch (JacksonException | IllegalArgumentException unreadable) {
            throw new FraudDataException(
                    file + ": no model: " + unreadable.getMessage(), unreadable);
        }
    }
}
