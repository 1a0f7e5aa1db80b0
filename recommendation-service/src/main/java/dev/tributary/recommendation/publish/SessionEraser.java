package dev.tributary.recommendation.publish;

import dev.tributary.common.streams.GroupProgress;
import dev.tributary.common.streams.Publication;
import dev.tributary.common.streams.TopicEraser;
import dev.tributary.common.streams.TopicLog;
import dev.tributary.common.streams.TopicPublisher;
import dev.tributary.common.streams.TopicWorker;
import dev.tributary.schemas.ingest.ErasedInteractions;
import dev.tributary.schemas.ingest.Interaction;
import dev.tributary.schemas.recommendation.ErasedSessions;
import dev.tributary.schemas.recommendation.Session;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * Deletes the visits of a customer once their interactions are deleted, and says so. Visits that
 * the topology still keeps go with their interactions; this finds those that are over. It begins
 * when the topology has taken in every deletion, so nothing is told again afterwards, and ends when
 * the topic has been read once more and nothing was found.
 */
public final class SessionEraser implements TopicWorker.Work<ErasedInteractions> {
    private static final Logger LOG = LoggerFactory.getLogger(SessionEraser.class);

    private final TopicLog<Interaction> interactions;
    private final GroupProgress topology;
    private final TopicEraser<Session> sessions;
    private final TopicPublisher<String, ErasedSessions> receipts;
    private final InstantSource wallClock;

    /**
     * @param interactions what the topology reads
     * @param topology how far it is
     * @param sessions what is erased
     * @param receipts takes what was done
     */
    public SessionEraser(
            TopicLog<Interaction> interactions,
            GroupProgress topology,
            TopicEraser<Session> sessions,
            TopicPublisher<String, ErasedSessions> receipts,
            InstantSource wallClock) {
        this.interactions = interactions;
        this.topology = topology;
        this.sessions = sessions;
        this.receipts = receipts;
        this.wallClock = wallClock;
    }

    @Override
    public void carryOut(String customerId, ErasedInteractions erased) throws InterruptedException {
        topology.awaitProcessed(interactions.ends());
        long count = 0;
        long found;
        do {
            found =
                    sessions.erase((_, session) ->
                            customerId.equals(session.getCustomerId())
                                    && !session.getReceivedAt().isAfter(erased.getRequestedAt()));
            count += found;
        } while (found > 0);
        Publication told =
                receipts.publish(
                        customerId,
                        new ErasedSessions(
                                customerId,
                                erased.getRequestedAt(),
                                wallClock.instant().truncatedTo(ChronoUnit.MILLIS),
                                count));
        if (told instanceof Publication.Unknown(Throwable cause)) {
            throw new IllegalStateException("not known whether the receipt was written", cause);
        }
        LOG.info(
                "erased {} visits of a customer, as asked for at {}",
                count,
                erased.getRequestedAt());
    }
}
