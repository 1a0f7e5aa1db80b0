package dev.tributary.common.streams;

/** What is known of a record after the attempt to send it. */
public sealed interface Publication {
    /**
     * All in-sync replicas have it.
     *
     * @param partition where it is
     * @param offset its place there
     */
    record Acknowledged(int partition, long offset) implements Publication {
        /** The place as callers are told it: partition, a dash, offset. */
        public String position() {
            return partition + "-" + offset;
        }
    }

    /**
     * No acknowledgement came within the time given: the log may or may not have it.
     *
     * @param cause what the client of the brokers said
     */
    record Unknown(Throwable cause) implements Publication {}
}
