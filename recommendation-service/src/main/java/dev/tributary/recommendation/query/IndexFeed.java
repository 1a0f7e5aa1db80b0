package dev.tributary.recommendation.query;

import dev.tributary.common.streams.CompactedFeed;
import dev.tributary.recommendation.domain.CustomerHistories;
import dev.tributary.recommendation.domain.CustomerId;
import dev.tributary.recommendation.domain.LearnableSession.Origin;
import dev.tributary.recommendation.domain.Recommender;
import dev.tributary.recommendation.domain.Visit;
import dev.tributary.recommendation.domain.VisitId;
import dev.tributary.recommendation.store.VisitAvroMapper;
import dev.tributary.schemas.recommendation.Session;

/**
 * Builds the index of this instance from {@code recommendation.sessions.v1}, and keeps it: every
 * change of every visit is learned, here as on every instance. What customers did before is kept
 * beside it. Of who does not want it nothing is.
 */
public final class IndexFeed implements CompactedFeed.Keeper<String, Session> {
    private final Recommender recommender;
    private final CustomerHistories histories;
    private final Consents consents;

    public IndexFeed(Recommender recommender, CustomerHistories histories, Consents consents) {
        this.recommender = recommender;
        this.histories = histories;
        this.consents = consents;
    }

    /**
     * @throws IllegalArgumentException where the record is no visit; what was known before stands
     */
    @Override
    public void put(String key, Session session) {
        Visit visit = VisitAvroMapper.toDomain(session);
        VisitId id = new VisitId(key);
        CustomerId customer = visit.customerId();
        if (customer != null) {
            if (!consents.allows(customer, visit.receivedAt())) {
                removed(key);
                return;
            }
            histories.put(customer, id, Origin.VISIT, visit.clicks());
        }
        visit.toLearn().ifPresentOrElse(recommender::learn, () -> recommender.forget(id));
    }

    @Override
    public void removed(String key) {
        VisitId id = new VisitId(key);
        recommender.forget(id);
        histories.forget(id);
    }

    @Override
    public void caughtUp() {
        // Readiness asks the feed itself.
    }

    @Override
    public void begunAgain() {
        recommender.forgetAll(Origin.VISIT);
        histories.forgetAll(Origin.VISIT);
    }
}
