package dev.tributary.ingest.api;

import dev.tributary.common.web.Problem;
import dev.tributary.common.web.ProblemException;
import dev.tributary.ingest.query.AnswerFeed;
import dev.tributary.ingest.query.StreamPlace;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.inventory.Order;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;

/**
 * {@code GET /v1/verdicts/stream}: committed verdicts and orders as server-sent events. The id of
 * an event is the place in both logs after it, so that a client that comes back with {@code
 * Last-Event-ID} misses nothing and is told nothing twice. Each client has its own consumer and
 * thread; their number is bounded.
 */
@RestController
@Tag(name = "Verdicts", description = "Verdicts and orders as they are committed.")
final class VerdictStreamController {
    private static final Logger LOG = LoggerFactory.getLogger(VerdictStreamController.class);

    private final AnswerFeed feed;
    private final JsonMapper mapper;
    private final Semaphore places;

    VerdictStreamController(AnswerFeed feed, JsonMapper mapper, ApiSettings settings) {
        this.feed = feed;
        this.mapper = mapper;
        this.places = new Semaphore(settings.streamsMax());
    }

    @Operation(
            summary = "Follow the verdicts and what becomes of orders",
            description =
                    """
                    Server-sent events named `verdict`, each with the document of a verdict without \
                    `order`, and events named `order`, each with a transactionId and its `order`, whenever \
                    that changes; the newest counts. Between a verdict and an order there is no order: \
                    either may come first. The first event has only an id, so that a client can come back \
                    even before the first verdict. Comments keep the connection alive.\
                    """,
            responses = {
                @ApiResponse(
                        responseCode = "200",
                        description = "Events until the client goes.",
                        content =
                                @Content(
                                        mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                                        schema =
                                                @Schema(
                                                        oneOf = {
                                                            VerdictDocument.class,
                                                            OrderEvent.class
                                                        }))),
                @ApiResponse(
                        responseCode = "400",
                        description = "Last-Event-ID is none that was given out here.",
                        content =
                                @Content(
                                        mediaType = Problem.MEDIA_TYPE,
                                        schema = @Schema(implementation = Problem.class))),
                @ApiResponse(
                        responseCode = "503",
                        description = "Too many clients follow already.",
                        content =
                                @Content(
                                        mediaType = Problem.MEDIA_TYPE,
                                        schema = @Schema(implementation = Problem.class)))
            })
    @GetMapping(path = "/v1/verdicts/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void stream(
            @Parameter(
                            description =
                                    "Goes on after this event; without it, from now on. An id from"
                                            + " before orders were told goes on with orders from now"
                                            + " on.")
                    @RequestHeader(name = "Last-Event-ID", required = false)
                    @Nullable String lastEventId,
            @Parameter(description = "Adds the features that the scorer saw.")
                    @RequestParam(name = "explain", defaultValue = "false")
                    boolean explain,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        StreamPlace from = positions(lastEventId);
        if (!places.tryAcquire()) {
            throw new ProblemException(
                    Problem.unavailable(
                            "Too many clients follow the verdicts.",
                            TransactionIntake.RETRY_AFTER));
        }
        try {
            follow(from, new EventWriter(response, explain), response);
        } finally {
            places.release();
        }
    }

    private void follow(
            @Nullable StreamPlace from, EventWriter writer, HttpServletResponse response)
            throws IOException, InterruptedException {
        FutureTask<Void> following =
                new FutureTask<>(() -> {
                    feed.follow(from, writer);
                    return null;
                });
        Thread thread = Thread.ofPlatform().name("verdict-stream").daemon(true).start(following);
        try {
            following.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException gone) {
                throw gone;
            }
            LOG.warn("a stream of verdicts ended", e.getCause());
            if (!response.isCommitted()) {
                throw new ProblemException(
                        Problem.unavailable(
                                "The verdicts cannot be read now.", TransactionIntake.RETRY_AFTER));
            }
        } finally {
            // The response must not be touched after this method has returned.
            following.cancel(true);
            thread.join();
        }
    }

    private static @Nullable StreamPlace positions(@Nullable String lastEventId) {
        if (lastEventId == null || lastEventId.isBlank()) {
            return null;
        }
        try {
            return StreamPlace.parse(lastEventId);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    Problem.invalid("Last-Event-ID", String.valueOf(e.getMessage())));
        }
    }

    /** Writes events; for one thread. */
    private final class EventWriter implements AnswerFeed.Reader {
        private final HttpServletResponse response;
        private final boolean explain;
        private boolean unflushed;

        private EventWriter(HttpServletResponse response, boolean explain) {
            this.response = response;
            this.explain = explain;
        }

        @Override
        public void start(StreamPlace from) throws IOException {
            write("id: " + from + "\n\n");
            caughtUp();
        }

        @Override
        public void verdict(Verdict verdict, StreamPlace next) throws IOException {
            String json = mapper.writeValueAsString(VerdictDocument.of(verdict, null, explain));
            write("event: verdict\nid: " + next + "\ndata: " + json + "\n\n");
        }

        @Override
        public void order(Order order, StreamPlace next) throws IOException {
            String json = mapper.writeValueAsString(OrderEvent.of(order));
            write("event: order\nid: " + next + "\ndata: " + json + "\n\n");
        }

        @Override
        public void gap(String what) throws IOException {
            write(": " + what + "\n\n");
        }

        @Override
        public void idle() throws IOException {
            write(": nothing new\n\n");
            caughtUp();
        }

        @Override
        public void caughtUp() throws IOException {
            if (unflushed) {
                unflushed = false;
                response.getOutputStream().flush();
            }
        }

        private void write(String text) throws IOException {
            if (!response.isCommitted()) {
                response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
                response.setCharacterEncoding(StandardCharsets.UTF_8);
                response.setHeader("Cache-Control", "no-store");
                // Asks proxies not to collect events.
                response.setHeader("X-Accel-Buffering", "no");
            }
            response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            unflushed = true;
        }
    }
}
