package dev.tributary.fraud.topology;

import dev.tributary.fraud.domain.ReferenceRates;
import dev.tributary.schemas.fraud.state.CardSpend;
import dev.tributary.schemas.ingest.Transaction;

/** Folds transactions into one window of a card's spend. */
final class CardSpends {
    private CardSpends() {}

    static CardSpend empty() {
        return new CardSpend(0L, 0L, 0L);
    }

    static CardSpend add(CardSpend spend, Transaction transaction, ReferenceRates rates) {
        long amountMinor = rates.toReferenceMinor(TransactionAvroMapper.money(transaction));
        boolean rated = amountMinor != ReferenceRates.NO_AMOUNT;
        return new CardSpend(
                spend.getTransactions() + 1,
                rated ? saturatedSum(spend.getAmountMinor(), amountMinor) : spend.getAmountMinor(),
                rated ? spend.getWithoutRate() : spend.getWithoutRate() + 1);
    }

    private static long saturatedSum(long a, long b) {
        return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }
}
