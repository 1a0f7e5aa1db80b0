package dev.tributary.fraud.domain;

import dev.tributary.fraud.domain.model.FraudModel;
import dev.tributary.fraud.domain.model.ModelScore;
import dev.tributary.fraud.domain.model.TreeEnsemble;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What a model says of one transaction, and what follows from it.
 *
 * @param score told with every verdict
 * @param asksFor the least that the decision must be
 * @param reason its word among those of the rules; null where the probability is too low to be one
 */
record ModelOpinion(ModelScore score, Decision asksFor, @Nullable Reason reason) {
    /** Which features it was is only worked out where there is a reason to tell. */
    static ModelOpinion of(FraudModel model, FeatureVector features, ModelSettings settings) {
        double probability = model.trees().probability(features);
        ModelScore score = new ModelScore(model.version(), probability);
        if (probability < settings.reasonFrom()) {
            return new ModelOpinion(score, Decision.APPROVE, null);
        }
        return new ModelOpinion(
                score,
                asksFor(probability, settings),
                new Reason(
                        Reason.MODEL,
                        detail(model, features, probability, settings.namedFeatures()),
                        probability));
    }

    private static Decision asksFor(double probability, ModelSettings settings) {
        if (probability >= settings.blockFrom()) {
            return Decision.BLOCK;
        }
        return probability >= settings.reviewFrom() ? Decision.REVIEW : Decision.APPROVE;
    }

    private static String detail(
            FraudModel model, FeatureVector vector, double probability, int namedFeatures) {
        List<Feature> features = model.trees().features();
        TreeEnsemble.Explained explained = model.trees().explain(vector);
        StringBuilder detail =
                new StringBuilder("Model %s gives a probability of ".formatted(model.version()))
                        .append(Wording.decimal(probability, 3));
        double[] contributions = explained.contributions();
        List<Integer> most =
                IntStream.range(0, contributions.length)
                        .filter(i -> contributions[i] > 0)
                        .boxed()
                        .sorted(
                                Comparator.comparingDouble((Integer i) -> -contributions[i])
                                        .thenComparingInt(i -> features.get(i).index()))
                        .limit(namedFeatures)
                        .toList();
        for (int i = 0; i < most.size(); i++) {
            Feature feature = features.get(most.get(i));
            detail.append(i == 0 ? ", most by " : ", ")
                    .append(feature.featureName())
                    .append(' ')
                    .append(Wording.value(feature, vector.get(feature)))
                    .append(" (")
                    .append(String.format(Locale.ROOT, "%+.2f", contributions[most.get(i)]))
                    .append(i == 0 ? " log odds)" : ")");
        }
        return detail.append('.').toString();
    }
}
