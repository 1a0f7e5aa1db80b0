package dev.tributary.recommendation.domain;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What to show who is new here: of what is looked at of late first that of the categories that the
 * customer was interested in before, then the rest.
 */
public final class ColdStart {
    /** How much less a thing says for each that was done since. */
    private static final double DECAY = .9;

    /** Items told as reasons at most. */
    private static final int REASONS_MAX = 3;

    private final RecommenderSettings.Signals signals;
    private final Function<Sku, @Nullable String> category;

    /**
     * @param signals how much each thing says
     * @param category of an item; null where none is known
     */
    public ColdStart(
            RecommenderSettings.Signals signals, Function<Sku, @Nullable String> category) {
        this.signals = signals;
        this.category = category;
    }

    /**
     * Chooses.
     *
     * @param history what the customer did, the newest first; may be empty
     * @param trends of late, most first
     */
    public List<Recommendation> choose(
            List<Click> history, List<Trend> trends, Predicate<Sku> shown, int limit) {
        Map<String, Double> interests = interests(history);
        List<Recommendation> own = new ArrayList<>();
        for (Trend trend : trends) {
            Double interest = interests.get(category(trend.sku()));
            if (interest != null && shown.test(trend.sku())) {
                own.add(
                        new Recommendation(
                                trend.sku(),
                                trend.interest() * interest,
                                because(trend.sku(), history)));
            }
        }
        own.sort(Comparator.comparingDouble(Recommendation::score).reversed());
        return fill(own.stream().limit(limit).toList(), trends, shown, limit);
    }

    /**
     * Adds to items what is looked at of late until there are enough, scored below them.
     *
     * @param items the best first
     */
    static List<Recommendation> fill(
            List<Recommendation> items, List<Trend> trends, Predicate<Sku> shown, int limit) {
        if (items.size() >= limit || trends.isEmpty()) {
            return items;
        }
        Set<Sku> had = new HashSet<>();
        items.forEach(it -> had.add(it.sku()));
        double most = trends.getFirst().interest();
        double below = items.isEmpty() ? most : items.getLast().score() / 2;
        Stream<Recommendation> more =
                trends.stream()
                        .filter(it -> !had.contains(it.sku()) && shown.test(it.sku()))
                        .map(it ->
                                new Recommendation(
                                        it.sku(), below * it.interest() / most, List.of()));
        return Stream.concat(items.stream(), more).limit(limit).toList();
    }

    /** By category its share of all interest. */
    private Map<String, Double> interests(List<Click> history) {
        Map<String, Double> interests = new HashMap<>();
        double weight = 1;
        double sum = 0;
        for (Click click : history) {
            double interest = weight * signals.strength(click.kind());
            String of = category.apply(click.sku());
            if (of != null) {
                interests.merge(of, interest, Double::sum);
                sum += interest;
            }
            weight *= DECAY;
        }
        double all = sum;
        interests.replaceAll((_, interest) -> interest / all);
        return interests;
    }

    private List<Sku> because(Sku sku, List<Click> history) {
        String of = category(sku);
        return history.stream()
                .map(Click::sku)
                .filter(it -> category(it).equals(of))
                .limit(REASONS_MAX)
                .toList();
    }

    /** Empty where none is known: no category is. */
    private String category(Sku sku) {
        String known = category.apply(sku);
        return known == null ? "" : known;
    }
}
