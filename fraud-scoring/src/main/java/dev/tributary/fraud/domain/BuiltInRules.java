package dev.tributary.fraud.domain;

import dev.tributary.fraud.domain.RuleSettings.CardTesting;
import dev.tributary.fraud.domain.RuleSettings.CountLimit;
import dev.tributary.fraud.domain.RuleSettings.ImpossibleTravel;
import dev.tributary.fraud.domain.RuleSettings.NewDeviceLargeSpend;
import dev.tributary.fraud.domain.RuleSettings.SumLimit;
import dev.tributary.fraud.domain.RuleSettings.UnusualSpend;
import dev.tributary.fraud.domain.RuleSettings.VelocityCount;
import dev.tributary.fraud.domain.RuleSettings.VelocitySum;
import dev.tributary.fraud.domain.rules.RuleDefinition;
import dev.tributary.fraud.domain.rules.RuleDefinition.Action;
import dev.tributary.fraud.domain.rules.RuleDefinition.Mode;
import dev.tributary.fraud.domain.rules.RuleDefinition.Origin;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Writes the rules of the settings, so that they run in the same engine as everybody's. */
final class BuiltInRules {
    private static final double MS_PER_HOUR = Duration.ofHours(1).toMillis();

    private final ScorerSettings settings;
    private final List<RuleDefinition> rules = new ArrayList<>();

    private BuiltInRules(ScorerSettings settings) {
        this.settings = settings;
    }

    /** The rules that are switched on. */
    static List<RuleDefinition> of(ScorerSettings settings) {
        BuiltInRules builtIn = new BuiltInRules(settings);
        RuleSettings rules = settings.rules();
        for (VelocityWindow window : VelocityWindow.values()) {
            builtIn.velocityCount(window, rules.velocityCount());
            builtIn.velocitySum(window, rules.velocitySum());
        }
        builtIn.impossibleTravel(rules.impossibleTravel());
        builtIn.unusualSpend(rules.unusualSpend());
        builtIn.cardTesting(rules.cardTesting());
        builtIn.newDeviceLargeSpend(rules.newDeviceLargeSpend());
        return List.copyOf(builtIn.rules);
    }

    /** More attempts with the card in a window, this one included, than the limit. */
    private void velocityCount(VelocityWindow window, VelocityCount counts) {
        CountLimit limit =
                switch (window) {
                    case ONE_MINUTE -> counts.oneMinute();
                    case FIVE_MINUTES -> counts.fiveMinutes();
                    case ONE_HOUR -> counts.oneHour();
                    case ONE_DAY -> counts.oneDay();
                };
        if (limit.enabled()) {
            add(
                    "VELOCITY_COUNT_" + window.suffix(),
                    "VELOCITY_COUNT",
                    limit.weight(),
                    "%s > %d".formatted(window.count().featureName(), limit.limit()),
                    "More than %d attempts with this card within %s, this one included."
                            .formatted(limit.limit(), Wording.window(window.count())));
        }
    }

    /** One large purchase alone is no velocity, so this needs some attempts, too. */
    private void velocitySum(VelocityWindow window, VelocitySum sums) {
        SumLimit limit =
                switch (window) {
                    case ONE_MINUTE -> sums.oneMinute();
                    case FIVE_MINUTES -> sums.fiveMinutes();
                    case ONE_HOUR -> sums.oneHour();
                    case ONE_DAY -> sums.oneDay();
                };
        if (limit.enabled()) {
            add(
                    "VELOCITY_SUM_" + window.suffix(),
                    "VELOCITY_SUM",
                    limit.weight(),
                    "%s >= %d && %s > %s"
                            .formatted(
                                    window.count().featureName(),
                                    sums.leastTransactions(),
                                    window.sumMinor().featureName(),
                                    number(limit.limitMinor())),
                    "More than %s in %d or more attempts with this card within %s, this one included."
                            .formatted(
                                    money(limit.limitMinor()),
                                    sums.leastTransactions(),
                                    Wording.window(window.sumMinor())));
        }
    }

