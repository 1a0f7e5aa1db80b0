package dev.tributary.fraud.topology;

import dev.tributary.common.streams.Topic;
import dev.tributary.schemas.fraud.EntityRisk;
import dev.tributary.schemas.fraud.RulePerformance;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.ingest.Label;

/**
 * The topics of the learning topology, with their serdes.
 *
 * @param verdicts what was decided, keyed by cardId
 * @param labels what became of transactions, keyed by transactionId
 * @param unmatchedLabels labels whose transaction did not come, keyed by transactionId
 * @param entityRisk what is known of entities, by entity
 * @param performance how rules and models did, by code and partition
 */
public record LearningTopics(
        Topic<String, Verdict> verdicts,
        Topic<String, Label> labels,
        Topic<String, Label> unmatchedLabels,
        Topic<String, EntityRisk> entityRisk,
        Topic<String, RulePerformance> performance) {}
