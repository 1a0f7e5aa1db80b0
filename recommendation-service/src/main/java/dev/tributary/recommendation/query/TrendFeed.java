package dev.tributary.recommendation.query;

import dev.tributary.common.streams.CompactedFeed;
import dev.tributary.recommendation.domain.Sku;
import dev.tributary.recommendation.domain.Trending;
import dev.tributary.schemas.recommendation.ItemInterest;

/** Keeps what is looked at of late, from {@code recommendation.item-interest.v1}. */
public final class TrendFeed implements CompactedFeed.Keeper<String, ItemInterest> {
    private final Trending trending;

    public TrendFeed(Trending trending) {
        this.trending = trending;
    }

    @Override
    public void put(String key, ItemInterest interest) {
        trending.put(new Sku(interest.getSku()), interest.getPaneStart(), interest.getInterest());
    }

    @Override
    public void removed(String key) {
        // Nobody deletes a sum; it goes by its age, here as in the topic.
    }

    @Override
    public void caughtUp() {
        // Readiness asks the feed itself.
    }

    @Override
    public void begunAgain() {
        trending.clear();
    }
}
