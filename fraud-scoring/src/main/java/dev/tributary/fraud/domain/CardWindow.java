package dev.tributary.fraud.domain;

import java.time.Duration;

/**
 * The windows of a card's counts, sums and means, shortest first: (t - w, t], open at the old end,
 * closed at the event.
 */
enum CardWindow {
    ONE_MINUTE(Feature.CARD_COUNT_1M, Feature.CARD_SUM_MINOR_1M, Feature.CARD_MEAN_MINOR_1M),
    FIVE_MINUTES(Feature.CARD_COUNT_5M, Feature.CARD_SUM_MINOR_5M, Feature.CARD_MEAN_MINOR_5M),
    ONE_HOUR(Feature.CARD_COUNT_1H, Feature.CARD_SUM_MINOR_1H, Feature.CARD_MEAN_MINOR_1H),
    ONE_DAY(Feature.CARD_COUNT_24H, Feature.CARD_SUM_MINOR_24H, Feature.CARD_MEAN_MINOR_24H),
    SEVEN_DAYS(Feature.CARD_COUNT_7D, Feature.CARD_SUM_MINOR_7D, Feature.CARD_MEAN_MINOR_7D),
    THIRTY_DAYS(Feature.CARD_COUNT_30D, Feature.CARD_SUM_MINOR_30D, Feature.CARD_MEAN_MINOR_30D);

    private final Feature count;
    private final Feature sumMinor;
    private final Feature meanMinor;

    CardWindow(Feature count, Feature sumMinor, Feature meanMinor) {
        this.count = count;
        this.sumMinor = sumMinor;
        this.meanMinor = meanMinor;
    }

    Duration length() {
        return count.window().orElseThrow();
    }

    Feature count() {
        return count;
    }

    Feature sumMinor() {
        return sumMinor;
    }

    Feature meanMinor() {
        return meanMinor;
    }
}
