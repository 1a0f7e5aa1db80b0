package dev.tributary.cli.fraud;

import dev.tributary.fraud.domain.Feature;
import dev.tributary.fraud.domain.FeatureVector;

import java.util.ArrayList;
import java.util.List;

/** Features of consecutive rows of a table, as floats, row by row; NaN where absent. */
final class FeatureMatrix {
    private final int rows;
    private final float[] values;

    /**
     * @throws FraudDataException where so many rows do not fit one array
     */
    FeatureMatrix(int rows) {
        if ((long) rows * Feature.count() > Integer.MAX_VALUE - 8) {
            throw new FraudDataException(
                    "%,d transactions are too many to train on at once; train on fewer days"
                            .formatted(rows));
        }
        this.rows = rows;
        this.values = new float[rows * Feature.count()];
    }

    void set(int row, FeatureVector features) {
        int begin = row * Feature.count();
        for (int feature = 0; feature < Feature.count(); feature++) {
            values[begin + feature] = (float) features.at(feature);
        }
    }

    int rows() {
        return rows;
    }

    /** Those of the features that have two different values, absence being one, in these rows. */
    List<Feature> varying() {
        List<Feature> varying = new ArrayList<>();
        for (int feature = 0; feature < Feature.count(); feature++) {
            for (int row = 1; row < rows; row++) {
                float value = values[row * Feature.count() + feature];
                if (Float.compare(value, values[feature]) != 0) {
                    varying.add(Feature.at(feature));
                    break;
                }
            }
        }
        return varying;
    }

    /** These features of the rows from {@code fromRow} on and before {@code toRow}. */
    float[] part(int fromRow, int toRow, List<Feature> features) {
        int[] indexes = features.stream().mapToInt(Feature::index).toArray();
        float[] part = new float[(toRow - fromRow) * indexes.length];
        int to = 0;
        for (int row = fromRow; row < toRow; row++) {
            for (int index : indexes) {
                part[to++] = values[row * Feature.count() + index];
            }
        }
        return part;
    }
}
