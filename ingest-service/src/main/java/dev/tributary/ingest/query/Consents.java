package dev.tributary.ingest.query;

import dev.tributary.common.streams.CompactedFeed;
import dev.tributary.schemas.ingest.Consent;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who lets what they do be kept beyond a visit, from {@code ingest.consents.v1}, by customerId.
 * Told by one thread, asked by any.
 */
public final class Consents implements CompactedFeed.Listener<String, Consent> {
    private final Map<String, Consent> consents = new ConcurrentHashMap<>();
    private volatile boolean loaded;

    @Override
    public void put(String customerId, Consent consent) {
        consents.put(customerId, consent);
    }

    @Override
    public void removed(String customerId) {
        consents.remove(customerId);
    }

    @Override
    public void caughtUp() {
        loaded = true;
    }

    /** Whether all is known that was in the topic at the start. */
    public boolean isLoaded() {
        return loaded;
    }

    /** What a customer said; null where nothing is known. */
    public @Nullable Consent find(String customerId) {
        return consents.get(customerId);
    }

    /** Whether it may be told who it was: a shop names its customers only where they agreed. */
    public boolean mayBeNamed(String customerId) {
        Consent consent = consents.get(customerId);
        return consent == null || consent.getGranted();
    }
}
