package dev.tributary.ingest.query;

import dev.tributary.common.query.Lookup;
import dev.tributary.common.query.Lookup.Freshness;
import dev.tributary.common.query.OwnerClient;
import dev.tributary.common.query.QueryResponder;
import dev.tributary.common.query.StoreRouter;
import dev.tributary.common.serde.StateSerde;
import dev.tributary.common.streams.ExpiringStore;
import dev.tributary.ingest.domain.CardId;
import dev.tributary.ingest.domain.KnownTransaction;
import dev.tributary.ingest.domain.TransactionId;
import dev.tributary.ingest.query.StatusAnswer.Served;
import dev.tributary.ingest.store.TransactionStores;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.ingest.state.TransactionStatus;

import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.query.WindowKeyQuery;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;

/**
 * Asks the state for a transaction, on this instance or, once, on the one that owns its id. Between
 * instances the entry travels as it is stored, because a caller needs more of it than a client
 * sees.
 */
public final class TransactionStatusQuery {
    /** Where an instance gives other instances an entry that it owns; the id follows. */
    public static final String PEER_PATH = "/internal/transaction-status/";

    /** Entries lie in the past, but for clocks that differ. */
    private static final Duration AHEAD = Duration.ofHours(2);

    private static final String ACTIVE = "active";

    private final StoreRouter router;
    private final OwnerClient owners;
    private final InstantSource wallClock;
    private final Duration retention;
    private final String self;
    private final Serializer<TransactionStatus> write = TransactionStores.value().serializer();
    private final Deserializer<TransactionStatus> read = TransactionStores.value().deserializer();
    private final Deserializer<Verdict> readVerdict = StateSerde.of(Verdict.class).deserializer();

    /**
     * @param router finds the owner of an id
     * @param owners reaches other instances
     * @param wallClock bounds the search
     * @param retention how long entries are kept
     * @param self {@code host:port} of this instance
     */
    public TransactionStatusQuery(
            StoreRouter router,
            OwnerClient owners,
            InstantSource wallClock,
            Duration retention,
            String self) {
        this.router = router;
        this.owners = owners;
        this.wallClock = wallClock;
        this.retention = retention;
        this.self = self;
    }

    /**
     * Asks for a transaction.
     *
     * @param timeout bound on asking another instance
     */
    public StatusAnswer find(TransactionId id, Duration timeout) {
        return answer(here(id), id, timeout);
    }

    /**
     * The same at a fraction of the cost, for the way of every transaction; where this instance
     * itself answers, the answer has no position.
     *
     * @param timeout bound on asking another instance
     */
    public StatusAnswer findQuickly(TransactionId id, Duration timeout) {
        return answer(hereByPoints(id), id, timeout);
    }

    private StatusAnswer answer(
            Lookup<TransactionStatus> found, TransactionId id, Duration timeout) {
        return switch (found) {
            case Lookup.Found<TransactionStatus>(TransactionStatus status, Freshness freshness) ->
                    new StatusAnswer.Known(toDomain(status), new Served(self, freshness));
            case Lookup.Absent<TransactionStatus>(Freshness freshness) ->
                    new StatusAnswer.Unknown(new Served(self, freshness));
            case Lookup.NotReady<TransactionStatus>(String reason) ->
                    new StatusAnswer.NoAnswer(reason);
            case Lookup.Elsewhere<TransactionStatus>(URI owner) -> askOwner(owner, id, timeout);
        };
    }

    /** What this instance itself can say; for other instances, as bytes. */
    public Lookup<byte[]> findForPeer(TransactionId id) {
        return switch (here(id)) {
            case Lookup.Found<TransactionStatus>(TransactionStatus status, Freshness freshness) ->
                    new Lookup.Found<>(
                            write.serialize(TransactionStores.STATUS_BY_ID, status), freshness);
            case Lookup.Absent<TransactionStatus>(Freshness freshness) ->
                    new Lookup.Absent<>(freshness);
            case Lookup.NotReady<TransactionStatus>(String reason) -> new Lookup.NotReady<>(reason);
            case Lookup.Elsewhere<TransactionStatus>(URI owner) -> new Lookup.Elsewhere<>(owner);
        };
    }

    private Lookup<TransactionStatus> here(TransactionId id) {
        Instant now = wallClock.instant();
        WindowKeyQuery<String, TransactionStatus> query =
                WindowKeyQuery.withKeyAndWindowStartRange(
                        id.value(),
                        now.minus(retention).minus(ExpiringStore.window(retention)),
                        now.plus(AHEAD));
        return router.find(
                TransactionStores.STATUS_BY_ID,
                id.value(),
                TransactionStores.KEY.serializer(),
                query,
                TransactionStatusQuery::first);
    }

    private Lookup<TransactionStatus> hereByPoints(TransactionId id) {
        Instant now = wallClock.instant();
        return router.<String, TransactionStatus, TransactionStatus>findByPoints(
                TransactionStores.STATUS_BY_ID,
                id.value(),
                TransactionStores.KEY.serializer(),
                store ->
                        Optional.ofNullable(
                                ExpiringStore.find(
                                        store,
                                        retention,
                                        id.value(),
                                        now.minus(retention),
                                        now.plus(AHEAD))));
    }

    private static Optional<TransactionStatus> first(
            WindowStoreIterator<TransactionStatus> entries) {
        return entries.hasNext() ? Optional.of(entries.next().value) : Optional.empty();
    }

    private StatusAnswer askOwner(URI owner, TransactionId id, Duration timeout) {
        try {
            HttpResponse<byte[]> answer = owners.get(owner, PEER_PATH + id, timeout);
            HttpHeaders headers = answer.headers();
            Freshness freshness =
                    new Freshness(
                            headers.firstValue(QueryResponder.ROLE_HEADER).orElse(ACTIVE),
                            headers.firstValue(QueryResponder.POSITION_HEADER).orElse(""));
            Served served = new Served(owner.getAuthority(), freshness);
            return switch (answer.statusCode()) {
                case 200 -> new StatusAnswer.Known(toDomain(read(answer.body())), served);
                case 404 -> new StatusAnswer.Unknown(served);
                default -> new StatusAnswer.NoAnswer("state is moving between instances");
            };
        } catch (IOException | SerializationException unanswered) {
            return new StatusAnswer.NoAnswer(
                    "the owner of the id, " + owner.getAuthority() + ", does not answer");
        }
    }

    private TransactionStatus read(byte[] entry) {
        return Objects.requireNonNull(read.deserialize(TransactionStores.STATUS_BY_ID, entry));
    }

    private KnownTransaction<Verdict> toDomain(TransactionStatus status) {
        @Nullable ByteBuffer verdict = status.getVerdict();
        return new KnownTransaction<>(
                new TransactionId(status.getTransactionId()),
                status.getBodyFingerprint(),
                new CardId(status.getCardId()),
                status.getReceivedAt(),
                verdict == null ? null : readVerdict(verdict));
    }

    private Verdict readVerdict(ByteBuffer stored) {
        byte[] bytes = new byte[stored.remaining()];
        stored.duplicate().get(bytes);
        return Objects.requireNonNull(
                readVerdict.deserialize(TransactionStores.STATUS_BY_ID, bytes));
    }
}
