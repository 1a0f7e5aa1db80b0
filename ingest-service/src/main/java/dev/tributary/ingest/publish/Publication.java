package dev.tributary.ingest.publish;

/** What is known of a record after the attempt to send it. */
public sealed interface Publication {
    /**
     * All in-sync replicas have it.
     *
     * @param partition where it is
     * @param offset its place there
     */
    record Acknowledged(int partition, long offset) implements Publication {}

    /**
     * No acknowledgement came within the time given: the log may or may not have it. Sending it
     * again under the same id does no harm.
     *
     * @param cause what the client of the brokers said
     */
    record Unknown(Throwable cause) implements Publication {}
}
