package dev.tributary.recommendation.topology;

import dev.tributary.common.streams.EventTime;
import dev.tributary.recommendation.store.SessionStores;
import dev.tributary.schemas.ingest.Interaction;
import dev.tributary.schemas.recommendation.Session;

import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/**
 * Keeps what visitors do, a record of state a session, and tells every change of it.
 *
 * <p>In: {@code ingest.interactions.v1} (session and interaction, Interaction), partitioned by
 * session. Out: {@code recommendation.sessions.v1} (visitId, Session), the whole visit each time.
 * State: {@link SessionStores}, partitioned by session like the input. Event time is {@code
 * occurredAt}.
 *
 * <p>An interaction that is processed again changes nothing, because a visit knows the place in the
 * log up to which it was taken in; what is told twice is a snapshot. So the topology needs no
 * transactions, and its state is never ahead of what was committed to its input.
 */
public final class SessionTopology {
    private final SessionTopics topics;
    private final VisitSettings settings;

    public SessionTopology(SessionTopics topics, VisitSettings settings) {
        this.topics = topics;
        this.settings = settings;
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
                                        EventTime.of(
                                                Interaction.class, Interaction::getOccurredAt)))
                .filter(
                        (key, interaction) -> interaction != null,
                        Named.as(SessionNodes.DROP_DELETED));
    }

    private KStream<String, Session> keepVisits(KStream<String, Interaction> interactions) {
        return interactions.process(
                new KeepVisitProcessor.Supplier(settings), Named.as(SessionNodes.KEEP_VISIT));
    }

    private void writeSessions(KStream<String, Session> sessions) {
        sessions.to(
                topics.sessions().name(), topics.sessions().produced(SessionNodes.WRITE_SESSIONS));
    }
}
