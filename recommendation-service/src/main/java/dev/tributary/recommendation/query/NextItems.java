package dev.tributary.recommendation.query;

import dev.tributary.recommendation.domain.Click;
import dev.tributary.recommendation.domain.ColdStart;
import dev.tributary.recommendation.domain.CustomerHistories;
import dev.tributary.recommendation.domain.CustomerId;
import dev.tributary.recommendation.domain.Recommendation;
import dev.tributary.recommendation.domain.Recommender;
import dev.tributary.recommendation.domain.Sku;
import dev.tributary.recommendation.domain.Trend;
import dev.tributary.recommendation.domain.Trending;
import dev.tributary.recommendation.domain.Visit;
import dev.tributary.recommendation.domain.Wanted;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What to show next, of what may be shown. */
public final class NextItems {
    private final Recommender recommender;
    private final Trending trending;
    private final Assortment assortment;
    private final CustomerHistories histories;
    private final ColdStart coldStart;
    private final Duration trendWindow;
    private final InstantSource wallClock;

    /**
     * @param trendWindow what counts as of late, of event time
     */
    public NextItems(
            Recommender recommender,
            Trending trending,
            Assortment assortment,
            CustomerHistories histories,
            ColdStart coldStart,
            Duration trendWindow,
            InstantSource wallClock) {
        this.recommender = recommender;
        this.trending = trending;
        this.assortment = assortment;
        this.histories = histories;
        this.coldStart = coldStart;
        this.trendWindow = trendWindow;
        this.wallClock = wallClock;
    }

    /** What items to show come from. */
    public enum Basis {
        /** The visit and the index. */
        SESSION,
        /** The customer's history, and what is looked at of late. */
        CUSTOMER,
        /** What is looked at of late. */
        TRENDING
    }

    /** Items to show, the best first, and what they come from. */
    public record Shown(List<Recommendation> items, Basis basis) {}

    /**
     * What the visitor may want next: neither what they look at nor what they have just bought.
     * Where the visit leads to nothing, what the customer was interested in before decides, and
     * where that is not known either, what everybody looks at.
     *
     * @param visit empty where the session is not known
     * @param customer who that is; null where nobody knows
     * @throws InterruptedException while waiting for a processor
     */
    public Shown next(Optional<Visit> visit, @Nullable CustomerId customer, int limit)
            throws InterruptedException {
        Set<Sku> hidden = new HashSet<>();
        if (customer != null) {
            hidden.addAll(histories.justBought(customer, wallClock.instant()));
        }
        visit.ifPresent(it -> hidden.addAll(it.bought()));
        Predicate<Sku> shown = sku -> assortment.shows(sku) && !hidden.contains(sku);
        if (visit.isPresent()) {
            List<Recommendation> led =
                    recommender.recommend(visit.get().done(), new Wanted(limit, shown, true));
            if (!led.isEmpty()) {
                return new Shown(led, Basis.SESSION);
            }
            hidden.add(visit.get().clicks().getLast().click().sku());
        }
        List<Recommendation> items =
                coldStart.choose(
                        customer == null ? List.of() : histories.of(customer),
                        trending.ranked(trendWindow),
                        shown,
                        limit);
        boolean ofTheirs = items.stream().anyMatch(it -> !it.because().isEmpty());
        return new Shown(items, ofTheirs ? Basis.CUSTOMER : Basis.TRENDING);
    }

    /**
     * What goes with an item.
     *
     * @throws InterruptedException while waiting for a processor
     */
    public List<Recommendation> with(Sku sku, int limit) throws InterruptedException {
        return recommender.recommend(
                List.of(Click.view(sku)), new Wanted(limit, assortment::shows, true));
    }

    /**
     * What is looked at of late.
     *
     * @param window of event time
     * @param category only items of it; null for all
     */
    public List<Trend> trending(Duration window, @Nullable String category, int limit) {
        return trending.ranked(window).stream()
                .filter(it -> category == null || category.equals(assortment.category(it.sku())))
                .filter(it -> assortment.shows(it.sku()))
                .limit(limit)
                .toList();
    }
}
