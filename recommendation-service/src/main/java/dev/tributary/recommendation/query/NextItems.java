package dev.tributary.recommendation.query;

import dev.tributary.recommendation.domain.Click;
import dev.tributary.recommendation.domain.Recommendation;
import dev.tributary.recommendation.domain.Recommender;
import dev.tributary.recommendation.domain.Sku;
import dev.tributary.recommendation.domain.Trend;
import dev.tributary.recommendation.domain.Trending;
import dev.tributary.recommendation.domain.Visit;
import dev.tributary.recommendation.domain.Wanted;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** What to show next, of what may be shown. */
public final class NextItems {
    private final Recommender recommender;
    private final Trending trending;
    private final Assortment assortment;

    public NextItems(Recommender recommender, Trending trending, Assortment assortment) {
        this.recommender = recommender;
        this.trending = trending;
        this.assortment = assortment;
    }

    /**
     * What the visitor may want next: neither what they look at nor what they have just bought.
     *
     * @throws InterruptedException while waiting for a processor
     */
    public List<Recommendation> after(Visit visit, int limit) throws InterruptedException {
        Set<Sku> bought = visit.bought();
        return recommender.recommend(
                visit.done(),
                new Wanted(limit, sku -> assortment.shows(sku) && !bought.contains(sku), true));
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
     */
    public List<Trend> trending(Duration window, int limit) {
        return trending.top(window, assortment::shows, limit);
    }
}
