package dev.tributary.fraud.query;

import dev.tributary.common.query.Lookup;
import dev.tributary.common.query.Lookup.Freshness;
import dev.tributary.common.query.OwnerClient;
import dev.tributary.common.query.StoreRouter;
import dev.tributary.common.serde.StateSerde;
import dev.tributary.fraud.domain.cases.ReviewCase;
import dev.tributary.fraud.store.CaseStores;
import dev.tributary.fraud.store.ReviewCaseAvroMapper;

import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.query.KeyQuery;
import org.springframework.web.util.UriUtils;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
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

    private static final Duration OWNER_TIMEOUT = Duration.ofSeconds(2);

    private final StoreRouter router;
    private final OwnerClient owners;
    private final Serde<dev.tributary.schemas.fraud.state.ReviewCase> state =
            StateSerde.of(dev.tributary.schemas.fraud.state.ReviewCase.class);

    /**
     * @param router reaches the stores of cases
     * @param owners reaches other instances
     */
    public CaseQuery(StoreRouter router, OwnerClient owners) {
        this.router = router;
        this.owners = owners;
    }

    /** What this instance itself can say of the case of a transaction. */
    public Lookup<ReviewCase> find(String transactionId) {
        return router.find(
                CaseStores.BY_TRANSACTION,
                transactionId,
                Serdes.String().serializer(),
                KeyQuery.<String, dev.tributary.schemas.fraud.state.ReviewCase>withKey(
                        transactionId),
                kept -> Optional.of(ReviewCaseAvroMapper.fromAvro(kept)).filter(CaseQuery::isCase));
    }

    /** A label without a verdict is kept in case there is one to come, and is not told. */
    private static boolean isCase(ReviewCase known) {
        return switch (known.status()) {
            case LABELLED -> false;
            case OPEN, RESOLVED -> true;
        };
    }

    /** A case in the form that {@link #PEER_PATH} answers in. */
    public byte[] toPeer(ReviewCase known) {
        return state.serializer()
                .serialize(CaseStores.BY_TRANSACTION, ReviewCaseAvroMapper.toAvro(known));
    }

    /** Asks for the case of a transaction wherever it is kept. */
    public CaseAnswer ask(String transactionId) {
        return switch (find(transactionId)) {
            case Lookup.Found<ReviewCase>(ReviewCase known, Freshness _) ->
                    new CaseAnswer.Known(known);
            case Lookup.Absent<ReviewCase> _ -> new CaseAnswer.Unknown();
            case Lookup.NotReady<ReviewCase>(String reason) -> new CaseAnswer.NoAnswer(reason);
            case Lookup.Elsewhere<ReviewCase>(URI owner) -> askOwner(owner, transactionId);
        };
    }

    private CaseAnswer askOwner(URI owner, String transactionId) {
        String path = PEER_PATH + UriUtils.encodePathSegment(transactionId, StandardCharsets.UTF_8);
        try {
            HttpResponse<byte[]> answer = owners.get(owner, path, OWNER_TIMEOUT);
            return switch (answer.statusCode()) {
                case 200 -> new CaseAnswer.Known(fromPeer(answer.body()));
                case 404 -> new CaseAnswer.Unknown();
                default -> new CaseAnswer.NoAnswer("state is moving between instances");
            };
        } catch (IOException | SerializationException unanswered) {
            return new CaseAnswer.NoAnswer(
                    "the owner of the case, " + owner.getAuthority() + ", does not answer");
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
