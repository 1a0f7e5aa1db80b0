package dev.tributary.fraud.domain;

import org.jspecify.annotations.Nullable;

/**
 * More money in a window, this attempt included, than the limit, in at least {@code
 * leastTransactions}: one large purchase alone is no velocity.
 */
record VelocitySumRule(VelocityWindow window, Money limit, int leastTransactions, double weight)
        implements Rule {
    @Override
    public String code() {
        return "VELOCITY_SUM_" + window.suffix();
    }

    @Override
    public String family() {
        return "VELOCITY_SUM";
    }

    @Override
    public @Nullable Reason evaluate(FeatureVector features) {
        double count = features.get(window.count());
        double sumMinor = features.get(window.sumMinor());
        if (!(count >= leastTransactions && sumMinor > limit.amountMinor())) {
            return null;
        }
        String detail =
                "%s in %s attempts with this card within %s, this one included; up to %s is usual."
                        .formatted(
                                new Money((long) sumMinor, limit.currency()),
                                Wording.decimal(count, 0),
                                Wording.window(window.sumMinor()),
                                limit);
        return new Reason(code(), detail, weight);
    }
}
