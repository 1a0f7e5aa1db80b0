package dev.tributary.cli.fraud;

import dev.tributary.fraud.domain.Feature;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The path from the root of a tree to one of its nodes, as an expression of the rule language: one
 * or two comparisons a feature, joined by {@code &&}, in the order of the catalogue. Different from
 * the tree, an absent feature holds no comparison. Whole numbers are asked as whole numbers, others
 * are rounded to {@value #DIGITS} digits, so that a person can read them and paths that mean the
 * same are written alike.
 */
final class Conjunction {
    private static final int DIGITS = 4;
    private static final MathContext ROUNDED = new MathContext(DIGITS, RoundingMode.HALF_EVEN);

    /** The most that the rule language reads without CEL, either side of the point. */
    private static final int MAX_DIGITS = 15;

    /** By feature, in the order of the catalogue. */
    private final Map<Feature, Range> ranges;

    /**
     * @param from lowest value; null for none
     * @param below highest value, itself excluded unless the feature is a whole number
     */
    private record Range(@Nullable BigDecimal from, @Nullable BigDecimal below) {
        static final Range ALL = new Range(null, null);

        Range atLeast(BigDecimal value) {
            return from == null || from.compareTo(value) < 0 ? new Range(value, below) : this;
        }

        Range lessThan(BigDecimal value) {
            return below == null || below.compareTo(value) > 0 ? new Range(from, value) : this;
        }

        boolean canHold(boolean whole) {
            if (from == null || below == null) {
                return true;
            }
            return whole ? from.compareTo(below) <= 0 : from.compareTo(below) < 0;
        }
    }

    private Conjunction(Map<Feature, Range> ranges) {
        this.ranges = ranges;
    }

    /** The root, where nothing is asked. */
    static Conjunction root() {
        return new Conjunction(Map.of());
    }

    /** One step further, to where the feature is below a threshold. */
    Conjunction below(Feature feature, float threshold) {
        return with(feature, range(feature).lessThan(limit(feature, threshold, true)));
    }

    /** One step further, to where the feature is at a threshold or above it. */
    Conjunction from(Feature feature, float threshold) {
        return with(feature, range(feature).atLeast(limit(feature, threshold, false)));
    }

    private Range range(Feature feature) {
        return ranges.getOrDefault(feature, Range.ALL);
    }

    private Conjunction with(Feature feature, Range range) {
        Map<Feature, Range> more = new TreeMap<>(ranges);
        more.put(feature, range);
        return new Conjunction(more);
    }

    private static BigDecimal limit(Feature feature, float threshold, boolean below) {
        BigDecimal exact = new BigDecimal(Float.toString(threshold));
        return switch (feature.type()) {
            case INTEGER -> {
                BigDecimal least = exact.setScale(0, RoundingMode.CEILING);
                yield below ? least.subtract(BigDecimal.ONE) : least;
            }
            case DECIMAL -> exact.round(ROUNDED);
            case FLAG -> exact;
        };
    }

    /** The expression; null where nothing is asked or it cannot be written or never hold. */
    @Nullable String expression() {
        List<String> steps = new ArrayList<>();
        for (Map.Entry<Feature, Range> entry : ranges.entrySet()) {
            Feature feature = entry.getKey();
            Range range = entry.getValue();
            if (feature.type() == Feature.Type.FLAG) {
                Boolean flag = flag(range);
                if (flag == null) {
                    return null;
                }
                steps.add((flag ? "" : "!") + feature.featureName());
                continue;
            }
            boolean whole = feature.type() == Feature.Type.INTEGER;
            if (!range.canHold(whole) || !isWritable(range.from()) || !isWritable(range.below())) {
                return null;
            }
            if (range.from() != null) {
                steps.add(feature.featureName() + " >= " + text(range.from()));
            }
            if (range.below() != null) {
                steps.add(feature.featureName() + (whole ? " <= " : " < ") + text(range.below()));
            }
        }
        return steps.isEmpty() ? null : String.join(" && ", steps);
    }

    /** Null where both values are in the range, or neither. */
    private static @Nullable Boolean flag(Range range) {
        boolean no = holds(range, BigDecimal.ZERO);
        boolean yes = holds(range, BigDecimal.ONE);
        return no == yes ? null : yes;
    }

    private static boolean holds(Range range, BigDecimal value) {
        return (range.from() == null || value.compareTo(range.from()) >= 0)
                && (range.below() == null || value.compareTo(range.below()) < 0);
    }

    private static boolean isWritable(@Nullable BigDecimal limit) {
        if (limit == null) {
            return true;
        }
        BigDecimal stripped = limit.stripTrailingZeros();
        return stripped.scale() <= MAX_DIGITS
                && stripped.precision() - stripped.scale() <= MAX_DIGITS;
    }

    private static String text(BigDecimal limit) {
        return limit.signum() == 0 ? "0" : limit.stripTrailingZeros().toPlainString();
    }
}