    /**
     * The card was used in person at two places too far apart for the time between. Looks back and,
     * where this transaction comes late, also at the use that followed it. Distance and speed at
     * their limits are impossible already.
     */
    private void impossibleTravel(ImpossibleTravel travel) {
        if (travel.enabled()) {
            String fromKm = number(travel.fromKm());
            String fromKmPerHour = number(travel.fromKmPerHour());
            add(
                    "IMPOSSIBLE_TRAVEL",
                    travel.weight(),
                    ("travelKm >= %s && travelKmPerHour >= %s"
                                    + " || nextTravelKm >= %s && nextTravelKmPerHour >= %s")
                            .formatted(fromKm, fromKmPerHour, fromKm, fromKmPerHour),
                    ("Used in person %s km or more from where it was used in person before or"
                                    + " after, at %s km/h or more (%s km allowed for inexact places,"
                                    + " %s the shortest time counted).")
                            .formatted(
                                    Wording.decimal(travel.fromKm(), 0),
                                    Wording.decimal(travel.fromKmPerHour(), 0),
                                    Wording.decimal(settings.features().locationErrorKm(), 0),
                                    Wording.duration(settings.features().minimumTravelTime())));
        }
    }

    /**
     * The amount is far above what this card usually spends: both as a ratio to its mean and, where
     * its spending has any spread, in standard deviations. Needs some history, and an amount that
     * matters: three coffees instead of one are no fraud.
     */
    private void unusualSpend(UnusualSpend unusual) {
        if (unusual.enabled()) {
            add(
                    "UNUSUAL_SPEND",
                    unusual.weight(),
                    ("spendCount >= %d && amountMinor >= %s && amountToMeanRatio >= %s"
                                    + " && (!present(amountZScore) || amountZScore >= %s)")
                            .formatted(
                                    unusual.leastTransactions(),
                                    number(unusual.fromAmountMinor()),
                                    number(unusual.fromRatio()),
                                    number(unusual.fromZScore())),
                    ("%s or more, %s times the mean of this card's %d or more earlier transactions"
                                    + " or more, and %s standard deviations above it where they"
                                    + " varied.")
                            .formatted(
                                    money(unusual.fromAmountMinor()),
                                    Wording.decimal(unusual.fromRatio(), 1),
                                    unusual.leastTransactions(),
                                    Wording.decimal(unusual.fromZScore(), 1)));
        }
    }

    /** Several small amounts, which try whether a stolen card works, and then a large one. */
    private void cardTesting(CardTesting testing) {
        if (testing.enabled()) {
            add(
                    "CARD_TESTING",
                    testing.weight(),
                    "smallAmounts10m >= %d && amountMinor >= %s"
                            .formatted(testing.leastSmall(), number(testing.largeFromMinor())),
                    "%s or more after %d or more attempts below %s within %s: a test of the card."
                            .formatted(
                                    money(testing.largeFromMinor()),
                                    testing.leastSmall(),
                                    money(settings.features().smallAmountBelowMinor()),
                                    Wording.window(Feature.SMALL_AMOUNTS_10M)));
        }
    }

    /**
     * A large amount on a device that is new to a card which other devices are known of: the
     * account may have been taken over. A device is new until it has been used with the card for
     * {@code newFor}; at that age it is no longer.
     */
    private void newDeviceLargeSpend(NewDeviceLargeSpend device) {
        if (device.enabled()) {
            add(
                    "NEW_DEVICE_LARGE_SPEND",
                    device.weight(),
                    "amountMinor >= %s && deviceAgeHours < %s && otherDevices >= 1"
                            .formatted(
                                    number(device.largeFromMinor()),
                                    number(device.newFor().toMillis() / MS_PER_HOUR)),
                    ("%s or more on a device that this card was first used with less than %s ago,"
                                    + " while others are known.")
                            .formatted(
                                    money(device.largeFromMinor()),
                                    Wording.duration(device.newFor())));
        }
    }

    private void add(String ruleId, double weight, String expression, String description) {
        add(ruleId, ruleId, weight, expression, description);
    }

    private void add(
            String ruleId, String family, double weight, String expression, String description) {
        rules.add(
                new RuleDefinition(
                        ruleId,
                        family,
                        expression,
                        Action.SCORE,
                        weight,
                        Mode.ACTIVE,
                        Origin.BUILT_IN,
                        description,
                        null));
    }

    /** As a decimal, because rules take no integer that is not a double of its own. */
    private static String number(long value) {
        return number((double) value);
    }

    private static String number(double value) {
        String plain = BigDecimal.valueOf(value).toPlainString();
        return plain.contains(".") ? plain : plain + ".0";
    }

    private Money money(long amountMinor) {
        return new Money(amountMinor, settings.rates().reference());
    }
}
