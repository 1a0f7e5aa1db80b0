package dev.tributary.recommendation.domain;

import java.time.Duration;

/**
 * What is kept of what customers did before.
 *
 * @param customersMax customers; beyond that those go who were quiet for longest
 * @param itemsMax newest items of a customer, and as many that were bought
 * @param boughtFor for so long after it was bought an item is not shown to who bought it
 */
public record HistorySettings(int customersMax, int itemsMax, Duration boughtFor) {
    public HistorySettings {
        if (customersMax < 1 || itemsMax < 1 || boughtFor.isNegative()) {
            throw new IllegalArgumentException(
                    "customersMax is %d, itemsMax %d, boughtFor %s"
                            .formatted(customersMax, itemsMax, boughtFor));
        }
    }
}
