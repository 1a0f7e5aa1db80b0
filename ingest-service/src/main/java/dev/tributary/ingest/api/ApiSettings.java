package dev.tributary.ingest.api;

import dev.tributary.ingest.domain.TransactionLimits;

import org.springframework.util.unit.DataSize;

import java.time.Duration;

/**
 * What the way in needs to know.
 *
 * @param limits what a transaction may be at most
 * @param bodyLimit largest body of a single transaction
 * @param deadline how long a request waits for its verdict where it does not say
 * @param waitMax the longest it may ask for
 * @param repeatTimeout how long the state may take to say whether an id was used before
 * @param catalogShownWait how long an answer may wait until a change of the catalogue, or of what a
 *     customer wants, is in force here
 * @param bulk many transactions in one body
 * @param streamsMax clients that follow the verdicts at a time
 * @param rehearsalRounds transactions made up to warm the code, at most
 * @param rehearsalTime how long that may take, about
 */
public record ApiSettings(
        TransactionLimits limits,
        DataSize bodyLimit,
        Duration deadline,
        Duration waitMax,
        Duration repeatTimeout,
        Duration catalogShownWait,
        Bulk bulk,
        int streamsMax,
        int rehearsalRounds,
        Duration rehearsalTime) {
    /**
     * @param bodiesMax bodies at a time
     * @param lineLimit longest line
     * @param outstandingMax sends of one body that may lack their acknowledgement at a time
     * @param answersMax answers of one body that may wait to be read; a refusal counts for several,
     *     by its size
     */
    public record Bulk(int bodiesMax, DataSize lineLimit, int outstandingMax, int answersMax) {}
}
