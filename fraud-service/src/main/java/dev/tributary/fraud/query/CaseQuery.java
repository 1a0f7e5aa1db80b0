package dev.tributary.fraud.query;

import dev.tributary.common.query.ListRead;
import dev.tributary.common.query.Lookup;
import dev.tributary.common.query.QueryRoute;
import dev.tributary.common.query.ReadDemand;
import dev.tributary.common.query.Routed;
import dev.tributary.common.query.StoreRead;
import dev.tributary.common.query.StoreRouter;
import dev.tributary.common.serde.StateSerde;
import dev.tributary.fraud.domain.cases.ReviewCase;
import dev.tributary.fraud.domain.cases.ReviewCase.Status;
import dev.tributary.fraud.store.CaseStores;
import dev.tributary.fraud.store.ReviewCaseAvroMapper;

import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.query.KeyQuery;
import org.springframework.web.util.UriUtils;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Cases as they are kept: on this instance, or, once, on the one that owns the transaction. They
 * follow committed verdicts and labels by a fraction of a second.
 */
public final class CaseQuery {
    /** Where an instance gives other instances a case that it owns; the transactionId follows. */
    public static final String PEER_PATH = "/internal/cases/";

    /** How often a case is looked at that is waited for. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(25);

    private final StoreRouter router;
    private final QueryRoute route;
    private final Serde<dev.tributary.schemas.fraud.state.ReviewCase> state =
            StateSerde.of(dev.tributary.schemas.fraud.state.ReviewCase.class);

    /**
     * @param router reaches the stores of cases
     * @param route finds who answers
     */
    public CaseQuery(StoreRouter router, QueryRoute route) {
        this.router = router;
        this.route = route;
    }

    /** What this instance itself can say of the case of a transaction. */
    public Lookup<ReviewCase> find(String transactionId, ReadDemand demand) {
        return router.find(
                new StoreRead<>(
                        CaseStores.BY_TRANSACTION,
                        transactionId,
                        Serdes.String().serializer(),
                        KeyQuery.<String, dev.tributary.schemas.fraud.state.ReviewCase>withKey(
                                transactionId),
                        kept ->
                                Optional.of(ReviewCaseAvroMapper.fromAvro(kept))
                                        .filter(CaseQuery::isCase)),
                demand);
    }

    /** A label without a verdict is kept in case there is one to come, and is not told. */
    private static boolean isCase(ReviewCase known) {
        return switch (known.status()) {
            case LABELLED -> false;
            case OPEN, RESOLVED -> true;
        };
    }

    /**
     * The cases of a status, in the order of their arrival.
     *
     * @param document what is told of a case
     */
    public static ListRead<dev.tributary.schemas.fraud.state.ReviewCase> list(
            Status status, Function<ReviewCase, ?> document) {
        return ListRead.of(
                CaseStores.byArrival(status),
                (_, kept) -> document.apply(ReviewCaseAvroMapper.fromAvro(kept)));
    }

    /** A case in the form that {@link #PEER_PATH} answers in. */
    public byte[] toPeer(ReviewCase known) {
        return state.serializer()
                .serialize(CaseStores.BY_TRANSACTION, ReviewCaseAvroMapper.toAvro(known));
    }

    /** Asks the owner of a transaction for its case. */
    public CaseAnswer ask(String transactionId) {
        String path = PEER_PATH + UriUtils.encodePathSegment(transactionId, StandardCharsets.UTF_8);
        Routed<ReviewCase> routed =
                route.ask(ReadDemand.NONE, "GET", path, demand -> find(transactionId, demand));
        return switch (routed) {
            case Routed.Here<ReviewCase>(Lookup.Said<ReviewCase> said) -> answer(said);
            case Routed.There<ReviewCase>(URI by, HttpResponse<byte[]> answer) ->
                    answer(by, answer);
            case Routed.Nobody<ReviewCase>(String reason) -> new CaseAnswer.NoAnswer(reason);
        };
    }

    private static CaseAnswer answer(Lookup.Said<ReviewCase> said) {
        return switch (said) {
            case Lookup.Found<ReviewCase>(ReviewCase known, _) -> new CaseAnswer.Known(known);
            case Lookup.Absent<ReviewCase> _ -> new CaseAnswer.Unknown();
            case Lookup.Behind<ReviewCase> _ ->
                    throw new IllegalStateException("behind without a demand");
        };
    }

    private CaseAnswer answer(URI owner, HttpResponse<byte[]> answer) {
        try {
            return switch (answer.statusCode()) {
                case 200 -> new CaseAnswer.Known(fromPeer(answer.body()));
                case 404 -> new CaseAnswer.Unknown();
                default -> new CaseAnswer.NoAnswer("state is moving between instances");
            };
        } catch (SerializationException unreadable) {
            return new CaseAnswer.NoAnswer(
                    "the owner of the case, "
                            + owner.getAuthority()
                            + ", answers what cannot be read here");
        }
    }

    private ReviewCase fromPeer(byte[] bytes) {
        return ReviewCaseAvroMapper.fromAvro(
                Objects.requireNonNull(
                        state.deserializer().deserialize(CaseStores.BY_TRANSACTION, bytes)));
    }

    /**
     * Looks at a case until it is as it is wanted.
     *
     * @param timeout when to give up
     * @return the case as it is wanted; empty where the time was over first
     */
    public Optional<ReviewCase> await(
            String transactionId, Predicate<ReviewCase> wanted, Duration timeout)
            throws InterruptedException {
        long begunNanos = System.nanoTime();
        while (true) {
            if (ask(transactionId) instanceof CaseAnswer.Known(ReviewCase known)
                    && wanted.test(known)) {
                return Optional.of(known);
            }
            if (System.nanoTime() - begunNanos >= timeout.toNanos()) {
                return Optional.empty();
            }
            Thread.sleep(LOOK_AGAIN);
        }
    }
}
