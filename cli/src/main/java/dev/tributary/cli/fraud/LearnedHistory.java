package dev.tributary.cli.fraud;

import dev.tributary.fraud.domain.EntitySettings;
import dev.tributary.fraud.domain.Feature;
import dev.tributary.fraud.domain.FeatureSettings;
import dev.tributary.fraud.domain.FeatureVector;
import dev.tributary.fraud.domain.LearnedConstants;
import dev.tributary.fraud.domain.ScorerSettings;
import dev.tributary.fraud.domain.model.FraudModel;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Trains a model on a part of a table and scores a later part: constants first, then the features
 * of all rows in one replay, then the trees. Labels are known a fixed delay after a transaction, in
 * features and in what is trained on.
 */
final class LearnedHistory {
    private final TransactionTable table;
    private final TrainingSettings training;
    private final ScorerSettings scorer;
    private final Duration labelDelay;
    private final InstantSource wallClock;

    /**
     * @param scores of the later part, in order of the table
     * @param rounds trees a bag
     */
    @SuppressWarnings("ArrayRecordComponent") // Made for one reader.
    record Learned(FraudModel model, int rounds, float[] scores) {}

    /**
     * @param wallClock says when a model was made
     */
    LearnedHistory(
            TransactionTable table,
            TrainingSettings training,
            Duration labelDelay,
            InstantSource wallClock) {
        this.table = table;
        this.training = training;
        this.labelDelay = labelDelay;
        this.wallClock = wallClock;
        this.scorer = scorer(labelDelay);
    }

    /** How features are made where labels are known so long after a transaction. */
    static ScorerSettings scorer(Duration labelDelay) {
        ScorerSettings settings = ScorerSettings.defaults();
        FeatureSettings features = settings.features();
        EntitySettings entities = features.entities().withLabelDelay(labelDelay);
        return settings.with(features.with(entities));
    }

    /**
     * @param wanted features to use at most; those that do not vary are left out
     * @throws FraudDataException where nothing can be learned
     */
    Learned learn(
            Instant trainFrom,
            Instant trainTo,
            Instant scoreFrom,
            Instant scoreTo,
            List<Feature> wanted) {
        int firstTrained = table.firstRowFrom(trainFrom);
        int trainedEnd = table.firstRowFrom(trainTo);
        int firstScored = table.firstRowFrom(scoreFrom);
        int scoredEnd = table.firstRowFrom(scoreTo);
        boolean[] frauds = frauds(firstTrained, trainedEnd, trainFrom, trainTo);
        LearnedConstants constants =
                new LearnedConstants(AmountCut.learn(amounts(firstTrained, trainedEnd), frauds));
        FeatureMatrix matrix = new FeatureMatrix(frauds.length);
        FeatureVector[] later = new FeatureVector[scoredEnd - firstScored];
        new FeatureReplay(table, scorer, constants)
                .run(
                        Math.max(trainedEnd, scoredEnd),
                        (row, features) -> {
                            if (row >= firstTrained && row < trainedEnd) {
                                matrix.set(row - firstTrained, features);
                            } else if (row >= firstScored && row < scoredEnd) {
                                later[row - firstScored] = features;
                            }
                        });
        List<Feature> used = matrix.varying().stream().filter(wanted::contains).toList();
        if (used.isEmpty()) {
            throw new FraudDataException(
                    "no feature varies between " + trainFrom + " and " + trainTo);
        }
        FraudTrainer.Trained trained = new FraudTrainer(training).train(matrix, frauds, used);
        float[] scores = new float[later.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (float) trained.trees().probability(later[i]);
        }
        FraudModel model = model(trained, constants, frauds, trainFrom, trainTo);
        return new Learned(model, trained.rounds(), scores);
    }

    private FraudModel model(
            FraudTrainer.Trained trained,
            LearnedConstants constants,
            boolean[] frauds,
            Instant from,
            Instant to) {
        Map<String, Double> metrics = new HashMap<>();
        put(metrics, "validation.aucRoc", trained.validation().aucRoc());
        put(metrics, "validation.averagePrecision", trained.validation().averagePrecision());
        metrics.put("roundsPerBag", (double) trained.rounds());
        return new FraudModel(
                "m-%s-%d".formatted(to.toString().substring(0, 10), training.seed()),
                trained.trees(),
                constants,
                new FraudModel.Training(
                        from, to, frauds.length, count(frauds), labelDelay, training.seed()),
                metrics,
                wallClock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    private static void put(Map<String, Double> metrics, String name, double value) {
        if (Double.isFinite(value)) {
            metrics.put(name, value);
        }
    }

    private boolean[] frauds(int from, int to, Instant fromTime, Instant toTime) {
        if (from == to) {
            throw new FraudDataException(
                    "no transaction to train on from %s to %s; the file has %s to %s"
                            .formatted(
                                    fromTime,
                                    toTime,
                                    Instant.ofEpochMilli(table.timeMs(0)),
                                    Instant.ofEpochMilli(table.timeMs(table.size() - 1))));
        }
        boolean[] frauds = new boolean[to - from];
        for (int i = 0; i < frauds.length; i++) {
            frauds[i] = table.fraud(from + i);
        }
        int count = count(frauds);
        if (count == 0 || count == frauds.length) {
            throw new FraudDataException(
                    "%s of the %,d transactions from %s to %s is fraud; both kinds are needed"
                            .formatted(
                                    count == 0 ? "none" : "each", frauds.length, fromTime, toTime));
        }
        return frauds;
    }

    private static int count(boolean[] frauds) {
        int count = 0;
        for (boolean fraud : frauds) {
            count += fraud ? 1 : 0;
        }
        return count;
    }

    private long[] amounts(int from, int to) {
        long[] amounts = new long[to - from];
        for (int i = 0; i < amounts.length; i++) {
            amounts[i] = table.amountMinor(from + i);
        }
        return amounts;
    }
}
