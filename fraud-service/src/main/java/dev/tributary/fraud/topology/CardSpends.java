package dev.tributary.fraud.topology;

import dev.tributary.fraud.domain.Feature;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.fraud.state.CardSpend;

import org.jspecify.annotations.Nullable;

/** Folds verdicts into one window of a card's spend. */
final class CardSpends {
    private static final String AMOUNT = Feature.AMOUNT_MINOR.featureName();

    private CardSpends() {}

    static CardSpend empty() {
        return new CardSpend(0L, 0L, 0L);
    }

    /** The amount is the feature that was decided on; a currency without a rate has none. */
    static CardSpend add(CardSpend spend, Verdict verdict) {
        @Nullable Double amountMinor = verdict.getFeatures().get(AMOUNT);
        return amountMinor == null
                ? new CardSpend(
                        spend.getTransactions() + 1,
                        spend.getAmountMinor(),
                        spend.getWithoutRate() + 1)
                : new CardSpend(
                        spend.getTransactions() + 1,
                        saturatedSum(spend.getAmountMinor(), amountMinor.longValue()),
                        spend.getWithoutRate());
    }

    private static long saturatedSum(long a, long b) {
        return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }
}
