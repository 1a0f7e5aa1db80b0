package dev.tributary.fraud.domain;

import java.time.Duration;

/**
 * What is kept of an entity, from where on it is told of, and how its features look back. General
 * defaults; the delay is the one of chargebacks in the published simulation and must be set to what
 * a business sees.
 *
 * @param maxFrauds latest frauds kept one by one, 1 to {@value #MAX_KEPT}
 * @param maxHonest latest honest transactions kept one by one, likewise
 * @param maxUses latest uses kept, likewise
 * @param labelDelay how long it usually takes until a label is known; windows over labels begin
 *     that much earlier. Zero to 90 days
 * @param outcomeHorizon outcomes this much older than the newest are forgotten; at least the label
 *     delay plus the longest window over labels and a day
 * @param useHorizon uses this much older than the newest are forgotten; at least a day
 * @param decay time in which an outcome loses all but 1/e of its weight in the decayed rate; above
 *     0
 * @param explainedFrom evidence of a misused card from which a fraud is explained by its card, see
 *     {@link Outcome#cardEvidence}; in nats
 * @param runLength how long an entity that went bad usually stays so; above 0
 * @param leastFrauds known frauds from which on an entity's labels are told of; 1 or more
 * @param leastCards other cards from which on an entity's uses are told of; 1 or more
 */
public record EntitySettings(
        int maxFrauds,
        int maxHonest,
        int maxUses,
        Duration labelDelay,
        Duration outcomeHorizon,
        Duration useHorizon,
        Duration decay,
        double explainedFrom,
        Duration runLength,
        int leastFrauds,
        int leastCards) {
    private static final int MAX_KEPT = 1_024;
    private static final Duration MAX_LABEL_DELAY = Duration.ofDays(90);

    /** The longest window over labels. */
    static final Duration LABEL_WINDOW = Duration.ofDays(30);

    /** The longest window over uses. */
    static final Duration USE_WINDOW = Duration.ofHours(24);

    public EntitySettings {
        requireKept("maxFrauds", maxFrauds);
        requireKept("maxHonest", maxHonest);
        requireKept("maxUses", maxUses);
        if (labelDelay.isNegative() || labelDelay.compareTo(MAX_LABEL_DELAY) > 0) {
            throw new IllegalArgumentException(
                    "labelDelay is " + labelDelay + ", not zero to " + MAX_LABEL_DELAY);
        }
        requireAtLeast("outcomeHorizon", outcomeHorizon, labelDelay.plus(LABEL_WINDOW).plusDays(1));
        requireAtLeast("useHorizon", useHorizon, USE_WINDOW);
        requireAtLeast("decay", decay, Duration.ofMillis(1));
        requireAtLeast("runLength", runLength, Duration.ofMillis(1));
        if (!Double.isFinite(explainedFrom)) {
            throw new IllegalArgumentException("explainedFrom is " + explainedFrom);
        }
        if (leastFrauds < 1 || leastCards < 1) {
            throw new IllegalArgumentException(
                    "leastFrauds %d and leastCards %d, not 1 or more"
                            .formatted(leastFrauds, leastCards));
        }
    }

    public static EntitySettings defaults() {
        return new EntitySettings(
                64,
                64,
                64,
                Duration.ofDays(7),
                Duration.ofDays(45),
                Duration.ofHours(25),
                Duration.ofDays(10),
                2.4,
                Duration.ofDays(28),
                1,
                2);
    }

    /** The same with another delay of labels, and as much more or less kept. */
    public EntitySettings withLabelDelay(Duration delay) {
        return new EntitySettings(
                maxFrauds,
                maxHonest,
                maxUses,
                delay,
                outcomeHorizon.minus(labelDelay).plus(delay),
                useHorizon,
                decay,
                explainedFrom,
                runLength,
                leastFrauds,
                leastCards);
    }

    private static void requireKept(String name, int value) {
        if (value < 1 || value > MAX_KEPT) {
            throw new IllegalArgumentException(name + " is " + value + ", not 1 to " + MAX_KEPT);
        }
    }

    private static void requireAtLeast(String name, Duration value, Duration least) {
        if (value.compareTo(least) < 0) {
            throw new IllegalArgumentException(name + " is " + value + ", below " + least);
        }
    }
}
