package dev.tributary.fraud.domain;

/**
 * Between which bounds a share probably lies, of which so many hits among so many cases were seen:
 * the score interval of E. B. Wilson (Probable inference, the law of succession, and statistical
 * inference, Journal of the American Statistical Association 22, 1927), 95 % two-sided. Unlike the
 * normal approximation it holds for few cases and for shares near 0 and 1.
 *
 * @param lower 0 to 1
 * @param upper {@code lower} to 1
 */
public record WilsonInterval(double lower, double upper) {
    /** Normal quantile of the bounds: 95 % two-sided. */
    public static final double Z = 1.96;

    public WilsonInterval {
        if (!(lower >= 0 && lower <= upper && upper <= 1)) {
            throw new IllegalArgumentException("no bounds of a share: " + lower + ", " + upper);
        }
    }

    /**
     * @param hits 0 to {@code count}
     * @param count cases; where there are none, nothing is known and the bounds are 0 and 1
     */
    public static WilsonInterval of(long hits, long count) {
        if (hits < 0 || hits > count) {
            throw new IllegalArgumentException("%d hits of %d".formatted(hits, count));
        }
        if (count == 0) {
            return new WilsonInterval(0, 1);
        }
        double share = (double) hits / count;
        double squared = Z * Z / count;
        double spread = Z * Math.sqrt((share * (1 - share) + squared / 4) / count);
        double middle = share + squared / 2;
        return new WilsonInterval(
                Math.max(0, (middle - spread) / (1 + squared)),
                Math.min(1, (middle + spread) / (1 + squared)));
    }
}
