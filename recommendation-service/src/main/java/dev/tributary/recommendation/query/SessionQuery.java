package dev.tributary.recommendation.query;

import dev.tributary.common.query.Lookup;
import dev.tributary.common.query.ReadDemand;
import dev.tributary.common.query.StoreRead;
import dev.tributary.common.query.StoreRouter;
import dev.tributary.recommendation.domain.SessionId;
import dev.tributary.recommendation.domain.Visit;
import dev.tributary.recommendation.store.SessionStores;
import dev.tributary.recommendation.store.VisitAvroMapper;
import dev.tributary.schemas.recommendation.Session;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Sessions, on this instance or the one that owns them. A session is read from the state that its
 * interactions change, which is never ahead of their log; the position of an answer is that of the
 * interactions, so that who has sent one can ask for the session with it.
 *
 * <p>The visit of somebody unknown is not known any more once it is over, even before the state has
 * forgotten it.
 */
public final class SessionQuery {
    private final StoreRouter router;
    private final Duration gap;
    private final InstantSource wallClock;

    /**
     * @param gap after so long without a click a visit is over
     */
    public SessionQuery(StoreRouter router, Duration gap, InstantSource wallClock) {
        this.router = router;
        this.gap = gap;
        this.wallClock = wallClock;
    }

    /** The newest visit of a session. */
    public Lookup<Visit> visit(SessionId session, ReadDemand demand) {
        return router.find(
                        StoreRead.<Session>ofKey(SessionStores.VISITS, session.value())
                                .map(VisitAvroMapper::toDomain),
                        demand)
                .filter(this::isKnown);
    }

    /** The same where a session that is not known will do, too. */
    public Lookup<Optional<Visit>> anyVisit(SessionId session, ReadDemand demand) {
        return switch (visit(session, demand)) {
            case Lookup.Found<Visit>(Visit visit, var freshness) ->
                    new Lookup.Found<>(Optional.of(visit), freshness);
            case Lookup.Absent<Visit>(var freshness) ->
                    new Lookup.Found<>(Optional.empty(), freshness);
            case Lookup.Behind<Visit>(var freshness) -> new Lookup.Behind<>(freshness);
            case Lookup.Elsewhere<Visit>(var owner, var standbys) ->
                    new Lookup.Elsewhere<>(owner, standbys);
            case Lookup.NotReady<Visit>(var reason, var standbys) ->
                    new Lookup.NotReady<>(reason, standbys);
        };
    }

    private boolean isKnown(Visit visit) {
        return visit.customerId() != null || !visit.isQuiet(wallClock.instant(), gap);
    }
}
