package dev.tributary.cli.fraud;

import dev.tributary.fraud.domain.LearnedConstants;
import dev.tributary.fraud.domain.WilsonInterval;

import java.util.Arrays;

/**
 * Finds the amount above which transactions are nearly always fraud, if there is one: of all cuts
 * between two amounts the one whose share of fraud above it is surest, which is the one with the
 * highest lower bound of {@link WilsonInterval}.
 */
final class AmountCut {
    /** A cut whose bound is lower does not tell fraud by itself. */
    private static final double LEAST_BOUND = 0.8;

    private AmountCut() {}

    /**
     * @param amountsMinor in minor units of the reference currency
     * @return halfway between the amounts beside the cut, rounded down; {@link
     *     LearnedConstants#NO_CUT} where there is no such amount
     */
    static long learn(long[] amountsMinor, boolean[] frauds) {
        Integer[] order = new Integer[amountsMinor.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (left, right) -> Long.compare(amountsMinor[right], amountsMinor[left]));
        double best = LEAST_BOUND;
        long cutMinor = LearnedConstants.NO_CUT;
        int fraudsAbove = 0;
        for (int i = 0; i + 1 < order.length; i++) {
            fraudsAbove += frauds[order[i]] ? 1 : 0;
            long above = amountsMinor[order[i]];
            long below = amountsMinor[order[i + 1]];
            double bound = WilsonInterval.of(fraudsAbove, i + 1).lower();
            if (above > below && bound > best) {
                best = bound;
                cutMinor = below + (above - below) / 2;
            }
        }
        return cutMinor;
    }
}
