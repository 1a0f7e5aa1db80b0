package dev.tributary.cli.fraud;

import dev.tributary.cli.progress.ProgressBar;
import dev.tributary.fraud.domain.Feature;
import dev.tributary.fraud.domain.model.TreeEnsemble;

import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Grows gradient-boosted trees with XGBoost (T. Chen and C. Guestrin, XGBoost: a scalable tree
 * boosting system, KDD 2016). The number of trees is the one that did best on the last part of the
 * training time after growing on the part before; then all of it is grown on. Whatever is not a
 * later part of the training time is not looked at.
 */
final class FraudTrainer {
    /** Share of the training rows, the latest ones, that the number of trees is chosen on. */
    private static final double VALIDATION_SHARE = 0.3;

    /** Numbers of trees are tried in these steps. */
    private static final int ROUNDS_STEP = 10;

    private final TrainingSettings settings;

    /**
     * @param rounds trees a bag
     * @param validation of those many trees on the last part of the training time; NaN where that
     *     has no fraud
     */
    record Trained(TreeEnsemble trees, int rounds, RankingMetrics validation) {}

    private record Rounds(int count, RankingMetrics validation) {}

    FraudTrainer(TrainingSettings settings) {
        this.settings = settings;
    }

    /**
     * @param matrix rows in order of event time
     * @param frauds their labels, at least one true and one false
     * @param features to be used
     */
    Trained train(FeatureMatrix matrix, boolean[] frauds, List<Feature> features) {
        try {
            Rounds rounds = rounds(matrix, frauds, features);
            List<byte[]> grown = new ArrayList<>();
            DMatrix all = matrix(matrix, frauds, features, 0, matrix.rows());
            try (ProgressBar progress = ProgressBar.onStandardError("train", settings.bags())) {
                for (int bag = 0; bag < settings.bags(); bag++) {
                    grown.add(booster(all, bag, matrix.rows(), rounds.count()));
                    progress.advance(1);
                }
            } finally {
                all.dispose();
            }
            return new Trained(
                    GrownTrees.ensemble(grown, features), rounds.count(), rounds.validation());
        } catch (XGBoostError failed) {
            throw new IllegalStateException("XGBoost: " + failed.getMessage(), failed);
        }
    }

    /**
     * Trees as they are grown, so many a bag, on the first rows alone.
     *
     * @param rows of the matrix, with at least one fraud and one that is none among them
     */
    TreeEnsemble grow(
            FeatureMatrix matrix, boolean[] frauds, List<Feature> features, int rows, int rounds) {
        try {
            List<byte[]> grown = new ArrayList<>();
            DMatrix first = matrix(matrix, frauds, features, 0, rows);
            try {
                for (int bag = 0; bag < settings.bags(); bag++) {
                    grown.add(booster(first, bag, rows, rounds));
                }
            } finally {
                first.dispose();
            }
            return GrownTrees.ensemble(grown, features);
        } catch (XGBoostError failed) {
            throw new IllegalStateException("XGBoost: " + failed.getMessage(), failed);
        }
    }

    private byte[] booster(DMatrix data, int bag, int rows, int rounds) throws XGBoostError {
        Booster booster =
                XGBoost.train(data, parameters(bag, rows), rounds, new HashMap<>(), null, null);
        try {
            return booster.toByteArray("json");
        } finally {
            booster.dispose();
        }
    }

    private Rounds rounds(FeatureMatrix matrix, boolean[] frauds, List<Feature> features)
            throws XGBoostError {
        int split = matrix.rows() - (int) (matrix.rows() * VALIDATION_SHARE);
        if (!anyFraud(frauds, 0, split) || !anyFraud(frauds, split, matrix.rows())) {
            return new Rounds(settings.roundsMin(), new RankingMetrics(Double.NaN, Double.NaN));
        }
        DMatrix earlier = matrix(matrix, frauds, features, 0, split);
        DMatrix later = matrix(matrix, frauds, features, split, matrix.rows());
        try {
            Booster booster =
                    XGBoost.train(
                            earlier,
                            parameters(0, split),
                            settings.roundsMax(),
                            new HashMap<>(),
                            null,
                            null);
            try {
                return best(booster, later, Arrays.copyOfRange(frauds, split, matrix.rows()));
            } finally {
                booster.dispose();
            }
        } finally {
            earlier.dispose();
            later.dispose();
        }
    }

    /** The first trees only are asked, so one booster tells of all numbers of trees. */
    private Rounds best(Booster booster, DMatrix later, boolean[] frauds) throws XGBoostError {
        Rounds best = null;
        for (int rounds = settings.roundsMin();
                rounds <= settings.roundsMax();
                rounds += ROUNDS_STEP) {
            float[][] predicted = booster.predict(later, true, rounds);
            float[] scores = new float[predicted.length];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = predicted[i][0];
            }
            RankingMetrics metrics = RankingMetrics.of(scores, frauds);
            if (best == null || metrics.averagePrecision() > best.validation().averagePrecision()) {
                best = new Rounds(rounds, metrics);
            }
        }
        return Objects.requireNonNull(best, "roundsMin is not above roundsMax");
    }

    private static boolean anyFraud(boolean[] frauds, int from, int to) {
        for (int i = from; i < to; i++) {
            if (frauds[i]) {
                return true;
            }
        }
        return false;
    }

    private static DMatrix matrix(
            FeatureMatrix matrix, boolean[] frauds, List<Feature> features, int from, int to)
            throws XGBoostError {
        float[] labels = new float[to - from];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = frauds[from + i] ? 1 : 0;
        }
        DMatrix made =
                new DMatrix(matrix.part(from, to, features), to - from, features.size(), Float.NaN);
        made.setLabel(labels);
        return made;
    }

    private Map<String, Object> parameters(int bag, int rows) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("objective", "binary:logistic");
        parameters.put("seed", settings.seed() + bag);
        parameters.put("nthread", settings.threads());
        parameters.put("verbosity", 0);
        parameters.put("max_depth", settings.depth());
        parameters.put("eta", settings.learningRate());
        parameters.put("subsample", settings.rowShare());
        parameters.put("colsample_bytree", settings.featureShare());
        parameters.put("min_child_weight", settings.leastChildWeight());
        if (rows <= settings.exactRowsMax()) {
            parameters.put("tree_method", "exact");
        } else {
            parameters.put("tree_method", "hist");
            parameters.put("max_bin", settings.bins());
        }
        return parameters;
    }
}
