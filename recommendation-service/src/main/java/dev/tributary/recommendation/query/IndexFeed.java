package dev.tributary.recommendation.query;

import dev.tributary.common.streams.CompactedFeed;
import dev.tributary.recommendation.domain.LearnableSession.Origin;
import dev.tributary.recommendation.domain.Recommender;
import dev.tributary.recommendation.domain.Visit;
import dev.tributary.recommendation.domain.VisitId;
import dev.tributary.recommendation.store.VisitAvroMapper;
import dev.tributary.schemas.recommendation.Session;

/**
 * Builds the index of this instance from {@code recommendation.sessions.v1}, and keeps it: every
 * change of every visit is learned, here as on every instance.
 */
public final class IndexFeed implements CompactedFeed.Keeper<String, Session> {
    private final Recommender recommender;

    public IndexFeed(Recommender recommender) {
        this.recommender = recommender;
    }

    /**
     * @throws IllegalArgumentException where the record is no visit; what was known before stands
     */
    @Override
    public void put(String key, Session session) {
        Visit visit = VisitAvroMapper.toDomain(session);
        visit.toLearn()
                .ifPresentOrElse(recommender::learn, () -> recommender.forget(new VisitId(key)));
    }

    @Override
    public void removed(String key) {
        recommender.forget(new VisitId(key));
    }

    @Override
    public void caughtUp() {
        // Readiness asks the feed itself.
    }

    @Override
    public void begunAgain() {
        recommender.forgetAll(Origin.VISIT);
    }
}
