package dev.tributary.fraud.domain;

/**
 * One thing, then another, within a time and without a third in between. The memory it needs is the
 * card's latest attempts. The transaction itself is judged as the second thing; a transaction at
 * the very time of the first follows it.
 */
enum SequencePattern {
    /** Small amounts that try a stolen card, then a large one. */
    CARD_TESTING(
            Step.SMALL_AMOUNT, Step.LARGE_AMOUNT, Step.LARGE_AMOUNT, Feature.SMALL_THEN_LARGE_1H),
    /** A device new to the card, then a large amount. */
    TAKEOVER(
            Step.NEW_DEVICE,
            Step.LARGE_AMOUNT,
            Step.LARGE_AMOUNT,
            Feature.NEW_DEVICE_THEN_LARGE_24H);

    /** What an attempt can be in a sequence. */
    private enum Step {
        SMALL_AMOUNT,
        LARGE_AMOUNT,
        NEW_DEVICE;

        boolean isTaken(Attempts attempts, int i, FeatureSettings settings) {
            return switch (this) {
                case SMALL_AMOUNT ->
                        attempts.hasAmount(i)
                                && attempts.amountMinor(i) < settings.smallAmountBelowMinor();
                case LARGE_AMOUNT -> attempts.amountMinor(i) >= settings.largeFromMinor();
                case NEW_DEVICE -> attempts.device(i) == Attempt.DeviceUse.NEW;
            };
        }

        boolean isTaken(long amountMinor, FeatureSettings settings) {
            return switch (this) {
                case SMALL_AMOUNT ->
                        amountMinor != ReferenceRates.NO_AMOUNT
                                && amountMinor < settings.smallAmountBelowMinor();
                case LARGE_AMOUNT -> amountMinor >= settings.largeFromMinor();
                case NEW_DEVICE -> false;
            };
        }
    }

    private final Step first;
    private final Step then;
    private final Step without;
    private final Feature feature;
    private final long withinMs;

    SequencePattern(Step first, Step then, Step without, Feature feature) {
        this.first = first;
        this.then = then;
        this.without = without;
        this.feature = feature;
        this.withinMs = feature.window().orElseThrow().toMillis();
    }

    Feature feature() {
        return feature;
    }

    /**
     * How often the first thing happened within the time and since the third; 0 if not followed.
     */
    int count(Attempts attempts, long id, long nowMs, long amountMinor, FeatureSettings settings) {
        if (!then.isTaken(amountMinor, settings)) {
            return 0;
        }
        int count = 0;
        for (int i = attempts.size() - 1; i >= 0; i--) {
            long ageMs = nowMs - attempts.timeMs(i);
            if (ageMs < 0 || attempts.id(i) == id) {
                continue;
            }
            if (ageMs >= withinMs || without.isTaken(attempts, i, settings)) {
                return count;
            }
            count += first.isTaken(attempts, i, settings) ? 1 : 0;
        }
        return count;
    }
}
