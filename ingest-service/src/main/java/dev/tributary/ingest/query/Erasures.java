package dev.tributary.ingest.query;

import dev.tributary.common.streams.CompactedFeed;
import dev.tributary.schemas.ingest.ErasedInteractions;
import dev.tributary.schemas.ingest.Erasure;
import dev.tributary.schemas.recommendation.ErasedSessions;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whose history is to be forgotten, and how far that is: from {@code ingest.erasures.v1}, {@code
 * ingest.erased.v1} and {@code recommendation.erased.v1}. Told by a thread each, asked by any.
 */
public final class Erasures {
    private final Map<String, Instant> requests = new ConcurrentHashMap<>();
    private final Map<String, Done> interactions = new ConcurrentHashMap<>();
    private final Map<String, Done> sessions = new ConcurrentHashMap<>();

    /**
     * What was done.
     *
     * @param requestedAt which erasure it was done for
     * @param completedAt when the topic had been read once more and nothing was found
     * @param deleted records
     */
    public record Done(Instant requestedAt, Instant completedAt, long deleted) {}

    /**
     * How far an erasure is.
     *
     * @param interactions null while they are not all deleted
     * @param sessions null while they are not all deleted
     */
    public record Progress(
            Instant requestedAt, @Nullable Done interactions, @Nullable Done sessions) {}

    /** How far the newest erasure of a customer's history is; empty where none was asked for. */
    public Optional<Progress> find(String customerId) {
        Instant requestedAt = requests.get(customerId);
        return requestedAt == null
                ? Optional.empty()
                : Optional.of(
                        new Progress(
                                requestedAt,
                                done(interactions.get(customerId), requestedAt),
                                done(sessions.get(customerId), requestedAt)));
    }

    private static @Nullable Done done(@Nullable Done newest, Instant requestedAt) {
        return newest == null || newest.requestedAt().isBefore(requestedAt) ? null : newest;
    }

    /** Is told of what is asked for. */
    public CompactedFeed.Listener<String, Erasure> requests() {
        return new Kept<>(requests) {
            @Override
            Instant of(Erasure erasure) {
                return erasure.getRequestedAt();
            }
        };
    }

    /** Is told of deleted interactions. */
    public CompactedFeed.Listener<String, ErasedInteractions> interactions() {
        return new Kept<>(interactions) {
            @Override
            Done of(ErasedInteractions erased) {
                return new Done(
                        erased.getRequestedAt(), erased.getCompletedAt(), erased.getInteractions());
            }
        };
    }

    /** Is told of deleted sessions. */
    public CompactedFeed.Listener<String, ErasedSessions> sessions() {
        return new Kept<>(sessions) {
            @Override
            Done of(ErasedSessions erased) {
                return new Done(
                        erased.getRequestedAt(), erased.getCompletedAt(), erased.getSessions());
            }
        };
    }

    private abstract static class Kept<V, T> implements CompactedFeed.Listener<String, V> {
        private final Map<String, T> all;

        Kept(Map<String, T> all) {
            this.all = all;
        }

        abstract T of(V value);

        @Override
        public void put(String customerId, V value) {
            all.put(customerId, of(value));
        }

        @Override
        public void removed(String customerId) {
            all.remove(customerId);
        }

        @Override
        public void caughtUp() {
            // Readiness asks the feed itself.
        }
    }
}
