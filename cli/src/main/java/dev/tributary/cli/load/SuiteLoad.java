package dev.tributary.cli.load;

import dev.tributary.cli.client.Answer;
import dev.tributary.cli.client.BulkClient;
import dev.tributary.cli.client.OpenLoop;
import dev.tributary.cli.client.VerdictClient;
import dev.tributary.cli.progress.ProgressBar;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Sends transactions to a running suite and tallies what becomes of them. */
record SuiteLoad(URI ingest, TransactionBodies bodies, Tally tally, ProgressBar progress) {
    private static final Duration TIMEOUT = Duration.ofSeconds(40);

    /** No end but that of the transactions. */
    private static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE);

    /**
     * In bulk, as fast as the suite takes them, each card's in order; ends early where the suite
     * stops taking them.
     *
     * @param lines lines a request
     */
    void bulk(Iterator<SimulatedTransaction> transactions, int lines)
            throws IOException, InterruptedException {
        BulkClient client = new BulkClient(ingest, TIMEOUT);
        List<byte[]> request = new ArrayList<>(lines);
        boolean taken = true;
        while (taken && transactions.hasNext()) {
            request.add(bodies.past(transactions.next()));
            if (request.size() == lines || !transactions.hasNext()) {
                BulkClient.Outcome outcome = client.post(request);
                tally.accepted(outcome.accepted());
                outcome.rejected().forEach(line -> tally.rejected(1, line.problem()));
                if (outcome.unknown() > 0) {
                    tally.unknown(outcome.unknown(), outcome.fault());
                    taken = false;
                }
                progress.advance(request.size());
                request.clear();
            }
        }
    }

    /** One by one, at a rate that does not depend on how fast the suite answers. */
    void openLoop(Iterator<SimulatedTransaction> transactions, double ratePerSecond, long seed)
            throws InterruptedException {
        try (VerdictClient client = new VerdictClient(ingest, TIMEOUT)) {
            new OpenLoop(ratePerSecond, seed)
                    .run(
                            transactions,
                            FOR_EVER,
                            TIMEOUT.multipliedBy(2),
                            (transaction, intended) -> {
                                tally(client.post(bodies.past(transaction)));
                                progress.advance(1);
                            });
        }
    }

    private void tally(Answer answer) {
        switch (answer) {
            case Answer.Final(var decision) -> tally.decided(decision);
            case Answer.Speculative(var decision) -> tally.decided(decision);
            case Answer.Pending() -> tally.pending();
            case Answer.Refused(int status, String problem) when status >= 500 ->
                    tally.unknown(1, status + " " + problem);
            case Answer.Refused(int status, String problem) ->
                    tally.rejected(1, status + " " + problem);
            case Answer.Unknown(String cause) -> tally.unknown(1, cause);
        }
    }
}
