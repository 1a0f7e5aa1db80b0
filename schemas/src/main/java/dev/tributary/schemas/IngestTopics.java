package dev.tributary.schemas;

import dev.tributary.schemas.TopicSpec.Cleanup;
import dev.tributary.schemas.ingest.CatalogItem;
import dev.tributary.schemas.ingest.Consent;
import dev.tributary.schemas.ingest.ErasedInteractions;
import dev.tributary.schemas.ingest.Erasure;
import dev.tributary.schemas.ingest.Interaction;
import dev.tributary.schemas.ingest.Label;
import dev.tributary.schemas.ingest.StockMovement;
import dev.tributary.schemas.ingest.Transaction;

import java.time.Duration;
import java.util.List;

/** The topics that ingest-service owns. */
public final class IngestTopics {
    /** Every accepted transaction, keyed by cardId: the order of a card is the order of its log. */
    public static final TopicSpec<String, Transaction> TRANSACTIONS =
            new TopicSpec<>(
                    "ingest.transactions.v1",
                    String.class,
                    Transaction.class,
                    4,
                    Duration.ofDays(30),
                    Cleanup.DELETE);

    /** What became of transactions, keyed by transactionId. */
    public static final TopicSpec<String, Label> LABELS =
            new TopicSpec<>(
                    "ingest.labels.v1",
                    String.class,
                    Label.class,
                    TRANSACTIONS.partitions(),
                    Duration.ofDays(400),
                    Cleanup.DELETE);

    /** Stock that came and went other than by a sale, keyed by sku. */
    public static final TopicSpec<String, StockMovement> STOCK_MOVEMENTS =
            new TopicSpec<>(
                    "ingest.stock-movements.v1",
                    String.class,
                    StockMovement.class,
                    4,
                    Duration.ofDays(30),
                    Cleanup.DELETE);

    /**
     * What customers did with items, keyed by {@link InteractionKey}; the partition is that of the
     * sessionId alone: the order of a session is the order of its log.
     */
    public static final TopicSpec<String, Interaction> INTERACTIONS =
            new TopicSpec<>(
                    "ingest.interactions.v1",
                    String.class,
                    Interaction.class,
                    4,
                    Duration.ofDays(30),
                    Cleanup.COMPACT_DELETE);

    /** Every item of the catalogue, keyed by sku; the newest of each counts. */
    public static final TopicSpec<String, CatalogItem> CATALOG =
            new TopicSpec<>(
                    "ingest.catalog.v1",
                    String.class,
                    CatalogItem.class,
                    4,
                    Duration.ofDays(30),
                    Cleanup.COMPACT);

    /** Who lets what they do be kept, keyed by customerId. */
    public static final TopicSpec<String, Consent> CONSENTS =
            new TopicSpec<>(
                    "ingest.consents.v1",
                    String.class,
                    Consent.class,
                    1,
                    Duration.ofDays(30),
                    Cleanup.COMPACT);

    /** Whose history is to be forgotten, keyed by customerId. */
    public static final TopicSpec<String, Erasure> ERASURES =
            new TopicSpec<>(
                    "ingest.erasures.v1",
                    String.class,
                    Erasure.class,
                    1,
                    Duration.ofDays(30),
                    Cleanup.COMPACT);

    /** Whose interactions were deleted, keyed by customerId. */
    public static final TopicSpec<String, ErasedInteractions> ERASED =
            new TopicSpec<>(
                    "ingest.erased.v1",
                    String.class,
                    ErasedInteractions.class,
                    ERASURES.partitions(),
                    Duration.ofDays(30),
                    Cleanup.COMPACT);

    /** Records that ingest-service could not process, as they came, with the cause in headers. */
    public static final TopicSpec<byte[], byte[]> DEAD_LETTERS =
            new TopicSpec<>(
                    "ingest.dead-letter.v1",
                    byte[].class,
                    byte[].class,
                    1,
                    Duration.ofDays(30),
                    Cleanup.DELETE);

    /** All topics of this owner. */
    public static final List<TopicSpec<?, ?>> ALL =
            List.of(
                    TRANSACTIONS,
                    LABELS,
                    STOCK_MOVEMENTS,
                    INTERACTIONS,
                    CATALOG,
                    CONSENTS,
                    ERASURES,
                    ERASED,
                    DEAD_LETTERS);

    private IngestTopics() {}
}
