package dev.tributary.fraud.domain;

import org.jspecify.annotations.Nullable;

/** Several small amounts, which try whether a stolen card works, and then a large one. */
record CardTestingRule(int leastSmall, Money smallBelow, Money largeFrom, double weight)
        implements Rule {
    @Override
    public String code() {
        return "CARD_TESTING";
    }

    @Override
    public @Nullable Reason evaluate(FeatureVector features) {
        double smallAmounts = features.get(Feature.SMALL_AMOUNTS_10M);
        double amountMinor = features.get(Feature.AMOUNT_MINOR);
        if (!(smallAmounts >= leastSmall && amountMinor >= largeFrom.amountMinor())) {
            return null;
        }
        String detail =
                ("%s after %s attempts below %s within %s; a test of the card from %d such attempts"
                                + " and then %s.")
                        .formatted(
                                new Money((long) amountMinor, largeFrom.currency()),
                                Wording.decimal(smallAmounts, 0),
                                smallBelow,
                                Wording.window(Feature.SMALL_AMOUNTS_10M),
                                leastSmall,
                                largeFrom);
        return new Reason(code(), detail, weight);
    }
}
