package dev.tributary.fraud.domain;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The feature catalogue: the one place that says what a number about a transaction means. Rules,
 * verdicts, queries and documentation take features from here. A name, once published in a verdict,
 * keeps its meaning.
 *
 * <p>Money is in minor units of the reference currency ({@link ReferenceRates}). Time is event
 * time. An attempt is a transaction whatever was decided about it. What is not known is absent, not
 * 0: a feature about money is absent where the currency has no reference rate.
 *
 * <p>Windows are (t - w, t], t being the event time of the transaction; the text says for each
 * whether the transaction itself is included. Windowed features look at the attempts that are kept
 * (see {@link CardHistory}): beyond {@link HistorySettings#maxAttempts} in a window, or for an
 * event later than {@link HistorySettings#lateness}, they are lower bounds. An earlier attempt in a
 * currency without a rate adds 1 to a count and nothing to a sum.
 */
public enum Feature {
    AMOUNT_MINOR("amountMinor", Type.INTEGER, Unit.MINOR, Basis.CURRENT, null, "Amount asked for."),

    CARD_COUNT_1M("cardCount1m", VelocityWindow.ONE_MINUTE),
    CARD_COUNT_5M("cardCount5m", VelocityWindow.FIVE_MINUTES),
    CARD_COUNT_1H("cardCount1h", VelocityWindow.ONE_HOUR),
    CARD_COUNT_24H("cardCount24h", VelocityWindow.ONE_DAY),

    CARD_SUM_MINOR_1M("cardSumMinor1m", VelocityWindow.ONE_MINUTE, Unit.MINOR),
    CARD_SUM_MINOR_5M("cardSumMinor5m", VelocityWindow.FIVE_MINUTES, Unit.MINOR),
    CARD_SUM_MINOR_1H("cardSumMinor1h", VelocityWindow.ONE_HOUR, Unit.MINOR),
    CARD_SUM_MINOR_24H("cardSumMinor24h", VelocityWindow.ONE_DAY, Unit.MINOR),

    SMALL_AMOUNTS_10M(
            "smallAmounts10m",
            Type.INTEGER,
            Unit.TRANSACTIONS,
            Basis.EARLIER,
            Duration.ofMinutes(10),
            "Earlier attempts with the card of less than the setting smallAmountBelowMinor."),

    SPEND_COUNT(
            "spendCount",
            Type.INTEGER,
            Unit.TRANSACTIONS,
            Basis.EARLIER,
            null,
            "Transactions that the card's own spending is known from: those scored before this"
                    + " one, not blocked and of a known amount."),
    SPEND_MEAN_MINOR(
            "spendMeanMinor",
            Type.DECIMAL,
            Unit.MINOR,
            Basis.EARLIER,
            null,
            "Mean amount of the transactions in spendCount, each clipped to a multiple of the mean"
                    + " before it (setting spendClipRatio); absent before the first."),
    AMOUNT_TO_MEAN_RATIO(
            "amountToMeanRatio",
            Type.DECIMAL,
            Unit.NONE,
            Basis.CURRENT_AGAINST_EARLIER,
            null,
            "amountMinor / spendMeanMinor; absent where there is no mean above 0."),
    AMOUNT_Z_SCORE(
            "amountZScore",
            Type.DECIMAL,
            Unit.NONE,
            Basis.CURRENT_AGAINST_EARLIER,
            null,
            "(amountMinor - spendMeanMinor) / standard deviation of the transactions in spendCount"
                    + " (sample, n - 1); absent where that deviation is 0 or not known."),

    TRAVEL_KM(
            "travelKm",
            Type.DECIMAL,
            Unit.KM,
            Basis.CURRENT_AGAINST_EARLIER,
            null,
            "Geodesic distance to where the card was last used in person before; absent where"
                    + " either place is not known or this use is not in person."),
    TRAVEL_MINUTES(
            "travelMinutes",
            Type.DECIMAL,
            Unit.MINUTES,
            Basis.CURRENT_AGAINST_EARLIER,
            null,
            "Time since that use."),
    TRAVEL_KM_PER_HOUR(
            "travelKmPerHour",
            Type.DECIMAL,
            Unit.KM_PER_HOUR,
            Basis.CURRENT_AGAINST_EARLIER,
            null,
            "Least speed for that: travelKm less the setting locationErrorKm, over travelMinutes or"
                    + " the setting minimumTravelTime if that is longer."),
    NEXT_TRAVEL_KM(
            "nextTravelKm",
            Type.DECIMAL,
            Unit.KM,
            Basis.CURRENT_AGAINST_LATER,
            null,
            "As travelKm, to the next use in person after this one; present only where this"
                    + " transaction comes late, after a use that followed it."),
    NEXT_TRAVEL_MINUTES(
            "nextTravelMinutes",
            Type.DECIMAL,
            Unit.MINUTES,
            Basis.CURRENT_AGAINST_LATER,
            null,
            "Time until that use."),
    NEXT_TRAVEL_KM_PER_HOUR(
            "nextTravelKmPerHour",
            Type.DECIMAL,
            Unit.KM_PER_HOUR,
            Basis.CURRENT_AGAINST_LATER,
            null,
            "As travelKmPerHour, for that use."),

    DEVICE_KNOWN(
            "deviceKnown",
            Type.FLAG,
            Unit.NONE,
            Basis.EARLIER,
            null,
            "Whether the device was used with the card before, in a transaction not blocked; absent"
                    + " where the transaction names no device."),
    DEVICE_AGE_HOURS(
            "deviceAgeHours",
            Type.DECIMAL,
            Unit.HOURS,
            Basis.CURRENT_AGAINST_EARLIER,
            null,
            "Time since the device was first used with the card, in a transaction not blocked; 0"
                    + " where it never was, absent where the transaction names no device."),
    OTHER_DEVICES(
            "otherDevices",
            Type.INTEGER,
            Unit.DEVICES,
            Basis.EARLIER,
            null,
            "Other devices used with the card before, in transactions not blocked; absent where the"
                    + " transaction names no device.");

    /** What values a feature takes. All are carried as doubles. */
    public enum Type {
        /** Whole numbers. */
        INTEGER,
        /** Any number. */
        DECIMAL,
        /** 1 for yes, 0 for no. */
        FLAG
    }

    /** What a feature is made of. */
    public enum Basis {
        /** The transaction itself. */
        CURRENT,
        /** What came before it; the transaction itself is not included. */
        EARLIER,
        /** What came before it and the transaction itself, which is included. */
        EARLIER_AND_CURRENT,
        /** The transaction itself compared with what came before it, where it is not included. */
        CURRENT_AGAINST_EARLIER,
        /** The transaction itself compared with what followed it but was processed before it. */
        CURRENT_AGAINST_LATER
    }

    /** Units as the catalogue spells them. */
    private static final class Unit {
        static final String TRANSACTIONS = "transactions";
        static final String MINOR = "minor units of the reference currency";
        static final String KM = "km";
        static final String KM_PER_HOUR = "km/h";
        static final String MINUTES = "min";
        static final String HOURS = "h";
        static final String DEVICES = "devices";
        static final String NONE = "1";
    }

    private static final Feature[] ALL = values();
    private static final Map<String, Feature> BY_NAME = new HashMap<>();

    static {
        for (Feature feature : ALL) {
            BY_NAME.put(feature.featureName, feature);
        }
    }

    private final String featureName;
    private final Type type;
    private final String unit;
    private final Basis basis;
    private final @Nullable Duration window;
    private final String meaning;

    Feature(
            String featureName,
            Type type,
            String unit,
            Basis basis,
            @Nullable Duration window,
            String meaning) {
        this.featureName = featureName;
        this.type = type;
        this.unit = unit;
        this.basis = basis;
        this.window = window;
        this.meaning = meaning;
    }

    /** A velocity count. */
    Feature(String featureName, VelocityWindow window) {
        this(
                featureName,
                Type.INTEGER,
                Unit.TRANSACTIONS,
                Basis.EARLIER_AND_CURRENT,
                window.length(),
                "Attempts with the card, this one included.");
    }

    /** A velocity sum. */
    Feature(String featureName, VelocityWindow window, String unit) {
        this(
                featureName,
                Type.INTEGER,
                unit,
                Basis.EARLIER_AND_CURRENT,
                window.length(),
                "Sum of the amounts of the attempts with the card, this one included.");
    }

    /** The feature of that name. */
    public static Optional<Feature> named(String featureName) {
        return Optional.ofNullable(BY_NAME.get(featureName));
    }

    /** Number of features; each index is below it. */
    static int count() {
        return ALL.length;
    }

    static Feature at(int index) {
        return ALL[index];
    }

    /** Place in a {@link FeatureVector}; may change from version to version, the name does not. */
    @SuppressWarnings("EnumOrdinal") // An array index is what the ordinal is for; it is never kept.
    int index() {
        return ordinal();
    }

    /** Stable name, as in verdicts and rules. */
    public String featureName() {
        return featureName;
    }

    public Type type() {
        return type;
    }

    /** Unit of the values; {@code 1} where they have none. */
    public String unit() {
        return unit;
    }

    public Basis basis() {
        return basis;
    }

    /** Length of the sliding window, where the feature has one. */
    public Optional<Duration> window() {
        return Optional.ofNullable(window);
    }

    /** What it tells, in a sentence. */
    public String meaning() {
        return meaning;
    }
}
