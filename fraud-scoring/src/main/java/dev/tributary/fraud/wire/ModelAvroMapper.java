package dev.tributary.fraud.wire;

import dev.tributary.fraud.domain.Feature;
import dev.tributary.fraud.domain.LearnedConstants;
import dev.tributary.fraud.domain.model.FraudModel;
import dev.tributary.fraud.domain.model.TreeEnsemble;
import dev.tributary.fraud.domain.model.TreeEnsemble.NodeTable;
import dev.tributary.schemas.fraud.Model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Between a model and its record on the wire and in files; there and back to the bit. */
public final class ModelAvroMapper {
    private ModelAvroMapper() {}

    /** The record; its key is the model's version. */
    public static Model toAvro(FraudModel model) {
        TreeEnsemble trees = model.trees();
        NodeTable nodes = trees.nodes();
        FraudModel.Training training = model.training();
        Model avro = new Model();
        avro.setVersion(model.version());
        avro.setFeatures(trees.features().stream().map(Feature::featureName).toList());
        avro.setAmountCutMinor(
                model.learned().hasAmountCut() ? model.learned().amountCutMinor() : null);
        avro.setBase(trees.base());
        avro.setRoots(list(trees.roots()));
        avro.setNodeFeatures(list(nodes.features()));
        avro.setNodeThresholds(list(nodes.thresholds()));
        avro.setNodeLeft(list(nodes.left()));
        avro.setNodeRight(list(nodes.right()));
        avro.setNodeAbsentLeft(list(nodes.absentLeft()));
        avro.setNodeCovers(list(nodes.covers()));
        avro.setTrainedFrom(training.from());
        avro.setTrainedTo(training.to());
        avro.setTransactions(training.transactions());
        avro.setFrauds(training.frauds());
        avro.setLabelDelayMs(training.labelDelay().toMillis());
        avro.setSeed(training.seed());
        avro.setMetrics(model.metrics());
        avro.setCreatedAt(model.createdAt());
        return avro;
    }

    /**
     * @throws InvalidModelException where the record is no model, or one for features that this
     *     version does not have
     */
    public static FraudModel toDomain(Model model) {
        try {
            return new FraudModel(
                    model.getVersion(),
                    new TreeEnsemble(
                            FraudModel.features(model.getFeatures()),
                            model.getBase(),
                            ints(model.getRoots()),
                            new NodeTable(
                                    ints(model.getNodeFeatures()),
                                    floats(model.getNodeThresholds()),
                                    ints(model.getNodeLeft()),
                                    ints(model.getNodeRight()),
                                    flags(model.getNodeAbsentLeft()),
                                    floats(model.getNodeCovers()))),
                    model.getAmountCutMinor() == null
                            ? LearnedConstants.NONE
                            : new LearnedConstants(model.getAmountCutMinor()),
                    new FraudModel.Training(
                            model.getTrainedFrom(),
                            model.getTrainedTo(),
                            model.getTransactions(),
                            model.getFrauds(),
                            Duration.ofMillis(model.getLabelDelayMs()),
                            model.getSeed()),
                    model.getMetrics(),
                    model.getCreatedAt());
        } catch (IllegalArgumentException impossible) {
            throw new InvalidModelException(String.valueOf(impossible.getMessage()), impossible);
        }
    }

    /**
     * @param key the record's key, which must be the model's version
     * @throws InvalidModelException as above, or where the key is another
     */
    public static FraudModel toDomain(String key, Model model) {
        if (!key.equals(model.getVersion())) {
            throw new InvalidModelException(
                    "model %s has the key %s".formatted(model.getVersion(), key));
        }
        return toDomain(model);
    }

    private static List<Integer> list(int[] column) {
        List<Integer> list = new ArrayList<>(column.length);
        for (int value : column) {
            list.add(value);
        }
        return list;
    }

    private static List<Float> list(float[] column) {
        List<Float> list = new ArrayList<>(column.length);
        for (float value : column) {
            list.add(value);
        }
        return list;
    }

    private static List<Boolean> list(boolean[] column) {
        List<Boolean> list = new ArrayList<>(column.length);
        for (boolean value : column) {
            list.add(value);
        }
        return list;
    }

    private static int[] ints(List<Integer> column) {
        return column.stream().mapToInt(Integer::intValue).toArray();
    }

    private static float[] floats(List<Float> column) {
        float[] floats = new float[column.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = column.get(i);
        }
        return floats;
    }

    private static boolean[] flags(List<Boolean> column) {
        boolean[] flags = new boolean[column.size()];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = column.get(i);
        }
        return flags;
    }
}
