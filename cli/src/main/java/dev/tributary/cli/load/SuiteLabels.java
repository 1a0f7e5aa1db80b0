package dev.tributary.cli.load;

import dev.tributary.cli.client.BulkClient;

import tools.jackson.core.json.JsonFactory;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Tells a running suite what became of the transactions it was sent: each is known so long after it
 * happened, and what is not known yet is not told.
 */
final class SuiteLabels {
    private static final Duration TIMEOUT = Duration.ofSeconds(40);

    private final JsonFactory json = new JsonFactory();
    private final BulkClient client;
    private final Duration after;
    private final Instant now;
    private final Tally tally;

    /**
     * @param after how long after a transaction its label is known
     * @param now labels that are known later are left out
     */
    SuiteLabels(URI ingest, Duration after, Instant now, Tally tally) {
        this.client = BulkClient.ofLabels(ingest, TIMEOUT);
        this.after = after;
        this.now = now;
        this.tally = tally;
    }

    /** Sends the labels of transactions that the suite has taken. */
    void send(List<SimulatedTransaction> transactions) throws IOException, InterruptedException {
        List<byte[]> known =
                transactions.stream()
                        .filter(it -> !it.occurredAt().plus(after).isAfter(now))
                        .map(it -> LineFormat.label(json, it, after))
                        .toList();
        tally.notKnownYet(transactions.size() - known.size());
        if (known.isEmpty()) {
            return;
        }
        BulkClient.Outcome outcome = client.post(known);
        tally.labelled(outcome.accepted());
        outcome.rejected().forEach(line -> tally.rejected(1, line.problem()));
        if (outcome.unknown() > 0) {
            tally.unknown(outcome.unknown(), outcome.fault());
        }
    }
}
