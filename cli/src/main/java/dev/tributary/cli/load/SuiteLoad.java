package dev.tributary.cli.load;

import dev.tributary.cli.client.Answer;
import dev.tributary.cli.client.BulkClient;
import dev.tributary.cli.client.OpenLoop;
import dev.tributary.cli.client.VerdictClient;
import dev.tributary.cli.progress.ProgressBar;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Sends transactions to a running suite and tallies what becomes of them. */
record SuiteLoad(URI ingest, TransactionBodies bodies, Tally tally, ProgressBar progress) {
    private static final Duration TIMEOUT = Duration.ofSeconds(40);

    /** With their pauses they outlast a broker's restart. */
    private static final int ATTEMPTS_MAX = 8;

    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final int SERVER_ERRORS = 500;
    private static final int TOO_MANY = 429;

    /** For the last in flight with all their attempts. */
    private static final Duration PATIENCE = TIMEOUT.multipliedBy(ATTEMPTS_MAX);

    /** No end but that of the transactions. */
    private static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE);

    /**
     * In bulk, as fast as the suite takes them, each card's in order; ends early where the suite
     * stops taking them.
     *
     * @param lines lines a request
     * @param labels is given what was sent, request by request; null where nobody labels
     */
    void bulk(Iterator<SimulatedTransaction> transactions, int lines, @Nullable SuiteLabels labels)
            throws IOException, InterruptedException {
        BulkClient client = new BulkClient(ingest, TIMEOUT);
        List<byte[]> request = new ArrayList<>(lines);
        List<SimulatedTransaction> sent = new ArrayList<>(lines);
        boolean taken = true;
        while (taken && transactions.hasNext()) {
            SimulatedTransaction transaction = transactions.next();
            sent.add(transaction);
            request.add(bodies.past(transaction));
            if (request.size() == lines || !transactions.hasNext()) {
                BulkClient.Outcome outcome = client.post(request);
                tally.accepted(outcome.accepted());
                outcome.rejected().forEach(line -> tally.rejected(1, line.problem()));
                if (outcome.unknown() > 0) {
                    tally.unknown(outcome.unknown(), outcome.fault());
                    taken = false;
                }
                if (taken && labels != null) {
                    labels.send(sent);
                }
                progress.advance(request.size());
                request.clear();
                sent.clear();
            }
        }
    }

    /**
     * One by one, at a rate that does not depend on how fast the suite answers. What has no
     * definite answer is sent again, up to {@value #ATTEMPTS_MAX} times in all.
     */
    void openLoop(Iterator<SimulatedTransaction> transactions, double ratePerSecond, long seed)
            throws InterruptedException {
        try (VerdictClient client = new VerdictClient(ingest, TIMEOUT)) {
            new OpenLoop(ratePerSecond, seed)
                    .run(
                            transactions,
                            FOR_EVER,
                            PATIENCE,
                            (transaction, intended) -> {
                                tally(definite(client, bodies.past(transaction)));
                                progress.advance(1);
                            });
        }
    }

    /** Posts again, which changes nothing for what had arrived, until an answer says what is so. */
    private static Answer definite(VerdictClient client, byte[] body) {
        Answer answer = client.post(body);
        for (int attempt = 1; attempt < ATTEMPTS_MAX && !isDefinite(answer); attempt++) {
            LockSupport.parkNanos(PAUSE.toNanos());
            answer = client.post(body);
        }
        return answer;
    }

    private static boolean isDefinite(Answer answer) {
        return switch (answer) {
            case Answer.Final _, Answer.Speculative _, Answer.Pending _ -> true;
            case Answer.Refused(int status, _) -> status < SERVER_ERRORS && status != TOO_MANY;
            case Answer.Unknown _ -> false;
        };
    }

    private void tally(Answer answer) {
        switch (answer) {
            case Answer.Final(var decision) -> tally.decided(decision);
            case Answer.Speculative(var decision) -> tally.decided(decision);
            case Answer.Pending() -> tally.pending();
            case Answer.Refused(int status, String problem) when !isDefinite(answer) ->
                    tally.unknown(1, status + " " + problem);
            case Answer.Refused(int status, String problem) ->
                    tally.rejected(1, status + " " + problem);
            case Answer.Unknown(String cause) -> tally.unknown(1, cause);
        }
    }
}
