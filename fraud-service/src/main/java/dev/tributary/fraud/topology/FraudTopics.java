package dev.tributary.fraud.topology;

import dev.tributary.common.streams.Topic;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.ingest.Transaction;

/**
 * The topics of the topology, with their serdes.
 *
 * @param transactions what is to be decided, keyed by cardId
 * @param verdicts what was decided, keyed by cardId
 */
public record FraudTopics(
        Topic<String, Transaction> transactions, Topic<String, Verdict> verdicts) {}
