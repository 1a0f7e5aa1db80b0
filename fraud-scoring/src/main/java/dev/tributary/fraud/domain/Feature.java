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
 * (see {@link CardHistory}): in windows up to a day they are lower bounds beyond {@link
 * HistorySettings#maxAttempts} in the window; longer windows take older attempts from totals of
 * days, each counting as if it had happened at the end of its day. For an event later than {@link
 * HistorySettings#lateness} they are lower bounds, too. An earlier attempt in a currency without a
 * rate adds 1 to a count and nothing to a sum.
 *
 * <p>Features of labels look at the other transactions of an entity whose label was known at t, and
 * never at a label that came later. Their windows begin earlier by the usual delay of labels
 * ({@link EntitySettings#labelDelay}, d): (t - d - w, t]. All of an entity's are absent where fewer
 * frauds than {@link EntitySettings#leastFrauds} were known in the longest of these windows:
 * nothing is told of such entities. A fraud is <b>unexplained</b> where neither its own amount nor
 * its ratio to the card's usual amount says enough ({@link LearnedConstants#amountCutMinor}, {@link
 * UsualSettings#unusualRatio}): something else must be wrong where it happened.
 */
public enum Feature {
    AMOUNT_MINOR("amountMinor", Type.INTEGER, Unit.MINOR, Basis.CURRENT, null, "Amount asked for."),

    CARD_COUNT_1M("cardCount1m", Measure.COUNT, Duration.ofMinutes(1)),
    CARD_COUNT_5M("cardCount5m", Measure.COUNT, Duration.ofMinutes(5)),
    CARD_COUNT_1H("cardCount1h", Measure.COUNT, Duration.ofHours(1)),
    CARD_COUNT_24H("cardCount24h", Measure.COUNT, Duration.ofHours(24)),
    CARD_COUNT_7D("cardCount7d", Measure.COUNT, Duration.ofDays(7)),
    CARD_COUNT_30D("cardCount30d", Measure.COUNT, Duration.ofDays(30)),

    CARD_SUM_MINOR_1M("cardSumMinor1m", Measure.SUM, Duration.ofMinutes(1)),
    CARD_SUM_MINOR_5M("cardSumMinor5m", Measure.SUM, Duration.ofMinutes(5)),
    CARD_SUM_MINOR_1H("cardSumMinor1h", Measure.SUM, Duration.ofHours(1)),
    CARD_SUM_MINOR_24H("cardSumMinor24h", Measure.SUM, Duration.ofHours(24)),
    CARD_SUM_MINOR_7D("cardSumMinor7d", Measure.SUM, Duration.ofDays(7)),
    CARD_SUM_MINOR_30D("cardSumMinor30d", Measure.SUM, Duration.ofDays(30)),

    CARD_MEAN_MINOR_1M("cardMeanMinor1m", Measure.MEAN, Duration.ofMinutes(1)),
    CARD_MEAN_MINOR_5M("cardMeanMinor5m", Measure.MEAN, Duration.ofMinutes(5)),
    CARD_MEAN_MINOR_1H("cardMeanMinor1h", Measure.MEAN, Duration.ofHours(1)),
    CARD_MEAN_MINOR_24H("cardMeanMinor24h", Measure.MEAN, Duration.ofHours(24)),
    CARD_MEAN_MINOR_7D("cardMeanMinor7d", Measure.MEAN, Duration.ofDays(7)),
    CARD_MEAN_MINOR_30D("cardMeanMinor30d", Measure.MEAN, Duration.ofDays(30)),

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

    AMOUNT_ABOVE_CUT(
            "amountAboveCut",
            Type.FLAG,
            Unit.NONE,
            Basis.CURRENT,
            null,
            "Whether the amount is above the one beyond which transactions were nearly always fraud"
                    + " in the history that the model learned from; absent where there is no such"
                    + " amount."),
    USUAL_AMOUNT_MINOR(
            "usualAmountMinor",
            Type.DECIMAL,
            Unit.MINOR,
            Basis.EARLIER,
            null,
            "What the card usually pays: a mean from a prior on that unusual amounts hardly move;"
                    + " blocked transactions are not in it."),
    AMOUNT_TO_USUAL_RATIO(
            "amountToUsualRatio",
            Type.DECIMAL,
            Unit.NONE,
            Basis.CURRENT_AGAINST_EARLIER,
            null,
            "amountMinor / usualAmountMinor."),
    AMOUNT_TO_OWN_MEAN_30D(
            "amountToOwnMean30d",
            Type.DECIMAL,
            Unit.NONE,
            Basis.CURRENT_AGAINST_EARLIER,
            Duration.ofDays(30),
            "amountMinor over the mean of the card's earlier attempts; absent where there are none"
                    + " or their mean is 0."),
    MEDIAN_AMOUNT_MINOR_30D(
            "medianAmountMinor30d",
            Type.DECIMAL,
            Unit.MINOR,
            Basis.EARLIER,
            Duration.ofDays(30),
            "Median amount of the latest earlier transactions with the card, at most "
                    + AmountSample.MAX
                    + ", not blocked and of a known amount; absent where there are none."),
    AMOUNT_TO_MEDIAN_30D(
            "amountToMedian30d",
            Type.DECIMAL,
            Unit.NONE,
            Basis.CURRENT_AGAINST_EARLIER,
            Duration.ofDays(30),
            "amountMinor / medianAmountMinor30d; absent where there is no median above 0."),
    AMOUNT_ROBUST_Z_30D(
            "amountRobustZ30d",
            Type.DECIMAL,
            Unit.NONE,
            Basis.CURRENT_AGAINST_EARLIER,
            Duration.ofDays(30),
            "(amountMinor - medianAmountMinor30d) / (1.4826 x median absolute deviation from it +"
                    + " the setting deviationFloorMinor)."),
    AMOUNT_SURGE(
            "amountSurge",
            Type.DECIMAL,
            Unit.NATS,
            Basis.CURRENT_AGAINST_EARLIER,
            null,
            "Log-likelihood ratio of the amount being one of this card's times the setting"
                    + " surgeFactor against being one of this card's, both normal; within 20 either"
                    + " way."),
    SURGE_EVIDENCE_14D(
            "surgeEvidence14d",
            Type.DECIMAL,
            Unit.NATS,
            Basis.EARLIER,
            Duration.ofDays(14),
            "How much earlier amounts speak for a misused card: log of the mean, over every earlier"
                    + " attempt as its beginning, of the likelihood ratio of the amounts since, of"
                    + " which the setting surgeShare are the thief's; absent where there are none."),
    UNUSUAL_COUNT_7D(
            "unusualCount7d",
            Type.INTEGER,
            Unit.TRANSACTIONS,
            Basis.EARLIER,
            Duration.ofDays(7),
            "Earlier attempts with the card of an unusual amount: more than the setting unusualRatio"
                    + " times the usual one of then."),
    UNUSUAL_COUNT_14D(
            "unusualCount14d",
            Type.INTEGER,
            Unit.TRANSACTIONS,
            Basis.EARLIER,
            Duration.ofDays(14),
            "As unusualCount7d, over 14 days."),
    UNUSUAL_SHARE_7D(
            "unusualShare7d",
            Type.DECIMAL,
            Unit.NONE,
            Basis.EARLIER,
            Duration.ofDays(7),
            "unusualCount7d over the number of earlier attempts; absent where there are none."),
    UNUSUAL_DAYS_SINCE_30D(
            "unusualDaysSince30d",
            Type.DECIMAL,
            Unit.DAYS,
            Basis.EARLIER,
            Duration.ofDays(30),
            "Time since the last earlier attempt with the card of an unusual amount; absent where"
                    + " there is none."),
    HIGHEST_RATIO_7D(
            "highestRatio7d",
            Type.DECIMAL,
            Unit.NONE,
            Basis.EARLIER,
            Duration.ofDays(7),
            "Highest ratio of an earlier attempt's amount to the usual one of then; absent where"
                    + " there is none of a known amount."),

    SMALL_THEN_LARGE_1H(
            "smallThenLarge1h",
            Type.INTEGER,
            Unit.TRANSACTIONS,
            Basis.CURRENT_AGAINST_EARLIER,
            Duration.ofHours(1),
            "Where this amount is large (setting largeFromMinor): earlier attempts of a small one"
                    + " (smallAmountBelowMinor) that no other large one followed; else 0. Card"
                    + " testing and what follows it."),
    NEW_DEVICE_THEN_LARGE_24H(
            "newDeviceThenLarge24h",
            Type.INTEGER,
            Unit.TRANSACTIONS,
            Basis.CURRENT_AGAINST_EARLIER,
            Duration.ofHours(24),
            "Where this amount is large (setting largeFromMinor): earlier attempts on a device new"
                    + " to the card that no other large one followed; else 0. An account taken"
                    + " over and what follows it."),

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
                    + " transaction names no device."),

    MERCHANT_KNOWN(
            "merchantKnown",
            Type.FLAG,
            Unit.NONE,
            Basis.EARLIER,
            null,
            "Whether the card was used at the merchant before, in a transaction not blocked; absent"
                    + " where the transaction names no merchant."),
    MERCHANT_AGE_HOURS(
            "merchantAgeHours",
            Type.DECIMAL,
            Unit.HOURS,
            Basis.CURRENT_AGAINST_EARLIER,
            null,
            "Time since the card was first used at the merchant, in a transaction not blocked; 0"
                    + " where it never was, absent where the transaction names no merchant."),
    OTHER_MERCHANTS(
            "otherMerchants",
            Type.INTEGER,
            Unit.MERCHANTS,
            Basis.EARLIER,
            null,
            "Other merchants the card was used at before, in transactions not blocked; absent where"
                    + " the transaction names no merchant."),

    HOUR_OF_DAY(
            "hourOfDay",
            Type.INTEGER,
            Unit.HOURS,
            Basis.CURRENT,
            null,
            "Hour of the day in UTC, 0 to 23."),
    DAY_OF_WEEK(
            "dayOfWeek",
            Type.INTEGER,
            Unit.DAYS,
            Basis.CURRENT,
            null,
            "Day of the week in UTC, 1 for Monday to 7 for Sunday."),
    NIGHT(
            "night",
            Type.FLAG,
            Unit.NONE,
            Basis.CURRENT,
            null,
            "Whether hourOfDay is 6 or less, as in the published protocol."),
    WEEKEND(
            "weekend",
            Type.FLAG,
            Unit.NONE,
            Basis.CURRENT,
            null,
            "Whether it is Saturday or Sunday in UTC."),

    TERMINAL_COUNT_24H("terminalCount24h", "terminal", Measure.COUNT, Duration.ofHours(24)),
    TERMINAL_COUNT_7D("terminalCount7d", "terminal", Measure.COUNT, Duration.ofDays(7)),
    TERMINAL_COUNT_30D("terminalCount30d", "terminal", Measure.COUNT, Duration.ofDays(30)),
    TERMINAL_FRAUD_RATE_24H("terminalFraudRate24h", "terminal", Measure.MEAN, Duration.ofHours(24)),
    TERMINAL_FRAUD_RATE_7D("terminalFraudRate7d", "terminal", Measure.MEAN, Duration.ofDays(7)),
    TERMINAL_FRAUD_RATE_30D("terminalFraudRate30d", "terminal", Measure.MEAN, Duration.ofDays(30)),
    TERMINAL_HONEST_DAYS_SINCE_30D(
            "terminalHonestDaysSince30d",
            Type.DECIMAL,
            Unit.DAYS,
            Basis.LABELS,
            Duration.ofDays(30),
            "Time since the terminal's last transaction known to be honest; absent where none is."),
    TERMINAL_UNEXPLAINED_DAYS_SINCE_30D(
            "terminalUnexplainedDaysSince30d",
            Type.DECIMAL,
            Unit.DAYS,
            Basis.LABELS,
            Duration.ofDays(30),
            "Time since the terminal's last unexplained fraud; absent where none is known."),
    TERMINAL_RUN_30D(
            "terminalRun30d",
            Type.INTEGER,
            Unit.TRANSACTIONS,
            Basis.LABELS,
            Duration.ofDays(30),
            "Unexplained frauds at the terminal since its last transaction known to be honest."),
    TERMINAL_RUN_CHANCE_30D(
            "terminalRunChance30d",
            Type.DECIMAL,
            Unit.NONE,
            Basis.LABELS,
            Duration.ofDays(30),
            "Chance that terminalRun30d has not ended, where it began evenly likely between the last"
                    + " honest transaction and the first fraud and lasts for the setting runLength;"
                    + " absent where there is none."),
    TERMINAL_RUN_DAYS_30D(
            "terminalRunDays30d",
            Type.DECIMAL,
            Unit.DAYS,
            Basis.LABELS,
            Duration.ofDays(30),
            "Time since the first fraud of terminalRun30d; absent where that is 0."),
    TERMINAL_RUN_GAP_DAYS_30D(
            "terminalRunGapDays30d",
            Type.DECIMAL,
            Unit.DAYS,
            Basis.LABELS,
            Duration.ofDays(30),
            "From the last transaction known to be honest to the first fraud of terminalRun30d;"
                    + " absent where either is."),
    TERMINAL_UNEXPLAINED_7D(
            "terminalUnexplained7d",
            Type.INTEGER,
            Unit.TRANSACTIONS,
            Basis.LABELS,
            Duration.ofDays(7),
            "Unexplained frauds known of the terminal."),
    TERMINAL_UNEXPLAINED_30D(
            "terminalUnexplained30d",
            Type.INTEGER,
            Unit.TRANSACTIONS,
            Basis.LABELS,
            Duration.ofDays(30),
            "Unexplained frauds known of the terminal."),
    TERMINAL_UNEXPLAINED_RATE_30D(
            "terminalUnexplainedRate30d",
            Type.DECIMAL,
            Unit.NONE,
            Basis.LABELS,
            Duration.ofDays(30),
            "(terminalUnexplained30d + 0.01) / (terminalCount30d + 2)."),
    TERMINAL_UNEXPLAINED_DECAYED_30D(
            "terminalUnexplainedDecayed30d",
            Type.DECIMAL,
            Unit.NONE,
            Basis.LABELS,
            Duration.ofDays(30),
            "As terminalUnexplainedRate30d, each transaction weighing e^(-age / setting decay)."),

    MERCHANT_COUNT_24H("merchantCount24h", "merchant", Measure.COUNT, Duration.ofHours(24)),
    MERCHANT_COUNT_7D("merchantCount7d", "merchant", Measure.COUNT, Duration.ofDays(7)),
    MERCHANT_COUNT_30D("merchantCount30d", "merchant", Measure.COUNT, Duration.ofDays(30)),
    MERCHANT_FRAUD_RATE_24H("merchantFraudRate24h", "merchant", Measure.MEAN, Duration.ofHours(24)),
    MERCHANT_FRAUD_RATE_7D("merchantFraudRate7d", "merchant", Measure.MEAN, Duration.ofDays(7)),
    MERCHANT_FRAUD_RATE_30D("merchantFraudRate30d", "merchant", Measure.MEAN, Duration.ofDays(30)),

    DEVICE_FRAUDS_30D("deviceFrauds30d", "device", Measure.SUM, Duration.ofDays(30)),
    DEVICE_OTHER_CARDS_24H("deviceOtherCards24h", "device", Unit.CARDS, Duration.ofHours(24)),
    DEVICE_OTHER_USES_1H("deviceOtherUses1h", "device", Unit.TRANSACTIONS, Duration.ofHours(1)),
    DEVICE_OTHER_USES_24H("deviceOtherUses24h", "device", Unit.TRANSACTIONS, Duration.ofHours(24)),
    IP_FRAUDS_30D("ipFrauds30d", "address", Measure.SUM, Duration.ofDays(30)),
    IP_OTHER_CARDS_24H("ipOtherCards24h", "address", Unit.CARDS, Duration.ofHours(24)),
    IP_OTHER_USES_1H("ipOtherUses1h", "address", Unit.TRANSACTIONS, Duration.ofHours(1)),
    IP_OTHER_USES_24H("ipOtherUses24h", "address", Unit.TRANSACTIONS, Duration.ofHours(24));

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
        CURRENT_AGAINST_LATER,
        /** Other transactions with an entity whose outcome was known by then. */
        LABELS
    }

    /** What a window of a card or an entity is reduced to. */
    private enum Measure {
        COUNT,
        SUM,
        MEAN
    }

    /** Units as the catalogue spells them. */
    private static final class Unit {
        static final String TRANSACTIONS = "transactions";
        static final String MINOR = "minor units of the reference currency";
        static final String KM = "km";
        static final String KM_PER_HOUR = "km/h";
        static final String MINUTES = "min";
        static final String HOURS = "h";
        static final String DAYS = "days";
        static final String DEVICES = "devices";
        static final String MERCHANTS = "merchants";
        static final String CARDS = "cards";
        static final String NATS = "nats";
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

    /** Of a card's window, the transaction itself included. */
    Feature(String featureName, Measure measure, Duration window) {
        this(
                featureName,
                measure == Measure.MEAN ? Type.DECIMAL : Type.INTEGER,
                measure == Measure.COUNT ? Unit.TRANSACTIONS : Unit.MINOR,
                Basis.EARLIER_AND_CURRENT,
                window,
                switch (measure) {
                    case COUNT -> "Attempts with the card, this one included.";
                    case SUM ->
                            "Sum of the amounts of the attempts with the card, this one included.";
                    case MEAN ->
                            "Mean amount of the attempts with the card that have one, this one"
                                    + " included.";
                });
    }

    /** Of an entity's window over labels: labelled transactions, frauds, share of frauds. */
    Feature(String featureName, String entity, Measure measure, Duration window) {
        this(
                featureName,
                measure == Measure.MEAN ? Type.DECIMAL : Type.INTEGER,
                measure == Measure.MEAN ? Unit.NONE : Unit.TRANSACTIONS,
                Basis.LABELS,
                window,
                switch (measure) {
                    case COUNT -> "Transactions with the " + entity + " whose label was known.";
                    case SUM -> "Frauds known of the " + entity + ".";
                    case MEAN ->
                            "Share of frauds among the transactions with the "
                                    + entity
                                    + " whose label was known; absent where there are none.";
                });
    }

    /** Of an entity's window over uses. */
    Feature(String featureName, String entity, String unit, Duration window) {
        this(
                featureName,
                Type.INTEGER,
                unit,
                Basis.EARLIER,
                window,
                (unit.equals(Unit.CARDS) ? "Other cards used" : "Attempts with other cards")
                        + " from the "
                        + entity
                        + "; absent where other cards within 24 h are fewer than the setting"
                        + " leastCards.");
    }

    /** The feature of that name. */
    public static Optional<Feature> named(String featureName) {
        return Optional.ofNullable(BY_NAME.get(featureName));
    }

    /** Number of features; each index is below it. */
    public static int count() {
        return ALL.length;
    }

    /** The feature at that place. */
    public static Feature at(int index) {
        return ALL[index];
    }

    /** Place in a {@link FeatureVector}; may change from version to version, the name does not. */
    @SuppressWarnings("EnumOrdinal") // An array index is what the ordinal is for; it is never kept.
    public int index() {
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
