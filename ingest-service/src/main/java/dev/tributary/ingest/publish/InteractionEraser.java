package dev.tributary.ingest.publish;

import dev.tributary.common.streams.Publication;
import dev.tributary.common.streams.TopicEraser;
import dev.tributary.common.streams.TopicPublisher;
import dev.tributary.common.streams.TopicWorker;
import dev.tributary.schemas.ingest.ErasedInteractions;
import dev.tributary.schemas.ingest.Erasure;
import dev.tributary.schemas.ingest.Interaction;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Deletes the interactions of a customer that came in before that was asked for, and says so: all
 * of every session in which the customer was named, since what was done before a login was done by
 * the same. Ends when the topic has been read once more and nothing was found.
 */
public final class InteractionEraser implements TopicWorker.Work<Erasure> {
    private static final Logger LOG = LoggerFactory.getLogger(InteractionEraser.class);

    private final TopicEraser<Interaction> interactions;
    private final TopicPublisher<String, ErasedInteractions> receipts;
    private final InstantSource wallClock;

    /**
     * @param interactions what is erased
     * @param receipts takes what was done
     */
    public InteractionEraser(
            TopicEraser<Interaction> interactions,
            TopicPublisher<String, ErasedInteractions> receipts,
            InstantSource wallClock) {
        this.interactions = interactions;
        this.receipts = receipts;
        this.wallClock = wallClock;
    }

    @Override
    public void carryOut(String customerId, Erasure erasure) throws InterruptedException {
        Instant until = erasure.getRequestedAt();
        long count = 0;
        long found;
        do {
            Set<String> sessions = sessions(customerId, until);
            found =
                    sessions.isEmpty()
                            ? 0
                            : interactions.erase((_, it) ->
                                    sessions.contains(it.getSessionId()) && isBefore(it, until));
            count += found;
        } while (found > 0);
        Publication told =
                receipts.publish(
                        customerId,
                        new ErasedInteractions(
                                customerId,
                                until,
                                wallClock.instant().truncatedTo(ChronoUnit.MILLIS),
                                count));
        if (told instanceof Publication.Unknown(Throwable cause)) {
            throw new IllegalStateException("not known whether the receipt was written", cause);
        }
        LOG.info("erased {} interactions of a customer, as asked for at {}", count, until);
    }

    /** Deleted ones are as good as none. */
    private Set<String> sessions(String customerId, Instant until) {
        Map<String, String> named = new HashMap<>();
        interactions.read((key, it) -> {
            if (it != null && customerId.equals(it.getCustomerId()) && isBefore(it, until)) {
                named.put(key, it.getSessionId());
            } else {
                named.remove(key);
            }
        });
        return Set.copyOf(named.values());
    }

    private static boolean isBefore(Interaction interaction, Instant until) {
        return !interaction.getReceivedAt().isAfter(until);
    }
}
