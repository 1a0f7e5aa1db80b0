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

    /**
     * What the visitor may want next: neither what they look at nor what they have just bought.
     * Where the visit does not lead to enough, what is looked at of late follows.
     *
     * @param customer who that is; null where nobody knows
     * @throws InterruptedException while waiting for a processor
     */
    public List<Recommendation> after(Visit visit, @Nullable CustomerId customer, int limit)
            throws InterruptedException {
        Set<Sku> hidden = new HashSet<>(visit.bought());
        hidden.addAll(justBought(customer));
        Predicate<Sku> shown = sku -> assortment.shows(sku) && !hidden.contains(sku);
        List<Recommendation> led =
                recommender.recommend(visit.done(), new Wanted(limit, shown, true));
        if (led.size() == limit) {
            return led;
        }
        Sku current = visit.clicks().getLast().click().sku();
        return ColdStart.fill(led, trends(), shown.and(sku -> !sku.equals(current)), limit);
    }

    /**
     * What to show a customer of whose present visit nothing is known, if anything is of earlier
     * ones.
     *
     * @return empty where nothing is known of the customer
     */
    public List<Recommendation> forCustomer(@Nullable CustomerId customer, int limit) {
        List<Click> history = customer == null ? List.of() : histories.of(customer);
        if (history.isEmpty()) {
            return List.of();
        }
        Set<Sku> bought = justBought(customer);
        return coldStart.choose(
                history, trends(), sku -> assortment.shows(sku) && !bought.contains(sku), limit);
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

    private List<Trend> trends() {
        return trending.ranked(trendWindow);
    }

    private Set<Sku> justBought(@Nullable CustomerId customer) {
        return customer == null ? Set.of() : histories.justBought(customer, wallClock.instant());
    }
}
