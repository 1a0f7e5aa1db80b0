package dev.tributary.ingest.api;

import dev.tributary.common.streams.Publication;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for the brokers, but not for ever. */
final class Acknowledgement {
    /** Beyond the producer's own bound, in case its thread is late. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private Acknowledgement() {}

    /** What came of it; interrupted, nothing is known and the thread stays interrupted. */
    static Publication await(CompletableFuture<Publication> publication) {
        try {
            return publication.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return new Publication.Unknown(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Publication.Unknown(e);
        }
    }
}
