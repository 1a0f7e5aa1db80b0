package dev.tributary.ingest.publish;

import dev.tributary.ingest.domain.TransactionId;

import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Makes ids for transactions that come without one: UUIDs of version 7 (RFC 9562). */
public final class TransactionIds {
    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long VARIANT_BITS = 0x3fff_ffff_ffff_ffffL;

    private final RandomGenerator random;

    /**
     * @param random should not be guessable: who knows an id can ask for its verdict
     */
    public TransactionIds(RandomGenerator random) {
        this.random = random;
    }

    /** A new id: 48 bits of time in milliseconds, so that ids sort by arrival, and 74 of chance. */
    public TransactionId next(Instant receivedAt) {
        long high = (receivedAt.toEpochMilli() << 16) | VERSION | (random.nextLong() & 0x0fffL);
        long low = (random.nextLong() & VARIANT_BITS) | VARIANT;
        return new TransactionId(new UUID(high, low).toString());
    }
}
