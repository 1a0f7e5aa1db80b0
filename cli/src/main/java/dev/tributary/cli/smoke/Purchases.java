package dev.tributary.cli.smoke;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** The transactions of the run that the suite has accepted. */
final class Purchases {
    private final SortedSet<String> accepted = new TreeSet<>();

    /** Notes that a transaction was accepted with this answer, and gives it back. */
    Reply accept(String id, Reply reply) {
        accepted.add(id);
        return reply;
    }

    /** The ids of all that were accepted. */
    SortedSet<String> accepted() {
        return Collections.unmodifiableSortedSet(accepted);
    }

    /**
     * A transaction in euros.
     *
     * @param more further fields as JSON, each after a comma; may be empty
     */
    static String body(String id, String card, long amountMinor, String more) {
        String channel = more.contains("\"location\"") ? "CARD_PRESENT" : "ECOMMERCE";
        return """
        {"transactionId": "%s", "cardId": "%s", "amountMinor": %d, "currency": "EUR",
         "merchantId": "m-1", "channel": "%s"%s}\
        """
                .formatted(id, card, amountMinor, channel, more);
    }
}
