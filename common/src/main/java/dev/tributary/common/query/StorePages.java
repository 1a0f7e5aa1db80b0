package dev.tributary.common.query;

import dev.tributary.common.web.Problem;
import dev.tributary.common.web.ProblemException;

import jakarta.servlet.http.HttpServletRequest;

import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * Lists a key-value store page by page, from any instance: it asks every instance that owns
 * partitions of the store, each for those partitions alone, so that every partition is answered for
 * once. A page begins after a key and not at a place of some instance, so an entry that stays is
 * listed once even if instances come and go between pages. A partition whose owner is not known or
 * does not answer is read from a copy within {@code maxLag}, else there is no page (503).
 *
 * <p>{@code Tributary-Min-Position} holds for every partition that it names.
 */
public final class StorePages {
    /** Header of a request between instances: numbers of the partitions asked for. */
    public static final String PARTITIONS_HEADER = "Tributary-Partitions";

    private static final int PARTITIONS_MAX = 10_000;
    private static final int OK = 200;
    private static final int TOO_LATE = 504;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final StoreRouter router;
    private final OwnerClient peers;
    private final QueryResponder responder;
    private final PartitionScan scan;

    /**
     * @param router reaches the stores of this instance
     * @param peers reaches other instances
     * @param responder tells freshness
     */
    public StorePages(StoreRouter router, OwnerClient peers, QueryResponder responder) {
        this.router = router;
        this.peers = peers;
        this.responder = responder;
        this.scan = new PartitionScan(router);
    }

    /** Parts that have been answered, by who read them. */
    private static final class Gathered {
        final Map<String, List<PagePart>> parts = new TreeMap<>();
        final Set<Integer> missing = new TreeSet<>();

        /** Takes a part of nothing but partitions that are still missing. */
        synchronized void take(HostInfo by, PagePart part) {
            if (missing.containsAll(part.partitions())) {
                part.partitions().forEach(missing::remove);
                parts.computeIfAbsent(by.host() + ":" + by.port(), _ -> new ArrayList<>())
                        .add(part);
            }
        }

        List<PagePart> all() {
            return parts.values().stream().flatMap(List::stream).toList();
        }
    }

    /**
     * Answers a request for a page, by {@code limit} and {@code cursor}: {@link Page}, or what this
     * instance has of it where another one asks.
     *
     * @throws ProblemException 400
     * @throws org.springframework.web.ErrorResponseException 503 or 504
     */
    public <V> ResponseEntity<?> answer(HttpServletRequest request, ListRead<V> list) {
        PageDemand page = PageDemand.of(request, list);
        ReadDemand demand = ReadDemand.of(request);
        router.checkTopics(list.store(), Set.of(), demand);
        return demand.passedOn()
                ? part(list, page, demand, partitions(request.getHeader(PARTITIONS_HEADER)))
                : page(request, list, page, demand);
    }

    private <V> ResponseEntity<?> part(
            ListRead<V> list, PageDemand page, ReadDemand demand, Set<Integer> partitions) {
        return switch (scan.read(list, page, demand, partitions)) {
            case PartitionScan.Outcome.Read(PagePart part) -> ResponseEntity.ok(part);
            case PartitionScan.Outcome.Behind(Freshness freshness) ->
                    throw responder.tooLate(freshness);
            case PartitionScan.Outcome.Nothing() ->
                    throw QueryResponder.unavailable("the partitions are not here");
        };
    }

    private <V> ResponseEntity<?> page(
            HttpServletRequest request, ListRead<V> list, PageDemand page, ReadDemand demand) {
        List<KeyQueryMetadata> placed = placed(list.store());
        Gathered gathered = new Gathered();
        placed.forEach(it -> gathered.missing.add(it.partition()));
        Ask<V> ask = new Ask<>(request, list, page, demand);
        askTogether(ask, byOwner(placed), gathered);
        if (!gathered.missing.isEmpty() && demand.maxLag().isPresent()) {
            take(ask.ofCopies(), router.self(), Set.copyOf(gathered.missing), gathered);
            byStandby(placed, gathered.missing)
                    .forEach((host, partitions) -> {
                        Set<Integer> still = new TreeSet<>(partitions);
                        still.retainAll(gathered.missing);
                        if (!still.isEmpty()) {
                            take(ask, host, still, gathered);
                        }
                    });
        }
        if (!gathered.missing.isEmpty()) {
            throw QueryResponder.unavailable(
                    "nobody answers at the moment for partitions " + gathered.missing);
        }
        Freshness freshness =
                gathered.all().stream()
                        .map(PagePart::freshness)
                        .reduce(Freshness.active(InputPosition.NONE), Freshness::and);
        return ResponseEntity.ok()
                .headers(
                        QueryResponder.headers(
                                freshness, String.join(",", gathered.parts.keySet())))
                .body(Page.of(list.store(), page.limit(), gathered.all()));
    }

    /** One request for a page as its parts are asked for. */
    private record Ask<V>(
            HttpServletRequest request, ListRead<V> list, PageDemand page, ReadDemand demand) {
        Ask<V> ofCopies() {
            return new Ask<>(request, list, page, demand.ofCopy());
        }
    }

