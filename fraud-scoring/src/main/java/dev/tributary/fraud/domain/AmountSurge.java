package dev.tributary.fraud.domain;

/**
 * Whether an amount is one of a card that is misused, from its ratio r to the card's usual amount.
 * A card's amounts are taken for normal with mean 1 and deviation s in units of the usual amount,
 * those of a misused card for k times as large: the log-likelihood ratio is
 *
 * <pre>((r - 1) / s)^2 / 2 - ((r - k) / (k s))^2 / 2 - ln k</pre>
 *
 * (J. Neyman and E. S. Pearson, On the problem of the most efficient tests of statistical
 * hypotheses, Philosophical Transactions of the Royal Society A 231, 1933), within {@value #LIMIT}
 * either way. k is the setting {@code surgeFactor}, s is {@code amountSpread}.
 */
final class AmountSurge {
    private static final double LIMIT = 20;

    private final double factor;
    private final double spread;
    private final double logFactor;
    private final double share;

    AmountSurge(FeatureSettings settings) {
        this.factor = settings.surgeFactor();
        this.spread = settings.amountSpread();
        this.logFactor = Math.log(factor);
        this.share = settings.surgeShare();
    }

    /** In nats. */
    double of(double ratio) {
        double own = (ratio - 1) / spread;
        double surged = (ratio - factor) / (factor * spread);
        return Math.clamp((own * own - surged * surged) / 2 - logFactor, -LIMIT, LIMIT);
    }

    /**
     * Likelihood ratio of a transaction's amount under a misused card, of whose transactions only a
     * share is the thief's, against one that is not.
     */
    double likelihoodRatio(double ratio) {
        return 1 - share + share * Math.exp(of(ratio));
    }
}
