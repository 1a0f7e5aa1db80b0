package dev.tributary.schemas;

import dev.tributary.schemas.TopicSpec.Cleanup;
import dev.tributary.schemas.fraud.Verdict;

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
    public static final List<TopicSpec<?, ?>> ALL = List.of(VERDICTS, DEAD_LETTERS);

    private FraudTopics() {}
}
