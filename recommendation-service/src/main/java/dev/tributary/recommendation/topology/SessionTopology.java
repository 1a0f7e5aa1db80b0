package dev.tributary.recommendation.topology;

import dev.tributary.common.streams.EventTime;
import dev.tributary.recommendation.domain.CustomerId;
import dev.tributary.recommendation.store.SessionStores;
import dev.tributary.schemas.ingest.Interaction;
import dev.tributary.schemas.recommendation.Session;

import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

import java.util.function.Predicate;

/**
 * Keeps what visitors do, a record of state a session, and tells every change of it.
 *
 * <p>In: {@code ingest.interactions.v1} (session and interaction, Interaction), partitioned by
 * session. Out: {@code recommendation.sessions.v1} (visitId, Session), the whole visit each time.
 * State: {@link SessionStores}, partitioned by session like the input. Event time is {@code
 * occurredAt}. Where an interaction is deleted from its log it is taken out of its visit.
 *
 * <p>Of a visit of somebody unknown only what was done is told, in a session that leads back to
 * nobody, and it is forgotten here when it is over.
 *
 * <p>An interaction that is processed again changes nothing, because a visit knows the place in the
 * log up to which it was taken in; what is told twice is a snapshot. So the topology needs no
 * transactions, and its state is never ahead of what was committed to its input.
 */
public final class SessionTopology {
    private final SessionTopics topics;
    private final VisitSettings settings;
    private final Predicate<CustomerId> mayBeKnown;

    /**
     * @param mayBeKnown whether a customer consents to be known beyond a visit
     */
    public SessionTopology(
            SessionTopics topics, VisitSettings settings, Predicate<CustomerId> mayBeKnown) {
        this.topics = topics;
        this.settings = settings;
        this.mayBeKnown = mayBeKnown;
    }

    /** Puts the topology into a builder. */
    public void define(StreamsBuilder builder) {
        writeSessions(keepVisits(readInteractions(builder)));
    }

    private KStream<String, Interaction> readInteractions(StreamsBuilder builder) {
        return builder.stream(
                topics.interactions().name(),
                topics.interactions()
                        .consumed(
                                SessionNodes.READ_INTERACTIONS,
                                EventTime.of(Interaction.class, Interaction::getOccurredAt)));
    }

    private KStream<String, Session> keepVisits(KStream<String, Interaction> interactions) {
        return interactions.process(
                new KeepVisitProcessor.Supplier(settings, mayBeKnown),
                Named.as(SessionNodes.KEEP_VISIT));
    }

    private void writeSessions(KStream<String, Session> sessions) {
        sessions.to(
                topics.sessions().name(), topics.sessions().produced(SessionNodes.WRITE_SESSIONS));
    }
}
