package dev.tributary.fraud.domain;

/**
 * What a card usually pays, robustly: a mean that starts at a prior and that unusual amounts hardly
 * move. With n amounts of sum s the usual amount is u = (s + w p) / (n + w), p the prior and w its
 * weight ({@link UsualSettings}). A new amount enters s as at most c u, and as u itself where it is
 * above o u: an amount that far out says nothing about what is usual. The first few enter as at
 * most a fixed cap, since u is then little more than the prior.
 *
 * <p>It takes amounts in order of arrival. Blocked transactions do not enter.
 *
 * @param count amounts that entered; 0 or more
 * @param sumMinor what they entered as, in minor units of the reference currency
 */
public record UsualAmount(long count, double sumMinor) {
    /** Nothing known yet. */
    public static final UsualAmount NONE = new UsualAmount(0, 0);

    public UsualAmount {
        // Written so that NaN fails, too.
        if (count < 0 || !(sumMinor >= 0 && Double.isFinite(sumMinor))) {
            throw new IllegalArgumentException(
                    "no usual amount: count " + count + ", sum " + sumMinor);
        }
    }

    /** The usual amount in minor units; above 0. */
    public double minor(UsualSettings settings) {
        return (sumMinor + settings.priorWeight() * settings.priorMinor())
                / (count + settings.priorWeight());
    }

    UsualAmount plus(long amountMinor, UsualSettings settings) {
        return new UsualAmount(count + 1, sumMinor + entering((double) amountMinor, settings));
    }

    private double entering(double amountMinor, UsualSettings settings) {
        if (count < settings.firstCount()) {
            return Math.min(amountMinor, (double) settings.firstCapMinor());
        }
        double usualMinor = minor(settings);
        return amountMinor > settings.outlierRatio() * usualMinor
                ? usualMinor
                : Math.min(amountMinor, settings.clipRatio() * usualMinor);
    }
}
