package dev.tributary.fraud.domain;

import org.jspecify.annotations.Nullable;

/**
 * The amount is far above what this card usually spends: both as a ratio to its mean and, where its
 * spending has any spread, in standard deviations. Needs some history, and an amount that matters:
 * three coffees instead of one are no fraud.
 */
record UnusualSpendRule(
        int leastTransactions, Money fromAmount, double fromRatio, double fromZScore, double weight)
        implements Rule {
    @Override
    public String code() {
        return "UNUSUAL_SPEND";
    }

    @Override
    public @Nullable Reason evaluate(FeatureVector features) {
        double amountMinor = features.get(Feature.AMOUNT_MINOR);
        double ratio = features.get(Feature.AMOUNT_TO_MEAN_RATIO);
        double zScore = features.get(Feature.AMOUNT_Z_SCORE);
        boolean spreadAllowsIt = features.has(Feature.AMOUNT_Z_SCORE) && zScore < fromZScore;
        if (!(features.get(Feature.SPEND_COUNT) >= leastTransactions
                        && amountMinor >= fromAmount.amountMinor()
                        && ratio >= fromRatio)
                || spreadAllowsIt) {
            return null;
        }
        String detail =
                ("%s is %s times the mean %s of this card's %s earlier transactions%s; unusual from"
                                + " %s and %s times the mean and %s standard deviations above it.")
                        .formatted(
                                money(amountMinor),
                                Wording.decimal(ratio, 1),
                                money(features.get(Feature.SPEND_MEAN_MINOR)),
                                Wording.decimal(features.get(Feature.SPEND_COUNT), 0),
                                features.has(Feature.AMOUNT_Z_SCORE)
                                        ? ", "
                                                + Wording.decimal(zScore, 1)
                                                + " standard deviations above it"
                                        : ", which did not vary",
                                fromAmount,
                                Wording.decimal(fromRatio, 1),
                                Wording.decimal(fromZScore, 1));
        return new Reason(code(), detail, weight);
    }

    private Money money(double amountMinor) {
        return new Money(Math.round(amountMinor), fromAmount.currency());
    }
}
