package dev.tributary.cli.fraud;

import java.util.Arrays;

/**
 * How well scores rank frauds above the rest.
 *
 * @param aucRoc area under the ROC curve: the chance that a fraud scores above an honest
 *     transaction, ties counting half; NaN where there are no two classes
 * @param averagePrecision mean over recall steps of the precision there, equal scores being one
 *     step: sum of (R_n - R_(n-1)) P_n; NaN where there is no fraud
 */
record RankingMetrics(double aucRoc, double averagePrecision) {
    static RankingMetrics of(float[] scores, boolean[] frauds) {
        Integer[] order = new Integer[scores.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (left, right) -> Float.compare(scores[right], scores[left]));
        long truePositives = 0;
        long falsePositives = 0;
        double area = 0;
        double precisions = 0;
        for (int i = 0; i < order.length; ) {
            long newTrue = 0;
            long newFalse = 0;
            float score = scores[order[i]];
            for (; i < order.length && scores[order[i]] == score; i++) {
                if (frauds[order[i]]) {
                    newTrue++;
                } else {
                    newFalse++;
                }
            }
            area += newFalse * (truePositives + newTrue / 2.0);
            truePositives += newTrue;
            falsePositives += newFalse;
            precisions += newTrue * ((double) truePositives / (truePositives + falsePositives));
        }
        return new RankingMetrics(
                area / ((double) truePositives * falsePositives), precisions / truePositives);
    }
}
