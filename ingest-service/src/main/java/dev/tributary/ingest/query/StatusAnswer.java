package dev.tributary.ingest.query;

import dev.tributary.common.query.Freshness;
import dev.tributary.ingest.domain.KnownTransaction;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.inventory.Order;

import org.jspecify.annotations.Nullable;

/** What is known of a transaction in the suite. */
public sealed interface StatusAnswer {
    /**
     * It is known.
     *
     * @param served who read it from the state; null where it is from what came by lately
     */
    record Known(KnownTransaction<Verdict, Order> transaction, @Nullable Served served)
            implements StatusAnswer {}

    /** The owner of the id knows nothing under it. */
    record Unknown(Served served) implements StatusAnswer {}

    /** The state had not taken in what was demanded within the time given. */
    record Behind(Served served) implements StatusAnswer {}

    /** Nobody can say at the moment. */
    record NoAnswer(String reason) implements StatusAnswer {}

    /**
     * Who read the state, and how fresh it was.
     *
     * @param by the instance, as {@code host:port}
     */
    record Served(String by, Freshness freshness) {}
}
