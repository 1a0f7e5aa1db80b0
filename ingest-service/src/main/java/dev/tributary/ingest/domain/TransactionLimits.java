package dev.tributary.ingest.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * What a transaction may be at most.
 *
 * @param amountMinorMax largest amount, and largest total of a basket, in minor units
 * @param itemsMax most lines of a basket as sent
 * @param quantityMax most units of one sku
 * @param futureTolerance how far ahead of its arrival a transaction may have happened; one from far
 *     ahead would close windows for everyone
 */
public record TransactionLimits(
        long amountMinorMax, int itemsMax, int quantityMax, Duration futureTolerance) {
    public TransactionLimits {
        if (amountMinorMax < 1 || itemsMax < 1 || quantityMax < 1 || futureTolerance.isNegative()) {
            throw new IllegalArgumentException("limits leave no room for any transaction");
        }
    }

    /**
     * Reads the event time of a transaction.
     *
     * @throws IllegalArgumentException saying what it must be
     */
    public Instant eventTime(String text, Instant receivedAt) {
        Instant moment = TextRules.moment(text);
        if (moment.isAfter(receivedAt.plus(futureTolerance))) {
            throw new IllegalArgumentException(
                    "must be at most "
                            + futureTolerance.toSeconds()
                            + " s ahead of the clock here");
        }
        return moment;
    }
}