    private <V> void askTogether(
            Ask<V> ask, Map<HostInfo, Set<Integer>> byOwner, Gathered gathered) {
        try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> asked = new ArrayList<>();
            byOwner.forEach((host, partitions) ->
                    asked.add(each.submit(() -> take(ask, host, partitions, gathered))));
            for (Future<?> one : asked) {
                one.get();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw QueryResponder.unavailable("the service is stopping");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException told) {
                throw told;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }

    /** Asks one instance, itself included; what it cannot answer for stays missing. */
    private <V> void take(Ask<V> ask, HostInfo host, Set<Integer> partitions, Gathered gathered) {
        PartitionScan.Outcome outcome =
                host.equals(router.self())
                        ? scan.read(ask.list(), ask.page(), ask.demand(), partitions)
                        : askPeer(ask, host, partitions);
        switch (outcome) {
            case PartitionScan.Outcome.Read(PagePart part) -> gathered.take(host, part);
            case PartitionScan.Outcome.Behind(Freshness freshness) ->
                    throw responder.tooLate(freshness);
            case PartitionScan.Outcome.Nothing() -> {
                // Somebody else may have a copy.
            }
        }
    }

    private <V> PartitionScan.Outcome askPeer(Ask<V> ask, HostInfo host, Set<Integer> partitions) {
        try {
            HttpResponse<byte[]> answer =
                    peers.ask(StoreRouter.uri(host), request(ask, partitions));
            return switch (answer.statusCode()) {
                case OK ->
                        new PartitionScan.Outcome.Read(
                                JSON.readValue(answer.body(), PagePart.class));
                case TOO_LATE ->
                        new PartitionScan.Outcome.Behind(
                                QueryResponder.freshness(answer.headers()));
                default -> new PartitionScan.Outcome.Nothing();
            };
        } catch (IOException | JacksonException | IllegalArgumentException unanswered) {
            return new PartitionScan.Outcome.Nothing();
        }
    }

    private static PeerRequest request(Ask<?> ask, Set<Integer> partitions) {
        Map<String, String> headers = new HashMap<>(ask.demand().headers());
        headers.put(
                PARTITIONS_HEADER,
                partitions.stream().map(String::valueOf).collect(Collectors.joining(",")));
        boolean replaceable = ask.demand().maxLag().isPresent();
        return new PeerRequest(
                "GET",
                QueryResponder.target(ask.request()),
                headers,
                QueryRoute.OWNER_TIMEOUT.plus(ask.demand().waiting()),
                replaceable);
    }

    /** Who has each partition of a store. */
    private List<KeyQueryMetadata> placed(String store) {
        KafkaStreams streams =
                router.streams()
                        .orElseThrow(
                                () -> QueryResponder.unavailable("the service is still starting"));
        try {
            int[] partitions = {1};
            List<KeyQueryMetadata> placed = new ArrayList<>();
            for (int partition = 0; partition < partitions[0]; partition++) {
                int wanted = partition;
                // A partitioner that chooses this partition also learns how many there are.
                KeyQueryMetadata one =
                        streams.queryMetadataForKey(
                                store,
                                "",
                                (_, _, _, count) -> {
                                    partitions[0] = Math.min(PARTITIONS_MAX, count);
                                    return Optional.of(Set.of(wanted));
                                });
                if (one == null || one.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
                    throw QueryResponder.unavailable("owners of the partitions are not known yet");
                }
                placed.add(one);
            }
            return placed;
        } catch (IllegalStateException moving) {
            throw QueryResponder.unavailable("state is moving between instances");
        }
    }

    private static Map<HostInfo, Set<Integer>> byOwner(List<KeyQueryMetadata> placed) {
        Map<HostInfo, Set<Integer>> owners = byAddress();
        placed.stream()
                .filter(it -> !it.activeHost().equals(HostInfo.unavailable()))
                .forEach(it ->
                        owners.computeIfAbsent(it.activeHost(), _ -> new TreeSet<>())
                                .add(it.partition()));
        return owners;
    }

    private Map<HostInfo, Set<Integer>> byStandby(
            List<KeyQueryMetadata> placed, Set<Integer> missing) {
        Map<HostInfo, Set<Integer>> standbys = byAddress();
        placed.stream()
                .filter(it -> missing.contains(it.partition()))
                .forEach(it ->
                        it.standbyHosts().stream()
                                .filter(host -> !host.equals(router.self()))
                                .forEach(host ->
                                        standbys.computeIfAbsent(host, _ -> new TreeSet<>())
                                                .add(it.partition())));
        return standbys;
    }

    private static Map<HostInfo, Set<Integer>> byAddress() {
        return new TreeMap<>(Comparator.comparing(HostInfo::host).thenComparingInt(HostInfo::port));
    }

    private static Set<Integer> partitions(@Nullable String text) {
        try {
            Set<Integer> partitions = new TreeSet<>();
            for (String number : String.valueOf(text).split(",", -1)) {
                partitions.add(Integer.parseUnsignedInt(number));
            }
            return partitions;
        } catch (NumberFormatException unreadable) {
            throw new ProblemException(
                    Problem.invalid(PARTITIONS_HEADER, "must be numbers, comma separated"));
        }
    }
}
