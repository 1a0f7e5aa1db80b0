package dev.tributary.fraud.domain.learning;

/**
 * When learned rules begin to decide, and when they end.
 *
 * @param judgedDays latest mature days that a rule is judged by, 1 to {@value #MAX_JUDGED_DAYS}
 * @param leastDays mature days from its first hit on, before which a rule is not judged; 1 to
 *     {@code judgedDays}
 * @param leastHits hits on them, below which it is not judged; 1 or more
 * @param promoteFrom lower bound of precision from which on a rule on trial may decide, above
 *     {@code retireBelow}, up to 1
 * @param retireBelow upper bound of precision below which a rule is switched off; 0 for never
 * @param alertsADayMax alerts a day of all learned rules that decide, together; not negative
 * @param alertsSlack share of {@code alertsADayMax} that rules which decide already may go beyond
 *     it, so that a busy day does not send them back; not negative
 * @param displaceBy lower bound of precision that a rule on trial must have over one that decides,
 *     to take its place where alerts are short; 0 to 1
 */
public record PromotionSettings(
        int judgedDays,
        int leastDays,
        int leastHits,
        double promoteFrom,
        double retireBelow,
        double alertsADayMax,
        double alertsSlack,
        double displaceBy) {
    private static final int MAX_JUDGED_DAYS = 400;

    public PromotionSettings {
        require(judgedDays >= 1 && judgedDays <= MAX_JUDGED_DAYS, "judgedDays", judgedDays);
        require(leastDays >= 1 && leastDays <= judgedDays, "leastDays", leastDays);
        require(leastHits >= 1, "leastHits", leastHits);
        require(retireBelow >= 0 && retireBelow < 1, "retireBelow", retireBelow);
        require(promoteFrom > retireBelow && promoteFrom <= 1, "promoteFrom", promoteFrom);
        require(
                alertsADayMax >= 0 && alertsADayMax < Double.POSITIVE_INFINITY,
                "alertsADayMax",
                alertsADayMax);
        require(alertsSlack >= 0 && alertsSlack <= 1, "alertsSlack", alertsSlack);
        require(displaceBy >= 0 && displaceBy <= 1, "displaceBy", displaceBy);
    }

    /** Half of the alerts of a rule that begins to decide are fraud, with some certainty. */
    public static PromotionSettings defaults() {
        return new PromotionSettings(28, 3, 30, 0.5, 0.3, 200, 0.2, 0.1);
    }

    /** What rules that decide already may come to. */
    double alertsADayHeld() {
        return alertsADayMax * (1 + alertsSlack);
    }

    private static void require(boolean holds, String name, double value) {
        if (!holds) {
            throw new IllegalArgumentException(name + " is " + value + ", which cannot be");
        }
    }
}
