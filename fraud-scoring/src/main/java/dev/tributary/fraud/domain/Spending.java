package dev.tributary.fraud.domain;

/**
 * What a card usually spends: count, mean and spread of its transactions, updated one by one (B. P.
 * Welford, Note on a method for calculating corrected sums of squares and products, Technometrics
 * 4(3), 1962). Doubles, because these are statistics about money and no money.
 *
 * <p>Two things keep a fraud from teaching the scorer that fraud is usual. Blocked transactions do
 * not enter at all. And once the card is known a little, an amount enters clipped to a multiple of
 * the mean so far: one fraud of any size that was let through moves the mean of ten transactions by
 * no more than a fifth at a clip of three, while a customer whose spending really grows still
 * carries the mean along.
 *
 * @param count transactions that entered; 0 or more
 * @param meanMinor their mean, in minor units of the reference currency
 * @param squaredDeviations sum of their squared deviations from the mean
 */
public record Spending(long count, double meanMinor, double squaredDeviations) {
    /** Nothing known yet. */
    public static final Spending NONE = new Spending(0, 0, 0);

    public Spending {
        // Written so that NaN fails, too.
        if (count < 0
                || !(meanMinor >= 0 && Double.isFinite(meanMinor))
                || !(squaredDeviations >= 0 && Double.isFinite(squaredDeviations))) {
            throw new IllegalArgumentException(
                    "no spending: count "
                            + count
                            + ", mean "
                            + meanMinor
                            + ", squared deviations "
                            + squaredDeviations);
        }
    }

    /** With one more transaction. */
    Spending plus(long amountMinor, HistorySettings settings) {
        double amount = (double) amountMinor;
        if (count >= settings.spendClipAfter()) {
            amount = Math.min(amount, settings.spendClipRatio() * meanMinor);
        }
        long newCount = count + 1;
        double deviation = amount - meanMinor;
        double newMean = meanMinor + deviation / newCount;
        return new Spending(newCount, newMean, squaredDeviations + deviation * (amount - newMean));
    }

    /** Sample standard deviation in minor units; 0 where there is no spread or fewer than two. */
    public double standardDeviationMinor() {
        return count < 2 ? 0 : Math.sqrt(squaredDeviations / (count - 1));
    }
}
