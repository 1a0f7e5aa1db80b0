package dev.tributary.fraud.domain;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * A large amount on a device that is new to a card which other devices are known of: the account
 * may have been taken over. A device is new until it has been used with the card for {@code
 * newFor}; at that age it is no longer.
 */
record NewDeviceLargeSpendRule(Money largeFrom, Duration newFor, double weight) implements Rule {
    private static final double MS_PER_HOUR = Duration.ofHours(1).toMillis();

    @Override
    public String code() {
        return "NEW_DEVICE_LARGE_SPEND";
    }

    @Override
    public @Nullable Reason evaluate(FeatureVector features) {
        double amountMinor = features.get(Feature.AMOUNT_MINOR);
        double ageHours = features.get(Feature.DEVICE_AGE_HOURS);
        double otherDevices = features.get(Feature.OTHER_DEVICES);
        if (!(amountMinor >= largeFrom.amountMinor()
                && ageHours < newFor.toMillis() / MS_PER_HOUR
                && otherDevices >= 1)) {
            return null;
        }
        String detail =
                "%s on a device %s; other devices known of this card: %s; large from %s, new for %s."
                        .formatted(
                                new Money((long) amountMinor, largeFrom.currency()),
                                features.get(Feature.DEVICE_KNOWN) > 0
                                        ? "first used with this card "
                                                + Wording.decimal(ageHours, 1)
                                                + " h ago"
                                        : "never used with this card before",
                                Wording.decimal(otherDevices, 0),
                                largeFrom,
                                Wording.duration(newFor));
        return new Reason(code(), detail, weight);
    }
}
