package dev.tributary.cli.load;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What a request tells of a transaction beyond the published simulation.
 *
 * @param merchantId owner of the terminal
 * @param deviceId device it was ordered from; only online
 * @param ipAddress address of that device; only online
 * @param country where the terminal stands, or where the device seems to be
 * @param place where the terminal stands; not online
 * @param basket what was bought; empty at a cash machine and for about a third of the others
 */
record Details(
        String merchantId,
        Channel channel,
        @Nullable String deviceId,
        @Nullable String ipAddress,
        String country,
        @Nullable Place place,
        List<Line> basket) {

    enum Channel {
        CARD_PRESENT,
        ECOMMERCE,
        ATM
    }

    /** Degrees, to five decimals: about a metre. */
    record Place(double latitude, double longitude) {}

    /** One line of a basket; the lines of a basket add up to the amount of its transaction. */
    record Line(String sku, int quantity, long unitPriceMinor) {}
}
