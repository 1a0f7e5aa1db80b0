package dev.tributary.common.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Who is asked, in which order: other instances are real HTTP servers. */
class QueryRouteTest {
    private static final Freshness COPY =
            new Freshness(Freshness.Role.STANDBY, 2, InputPosition.NONE);

    private final List<HttpServer> servers = new ArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final OwnerClient peers = new OwnerClient();
    private final QueryRoute route = new QueryRoute(peers);

    @AfterEach
    void stop() {
        servers.forEach(it -> it.stop(0));
    }

    @Test
    void shouldPassOnTheOwnersAnswerWhateverItsStatus() {
        URI owner = instance("owner", 503);

        Routed<String> routed = ask(demand(OptionalLong.empty(), false), owner, List.of());

        assertThat(routed)
                .isInstanceOfSatisfying(
                        Routed.There.class,
                        it -> assertThat(it.answer().statusCode()).isEqualTo(503));
        assertThat(asked).containsExactly("owner /v1/x?maxLag=5 min=t-0:1 hop=1");
    }

    @Test
    void shouldReadTheCopyHereWhenTheOwnerCannotAnswer() {
        URI owner = instance("owner", 503);

        assertThat(ask(demand(OptionalLong.of(5), false), owner, List.of()))
                .isEqualTo(new Routed.Here<>(new Lookup.Found<>("copy", COPY)));
        assertThat(asked).hasSize(1);
    }

    @Test
    void shouldNotReadACopyUnlessTheCallerTakesOne() {
        assertThat(ask(demand(OptionalLong.empty(), false), nobody(), List.of()))
                .isInstanceOf(Routed.Nobody.class);
    }

    @Test
    void shouldAskOtherCopiesWhenTheOneHereIsTooFarBehind() {
        URI away = nobody();
        URI busy = instance("busy", 503);
        URI near = instance("near", 404);
        URI next = instance("next", 200);

        Routed<String> routed =
                ask(demand(OptionalLong.of(1), false), nobody(), List.of(away, busy, near, next));

        assertThat(routed)
                .isInstanceOfSatisfying(
                        Routed.There.class, it -> assertThat(it.by()).isEqualTo(near));
        assertThat(asked)
                .containsExactly(
                        "busy /v1/x?maxLag=5 min=t-0:1 hop=1",
                        "near /v1/x?maxLag=5 min=t-0:1 hop=1");
    }

    @Test
    void shouldGoNoFurtherWhenTheRequestWasPassedOn() {
        URI owner = instance("owner", 200);

        assertThat(ask(demand(OptionalLong.of(1), true), owner, List.of(owner)))
                .isInstanceOf(Routed.Nobody.class);
        assertThat(ask(demand(OptionalLong.of(5), true), owner, List.of(owner)))
                .isInstanceOf(Routed.Here.class);
        assertThat(asked).isEmpty();
    }

    @Test
    void shouldLeaveADeadInstanceAloneForAWhile() throws IOException {
        URI owner = nobody();
        assertThatIOException().isThrownBy(() -> peers.get(owner, "/", Duration.ofSeconds(5)));
        instance("risen", 200, owner.getPort());

        assertThatIOException().isThrownBy(() -> peers.get(owner, "/", Duration.ofSeconds(5)));
        assertThat(asked).isEmpty();

        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .untilAsserted(() ->
                        assertThat(peers.get(owner, "/", Duration.ofSeconds(5)).statusCode())
                                .isEqualTo(200));
    }

    @Test
    void shouldGoOnAskingASlowInstanceWhereNobodyElseCanBeAsked() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        HttpServer server = server(0);
        server.createContext(
                "/",
                exchange -> {
                    asked.add("slow");
                    try {
                        slow.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    exchange.close();
                });
        server.start();
        URI owner = uri(server);
        PeerRequest replaceable =
                new PeerRequest("GET", "/", Map.of(), Duration.ofMillis(200), true);
        PeerRequest alone = new PeerRequest("GET", "/", Map.of(), Duration.ofMillis(200), false);

        assertThatIOException().isThrownBy(() -> peers.ask(owner, replaceable));
        await().until(() -> asked.size() == 1);
        assertThatIOException()
                .isThrownBy(() -> peers.ask(owner, replaceable))
                .withMessageContaining("a moment ago");
        assertThatIOException()
                .isThrownBy(() -> peers.ask(owner, alone))
                .withMessageContaining("timed out");
        slow.countDown();
    }

    private Routed<String> ask(ReadDemand demand, URI owner, List<URI> standbys) {
        return route.ask(
                demand,
                "GET",
                "/v1/x?maxLag=5",
                again ->
                        !again.copy()
                                ? new Lookup.Elsewhere<>(owner, standbys)
                                : again.allows(COPY.lag())
                                        ? new Lookup.Found<>("copy", COPY)
                                        : new Lookup.NotReady<>("too far behind"));
    }

    private static ReadDemand demand(OptionalLong maxLag, boolean passedOn) {
        return new ReadDemand(
                maxLag, InputPosition.parse("t-0:1"), Duration.ofMillis(100), passedOn, false);
    }

    private URI nobody() {
        try (ServerSocket closedAtOnce = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + closedAtOnce.getLocalPort());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private URI instance(String name, int status) {
        return instance(name, status, 0);
    }

    private URI instance(String name, int status, int port) {
        HttpServer server = server(port);
        server.createContext(
                "/",
                exchange -> {
                    asked.add(
                            name
                                    + " "
                                    + exchange.getRequestURI()
                                    + " min="
                                    + exchange.getRequestHeaders()
                                            .getFirst("Tributary-Min-Position")
                                    + " hop="
                                    + exchange.getRequestHeaders().getFirst("Tributary-Hop"));
                    exchange.sendResponseHeaders(status, -1);
                    exchange.close();
                });
        server.start();
        return uri(server);
    }

    private HttpServer server(int port) {
        try {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            servers.add(server);
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static URI uri(HttpServer server) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }
}
