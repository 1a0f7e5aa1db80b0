package dev.tributary.ingest.publish;

import dev.tributary.common.streams.Publication;
import dev.tributary.common.streams.TopicPublisher;
import dev.tributary.schemas.ingest.Consent;
import dev.tributary.schemas.ingest.Erasure;

import java.time.Instant;

/**
 * Writes what customers want of what is known of them to {@code ingest.consents.v1} and {@code
 * ingest.erasures.v1}, keyed by customerId. Each call returns when all in-sync replicas have the
 * record, or when that could not be learned in time; doing the same again does no harm.
 */
public final class CustomerPublisher {
    private final TopicPublisher<String, Consent> consents;
    private final TopicPublisher<String, Erasure> erasures;

    public CustomerPublisher(
            TopicPublisher<String, Consent> consents, TopicPublisher<String, Erasure> erasures) {
        this.consents = consents;
        this.erasures = erasures;
    }

    /** What the customer does may be kept, or no longer. */
    public Publication consent(String customerId, boolean granted, Instant at)
            throws InterruptedException {
        return consents.publish(customerId, new Consent(customerId, granted, at));
    }

    /** What the customer did until then is to be forgotten. */
    public Publication erase(String customerId, Instant at) throws InterruptedException {
        return erasures.publish(customerId, new Erasure(customerId, at));
    }
}
