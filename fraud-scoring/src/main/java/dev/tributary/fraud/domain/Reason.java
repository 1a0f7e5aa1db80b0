package dev.tributary.fraud.domain;

/**
 * A rule that spoke, or the model.
 *
 * @param code stable name of the rule; {@link #MODEL} for the model
 * @param detail what was seen, in words, with numbers and units
 * @param weight its part in the score, 0 to 1; 0 where a heavier reason of the same family stands
 *     for the same evidence
 */
public record Reason(String code, String detail, double weight) {
    /** Code of the reason that a learned model gives; no rule may have it. */
    public static final String MODEL = "MODEL";

    public Reason {
        if (!(weight >= 0 && weight <= 1)) {
            throw new IllegalArgumentException("weight of " + code + " is " + weight);
        }
    }

    Reason withoutWeight() {
        return new Reason(code, detail, 0);
    }
}
