package dev.tributary.ingest.publish;

import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Makes ids for what comes in without one: UUIDs of version 7 (RFC 9562). */
public final class TimeOrderedIds {
    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long VARIANT_BITS = 0x3fff_ffff_ffff_ffffL;

    private final RandomGenerator random;

    /**
     * @param random should not be guessable: who knows the id of a transaction can ask for its
     *     verdict
     */
    public TimeOrderedIds(RandomGenerator random) {
        this.random = random;
    }

    /** A new id: 48 bits of time in milliseconds, so that ids sort by arrival, and 74 of chance. */
    public String next(Instant receivedAt) {
        long high = (receivedAt.toEpochMilli() << 16) | VERSION | (random.nextLong() & 0x0fffL);
        long low = (random.nextLong() & VARIANT_BITS) | VARIANT;
        return new UUID(high, low).toString();
    }
}
