package dev.tributary.fraud.domain;

/**
 * A transaction as it counts for a card's windows, whatever was decided about it.
 *
 * @param id {@link IdHash} of its transactionId
 * @param occurredAtMs event time, milliseconds since 1970-01-01T00:00:00Z
 * @param amountMinor minor units of the reference currency; {@link ReferenceRates#NO_AMOUNT} where
 *     its currency had no rate
 * @param usualRatio its amount over the card's {@link UsualAmount} when it was scored; NaN where
 *     there was no amount
 * @param learned whether the card learned from it, which is where it was not blocked
 * @param device what its device was to the card when it was scored
 */
public record Attempt(
        long id,
        long occurredAtMs,
        long amountMinor,
        float usualRatio,
        boolean learned,
        DeviceUse device) {

    /** What a transaction's device was to its card. */
    public enum DeviceUse {
        /** The transaction named no device. */
        NONE,
        /** Not used with the card before. */
        NEW,
        /** Used with the card before. */
        KNOWN
    }

    public Attempt {
        EventTime.checked(occurredAtMs);
        if (amountMinor < ReferenceRates.NO_AMOUNT
                || amountMinor > ReferenceRates.MAX_REFERENCE_MINOR) {
            throw new IllegalArgumentException("no reference amount: " + amountMinor);
        }
        if (!(Float.isNaN(usualRatio) || (usualRatio >= 0 && Float.isFinite(usualRatio)))) {
            throw new IllegalArgumentException("no ratio of amounts: " + usualRatio);
        }
    }

    /** An attempt that nothing else is known of; it counts as learned. */
    public static Attempt of(TransactionId transactionId, long occurredAtMs, long amountMinor) {
        return new Attempt(
                IdHash.of(transactionId.value()),
                occurredAtMs,
                amountMinor,
                Float.NaN,
                true,
                DeviceUse.NONE);
    }

    public boolean hasAmount() {
        return amountMinor != ReferenceRates.NO_AMOUNT;
    }
}
