package dev.tributary.schemas;

import dev.tributary.schemas.TopicSpec.Cleanup;
import dev.tributary.schemas.fraud.EntityRisk;
import dev.tributary.schemas.fraud.Model;
import dev.tributary.schemas.fraud.ModelActivation;
import dev.tributary.schemas.fraud.Rule;
import dev.tributary.schemas.fraud.RulePerformance;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.ingest.Label;

import java.time.Duration;
import java.util.List;

/** The topics that fraud-service owns. */
public final class FraudTopics {
    /** One verdict a transaction, keyed by cardId; partitioned like the transactions it answers. */
    public static final TopicSpec<String, Verdict> VERDICTS =
            new TopicSpec<>(
                    "fraud.verdicts.v1",
                    String.class,
                    Verdict.class,
                    IngestTopics.TRANSACTIONS.partitions(),
                    Duration.ofDays(30),
                    Cleanup.DELETE);

    /** Every rule beside those of the settings, keyed by ruleId; the newest of each counts. */
    public static final TopicSpec<String, Rule> RULES =
            new TopicSpec<>(
                    "fraud.rules.v1",
                    String.class,
                    Rule.class,
                    1,
                    Duration.ofDays(30),
                    Cleanup.COMPACT);

    /**
     * Largest model, as it is written. One of 300 trees of depth 6 takes half a megabyte; this is
     * room for some 400,000 nodes.
     */
    public static final int MODEL_BYTES_MAX = 8 << 20;

    /** Learned models, keyed by version. */
    public static final TopicSpec<String, Model> MODELS =
            new TopicSpec<>(
                    "fraud.models.v1",
                    String.class,
                    Model.class,
                    1,
                    Duration.ofDays(30),
                    Cleanup.COMPACT,
                    MODEL_BYTES_MAX);

    /** Which model scores, under the one key {@code live}. */
    public static final TopicSpec<String, ModelActivation> MODEL_ACTIVATIONS =
            new TopicSpec<>(
                    "fraud.model-activations.v1",
                    String.class,
                    ModelActivation.class,
                    1,
                    Duration.ofDays(30),
                    Cleanup.COMPACT);

    /** What labels and uses tell of terminals, merchants, devices and addresses, by entity. */
    public static final TopicSpec<String, EntityRisk> ENTITY_RISK =
            new TopicSpec<>(
                    "fraud.entity-risk.v1",
                    String.class,
                    EntityRisk.class,
                    IngestTopics.TRANSACTIONS.partitions(),
                    Duration.ofDays(30),
                    Cleanup.COMPACT);

    /** How rules and models did, by code and partition of the transactions. */
    public static final TopicSpec<String, RulePerformance> RULE_PERFORMANCE =
            new TopicSpec<>(
                    "fraud.rule-performance.v1",
                    String.class,
                    RulePerformance.class,
                    IngestTopics.LABELS.partitions(),
                    Duration.ofDays(30),
                    Cleanup.COMPACT);

    /** Labels whose transaction did not come in time, keyed by transactionId. */
    public static final TopicSpec<String, Label> UNMATCHED_LABELS =
            new TopicSpec<>(
                    "fraud.unmatched-labels.v1",
                    String.class,
                    Label.class,
                    1,
                    Duration.ofDays(400),
                    Cleanup.DELETE);

    /** Records that fraud-service could not process, as they came, with the cause in headers. */
    public static final TopicSpec<byte[], byte[]> DEAD_LETTERS =
            new TopicSpec<>(
                    "fraud.dead-letter.v1",
                    byte[].class,
                    byte[].class,
                    1,
                    Duration.ofDays(30),
                    Cleanup.DELETE);

    /** All topics of this owner. */
    public static final List<TopicSpec<?, ?>> ALL =
            List.of(
                    VERDICTS,
                    RULES,
                    MODELS,
                    MODEL_ACTIVATIONS,
                    ENTITY_RISK,
                    RULE_PERFORMANCE,
                    UNMATCHED_LABELS,
                    DEAD_LETTERS);

    private FraudTopics() {}
}
