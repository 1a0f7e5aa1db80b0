package dev.tributary.recommendation.domain;

/** Every constant of the index and of predictions; {@link #DEFAULTS} is what was found best. */
public record RecommenderSettings(
        Bounds bounds,
        Signals signals,
        Neighbours neighbours,
        Rules rules,
        OwnItems ownItems,
        Revisits revisits,
        Repeats repeats,
        Reasons reasons) {
    /** Tuned on validation parts of click logs; no file has constants of its own. */
    public static final RecommenderSettings DEFAULTS =
            new RecommenderSettings(
                    new Bounds(4_000_000, 200, 500, 25, 1_000),
                    new Signals(2, 4),
                    new Neighbours(9, 500, 100, ItemWeights.DECAYED, 5, 2, .2, .1, 8, 5, 1.5),
                    new Rules(100, 1, .25, .2, .55, .2, 50, 20, .6, 4),
                    OwnItems.CALIBRATED,
                    new Revisits(10, .95, .001),
                    new Repeats(5, .5, 60, .99, .75),
                    new Reasons(3, .2));

    /** The same with other bounds. */
    public RecommenderSettings within(Bounds others) {
        return new RecommenderSettings(
                others, signals, neighbours, rules, ownItems, revisits, repeats, reasons);
    }

    /**
     * What the index keeps.
     *
     * <p>Sessions of which nobody knows who is behind them count together as one source that may
     * have half of everything.
     *
     * @param sessionsMax sessions; beyond that the oldest go
     * @param clicksMax newest clicks of a session
     * @param newestMax newest sessions of an item
     * @param shareMax of these of one source, once others want the room
     * @param sourceMax sessions of one source; beyond that its own oldest go
     */
    public record Bounds(
            int sessionsMax, int clicksMax, int newestMax, int shareMax, int sourceMax) {
        public Bounds {
            if (sessionsMax < 1 || sessionsMax >= Recency.SLOTS_MAX) {
                throw new IllegalArgumentException(
                        "sessionsMax is %d, not from 1 to %d"
                                .formatted(sessionsMax, Recency.SLOTS_MAX - 1));
            }
            if (clicksMax < 1 || newestMax < 1 || shareMax < 1 || sourceMax < 1) {
                throw new IllegalArgumentException(
                        "clicksMax, newestMax, shareMax and sourceMax are at least 1");
            }
        }
    }

    /**
     * How much more it says that an item was wanted than that it was looked at.
     *
     * @param cart that it was put into the cart, at least 1
     * @param purchase that it was bought, at least 1
     */
    public record Signals(int cart, int purchase) {
        /** How often a click of a kind counts. */
        public int strength(InteractionKind kind) {
            return switch (kind) {
                case VIEW -> 1;
                case CART -> cart;
                case PURCHASE -> purchase;
            };
        }
    }

    /**
     * Past sessions like the present one (VMIS-kNN; S. Schelter and others, Serenade, SIGMOD 2022).
     *
     * @param lastClicks newest clicks that a prediction looks at
     * @param candidatesMax sessions compared
     * @param neighboursMax of these, the most similar ones that are listened to
     * @param itemWeights what it counts to have an item in common
     * @param itemDecay if {@link ItemWeights#DECAYED}: after so many items back an item counts 1/e
     *     as much
     * @param itemFrequencyPower the same: how much more a rare item in common says
     * @param ageDecay power by which older sessions say less
     * @param clickDecay how much less a neighbour says for each click that its newest item in
     *     common is back
     * @param afterDecay in a neighbour, after so many items behind the one in common an item counts
     *     1/e as much
     * @param beforeDecay the same, of items before it
     * @param scoreFrequencyPower how much more a rare item scores
     */
    public record Neighbours(
            int lastClicks,
            int candidatesMax,
            int neighboursMax,
            ItemWeights itemWeights,
            double itemDecay,
            double itemFrequencyPower,
            double ageDecay,
            double clickDecay,
            double afterDecay,
            double beforeDecay,
            double scoreFrequencyPower) {}

    /** What it counts that a past session has an item of the present one. */
    public enum ItemWeights {
        /** As the algorithm was published: less by the same for each click that it is back. */
        LINEAR,
        /** Less by the same share for each item that it is back, and more for a rare one. */
        DECAYED
    }

    /** How the items that the session had are scored. */
    public enum OwnItems {
        /** Like any other. */
        AS_SCORED,
        /** By how often visitors go back to an item, or stay with it. */
        CALIBRATED
    }

    /**
     * What followed what.
     *
     * @param successorsMax kept of an item
     * @param near weight of what followed directly, a multiple of 1/{@value Successions#UNIT}
     * @param far weight of what followed next but one
     * @param backward share of the weight that the opposite direction gets
     * @param share of rules in the blend; neighbours have the rest
     * @param beforeShare how much the item before the current one says, of what that one says
     * @param prior weight to which an item's successors are held back
     * @param hopItems best items from which one more step is taken
     * @param hopShare weight of that step
     * @param hopPrior as prior, of that step
     */
    public record Rules(
            int successorsMax,
            double near,
            double far,
            double backward,
            double share,
            double beforeShare,
            double prior,
            int hopItems,
            double hopShare,
            double hopPrior) {}

    /**
     * Going back to an item seen before in the session.
     *
     * @param priorOccasions occasions that are assumed, of which the share 1/(lag + 1) went back
     * @param rateMax greatest share of visitors assumed to go back to any
     * @param floor score of an item seen before that nothing else speaks for, of its rate
     */
    public record Revisits(double priorOccasions, double rateMax, double floor) {}

    /**
     * Clicking the current item again.
     *
     * @param priorTransitions clicks that are assumed
     * @param priorRepeats of these, repeated ones
     * @param itemPrior clicks of the general rate that are assumed of each item
     * @param rateMax greatest share of repeated clicks assumed
     * @param share weight of the current item
     */
    public record Repeats(
            double priorTransitions,
            double priorRepeats,
            double itemPrior,
            double rateMax,
            double share) {}

    /**
     * Why an item is recommended.
     *
     * @param max items of the session that are told
     * @param shareMin share of the score without which an item is not told
     */
    public record Reasons(int max, double shareMin) {}
}
