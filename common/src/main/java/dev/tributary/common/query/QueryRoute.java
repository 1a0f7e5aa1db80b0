package dev.tributary.common.query;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * Finds who answers a query: this instance where it owns the key, else the owner, asked once. Where
 * the owner is not known, moving, not reached or itself without an answer (503), and the caller
 * takes a copy that is not too far behind, it is the copy of this instance or of another one, asked
 * once each.
 */
public final class QueryRoute {
    /** How long an owner may take, beyond what it waits for a position. */
    static final Duration OWNER_TIMEOUT = Duration.ofSeconds(2);

    /** The same of who is not the only one to ask. */
    static final Duration REPLACEABLE_TIMEOUT = Duration.ofMillis(500);

    /** Copies elsewhere that are asked. */
    static final int STANDBYS_MAX = 3;

    private static final int UNAVAILABLE = 503;

    private final OwnerClient peers;

    /**
     * @param peers reaches other instances
     */
    public QueryRoute(OwnerClient peers) {
        this.peers = peers;
    }

    /**
     * Asks.
     *
     * @param demand how fresh the answer has to be
     * @param method of the request as other instances are asked it
     * @param pathAndQuery the same of its raw path and query, which tells the demand but for its
     *     headers
     * @param read what this instance can say; asked a second time for any copy that is here
     */
    public <T> Routed<T> ask(
            ReadDemand demand,
            String method,
            String pathAndQuery,
            Function<ReadDemand, Lookup<T>> read) {
        boolean replaceable = demand.maxLag().isPresent();
        PeerRequest request =
                new PeerRequest(
                        method,
                        pathAndQuery,
                        demand.headers(),
                        (replaceable ? REPLACEABLE_TIMEOUT : OWNER_TIMEOUT).plus(demand.waiting()),
                        replaceable);
        return switch (read.apply(demand)) {
            case Lookup.Said<T> said -> new Routed.Here<>(said);
            case Lookup.NotReady<T>(String reason, List<URI> standbys) ->
                    askCopies(demand, request, read, standbys, reason);
            case Lookup.Elsewhere<T>(URI owner, List<URI> standbys) ->
                    demand.passedOn()
                            ? askCopies(
                                    demand,
                                    request,
                                    read,
                                    standbys,
                                    "the owner of the key is changing")
                            : askOwner(demand, request, read, owner, standbys);
        };
    }

    private <T> Routed<T> askOwner(
            ReadDemand demand,
            PeerRequest request,
            Function<ReadDemand, Lookup<T>> read,
            URI owner,
            List<URI> standbys) {
        String reason;
        try {
            HttpResponse<byte[]> answer = peers.ask(owner, request);
            if (answer.statusCode() != UNAVAILABLE || !request.replaceable()) {
                return new Routed.There<>(owner, answer);
            }
            reason = " cannot answer at the moment";
        } catch (IOException unreachable) {
            reason = " does not answer";
        }
        return askCopies(
                demand,
                request,
                read,
                standbys,
                "the owner of the key, " + owner.getAuthority() + "," + reason);
    }

    private <T> Routed<T> askCopies(
            ReadDemand demand,
            PeerRequest request,
            Function<ReadDemand, Lookup<T>> read,
            List<URI> standbys,
            String reason) {
        if (demand.maxLag().isEmpty()) {
            return new Routed.Nobody<>(reason);
        }
        String missing = "";
        switch (read.apply(demand.ofCopy())) {
            case Lookup.Said<T> said -> {
                return new Routed.Here<>(said);
            }
            case Lookup.NotReady<T>(String here, _) -> missing = here;
            case Lookup.Elsewhere<T> _ -> missing = "there is no copy here";
        }
        if (!demand.passedOn()) {
            for (URI standby : standbys.subList(0, Math.min(STANDBYS_MAX, standbys.size()))) {
                try {
                    HttpResponse<byte[]> answer = peers.ask(standby, request);
                    if (answer.statusCode() != UNAVAILABLE) {
                        return new Routed.There<>(standby, answer);
                    }
                } catch (IOException unreachable) {
                    missing = standby.getAuthority() + " does not answer";
                }
            }
        }
        return new Routed.Nobody<>(reason + "; of its copies: " + missing);
    }
}
