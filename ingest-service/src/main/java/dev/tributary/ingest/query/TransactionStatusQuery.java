package dev.tributary.ingest.query;

import dev.tributary.common.query.Freshness;
import dev.tributary.common.query.Lookup;
import dev.tributary.common.query.OwnerClient;
import dev.tributary.common.query.QueryResponder;
import dev.tributary.common.query.QueryRoute;
import dev.tributary.common.query.ReadDemand;
import dev.tributary.common.query.Routed;
import dev.tributary.common.query.StoreRead;
import dev.tributary.common.query.StoreRouter;
import dev.tributary.common.serde.StateSerde;
import dev.tributary.common.streams.ExpiringStore;
import dev.tributary.ingest.domain.KnownTransaction;
import dev.tributary.ingest.domain.TransactionId;
import dev.tributary.ingest.query.StatusAnswer.Served;
import dev.tributary.ingest.store.StatusAvroMapper;
import dev.tributary.ingest.store.TransactionStores;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.ingest.state.TransactionStatus;
import dev.tributary.schemas.inventory.Order;

import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.query.WindowKeyQuery;
import org.apache.kafka.streams.state.WindowStoreIterator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
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

    private final StoreRouter router;
    private final OwnerClient owners;
    private final QueryRoute route;
    private final InstantSource wallClock;
    private final Duration retention;
    private final String self;
    private final Serializer<TransactionStatus> write = TransactionStores.value().serializer();
    private final Deserializer<TransactionStatus> read = TransactionStores.value().deserializer();
    private final Deserializer<Verdict> verdicts = StateSerde.of(Verdict.class).deserializer();
    private final Deserializer<Order> orders = StateSerde.of(Order.class).deserializer();

    /**
     * @param router finds the owner of an id
     * @param owners reaches other instances
     * @param route finds who answers
     * @param wallClock bounds the search
     * @param retention how long entries are kept
     * @param self {@code host:port} of this instance
     */
    public TransactionStatusQuery(
            StoreRouter router,
            OwnerClient owners,
            QueryRoute route,
            InstantSource wallClock,
            Duration retention,
            String self) {
        this.router = router;
        this.owners = owners;
        this.route = route;
        this.wallClock = wallClock;
        this.retention = retention;
        this.self = self;
    }

    /**
     * Asks for a transaction.
     *
     * @throws dev.tributary.common.web.ProblemException 400 where the demand names topics that the
     *     state does not come from
     */
    public StatusAnswer find(TransactionId id, ReadDemand demand) {
        Routed<TransactionStatus> routed =
                route.ask(
                        demand,
                        "GET",
                        PEER_PATH + id + "?" + demand.query(),
                        again -> here(id, again));
        return switch (routed) {
            case Routed.Here<TransactionStatus>(Lookup.Said<TransactionStatus> said) ->
                    answer(said);
            case Routed.There<TransactionStatus>(URI by, HttpResponse<byte[]> answer) ->
                    answer(by, answer);
            case Routed.Nobody<TransactionStatus>(String reason) ->
                    new StatusAnswer.NoAnswer(reason);
        };
    }

    /**
     * The same at a fraction of the cost, for the way of every transaction: of the owner alone, and
     * where this instance itself answers, the answer has no position.
     *
     * @param timeout bound on asking another instance
     */
    public StatusAnswer findQuickly(TransactionId id, Duration timeout) {
        return switch (hereByPoints(id)) {
            case Lookup.Said<TransactionStatus> said -> answer(said);
            case Lookup.NotReady<TransactionStatus>(String reason, _) ->
                    new StatusAnswer.NoAnswer(reason);
            case Lookup.Elsewhere<TransactionStatus>(URI owner, _) -> askOwner(owner, id, timeout);
        };
    }

    private StatusAnswer answer(Lookup.Said<TransactionStatus> said) {
        return switch (said) {
            case Lookup.Found<TransactionStatus>(TransactionStatus status, Freshness freshness) ->
                    new StatusAnswer.Known(toDomain(status), new Served(self, freshness));
            case Lookup.Absent<TransactionStatus>(Freshness freshness) ->
                    new StatusAnswer.Unknown(new Served(self, freshness));
            case Lookup.Behind<TransactionStatus>(Freshness freshness) ->
                    new StatusAnswer.Behind(new Served(self, freshness));
        };
    }

    /** What this instance itself can say; for other instances, as bytes. */
    public Lookup<byte[]> findForPeer(TransactionId id, ReadDemand demand) {
        return switch (here(id, demand)) {
            case Lookup.Found<TransactionStatus>(TransactionStatus status, Freshness freshness) ->
                    new Lookup.Found<>(
                            write.serialize(TransactionStores.STATUS_BY_ID, status), freshness);
            case Lookup.Absent<TransactionStatus>(Freshness freshness) ->
                    new Lookup.Absent<>(freshness);
            case Lookup.Behind<TransactionStatus>(Freshness freshness) ->
                    new Lookup.Behind<>(freshness);
            case Lookup.NotReady<TransactionStatus>(String reason, List<URI> standbys) ->
                    new Lookup.NotReady<>(reason, standbys);
            case Lookup.Elsewhere<TransactionStatus>(URI owner, List<URI> standbys) ->
                    new Lookup.Elsewhere<>(owner, standbys);
        };
    }

    private Lookup<TransactionStatus> here(TransactionId id, ReadDemand demand) {
        Instant now = wallClock.instant();
        WindowKeyQuery<String, TransactionStatus> query =
                WindowKeyQuery.withKeyAndWindowStartRange(
                        id.value(),
                        now.minus(retention).minus(ExpiringStore.window(retention)),
                        now.plus(AHEAD));
        return router.find(
                new StoreRead<>(
                        TransactionStores.STATUS_BY_ID,
                        id.value(),
                        TransactionStores.KEY.serializer(),
                        query,
                        TransactionStatusQuery::first),
                demand);
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
            return answer(owner, owners.get(owner, PEER_PATH + id, timeout));
        } catch (IOException unanswered) {
            return new StatusAnswer.NoAnswer(
                    "the owner of the id, " + owner.getAuthority() + ", does not answer");
        }
    }

    private StatusAnswer answer(URI by, HttpResponse<byte[]> answer) {
        try {
            Served served =
                    new Served(by.getAuthority(), QueryResponder.freshness(answer.headers()));
            return switch (answer.statusCode()) {
                case 200 -> new StatusAnswer.Known(toDomain(read(answer.body())), served);
                case 404 -> new StatusAnswer.Unknown(served);
                case 504 -> new StatusAnswer.Behind(served);
                default -> new StatusAnswer.NoAnswer("state is moving between instances");
            };
        } catch (IllegalArgumentException | SerializationException unreadable) {
            return new StatusAnswer.NoAnswer(
                    by.getAuthority() + " answers what this instance cannot read");
        }
    }

    private TransactionStatus read(byte[] entry) {
        return Objects.requireNonNull(read.deserialize(TransactionStores.STATUS_BY_ID, entry));
    }

    private KnownTransaction<Verdict, Order> toDomain(TransactionStatus status) {
        return StatusAvroMapper.toDomain(status)
                .map(verdict -> read(verdicts, verdict), order -> read(orders, order));
    }

    private static <T> T read(Deserializer<T> reader, ByteBuffer stored) {
        byte[] bytes = new byte[stored.remaining()];
        stored.duplicate().get(bytes);
        return Objects.requireNonNull(reader.deserialize(TransactionStores.STATUS_BY_ID, bytes));
    }
}
