package dev.tributary.ingest.api;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.tributary.common.streams.Publication;
import dev.tributary.common.streams.Publication.Acknowledged;
import dev.tributary.common.web.BodyLines;
import dev.tributary.common.web.BodyLines.Line;
import dev.tributary.common.web.Faults;
import dev.tributary.common.web.HttpBody;
import dev.tributary.common.web.Problem;
import dev.tributary.common.web.ProblemType;
import dev.tributary.ingest.api.BulkItem.LineId;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/**
 * Takes things of one kind in as lines and answers line by line, in order, while lines still come.
 * One thread reads and sends, another writes the answers; between them lie at most {@link
 * ApiSettings.Bulk#answersMax} answers. A client may so send that many lines before it reads the
 * first answer; one that sends more without reading is held up until it reads.
 *
 * <p>A line is all or nothing, and alone: what is wrong with it says nothing about the others.
 * While the brokers acknowledge nothing, only a line every {@link #TRIED_EVERY} is sent to see
 * whether they are back, and the others are answered at once, so that a long body does not wait out
 * each of its lines; the client sends those again.
 */
final class BulkIntake {
    /** So long after a failure without any acknowledgement, the brokers are taken to be away. */
    private static final Duration GIVEN_UP_AFTER = Duration.ofSeconds(1);

    private static final Duration TRIED_EVERY = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(BulkIntake.class);

    private final BulkItem.Reader reader;
    private final InstantSource wallClock;
    private final ApiSettings.Bulk settings;
    private final IngestMeters meters;
    private final ObjectWriter json;

    /** What became of a line. */
    enum LineStatus {
        /** It is in the log. */
        ACCEPTED,
        /** It is not in the log and never will be. */
        REJECTED,
        /** It may or may not be in the log; to be sent again with the same id. */
        UNKNOWN
    }

    /** The answer to a line. */
    @Schema(name = "LineAnswer", description = "One line of the answer, for one line of the body.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LineAnswer(
            @Schema(description = "Number of the line, from 1, blank lines counted.") long line,
            @Schema(description = "Of a transaction or a label, where it can be read.")
                    @Nullable String transactionId,
            @Schema(description = "Of a stock movement, where it can be read.")
                    @Nullable String movementId,
            @Schema(description = "Of an interaction, where it can be read, or as it was made.")
                    @Nullable String interactionId,
            @Schema(
                            description =
                                    "ACCEPTED: in the log. REJECTED: not in the log, never will be."
                                            + " UNKNOWN: send it again with the same id.")
                    LineStatus status,
            @Schema(
                            description =
                                    "Of an accepted stock movement or interaction: where it stands in the log.")
                    @Nullable String position,
            @Nullable Problem problem) {
        static LineAnswer accepted(long line, LineId id, @Nullable Acknowledged place) {
            String position =
                    place == null || id instanceof LineId.OfTransaction ? null : place.position();
            return of(line, id, LineStatus.ACCEPTED, position, null);
        }

        static LineAnswer other(
                long line, @Nullable LineId id, LineStatus status, Problem problem) {
            return of(line, id, status, null, problem);
        }

        private static LineAnswer of(
                long line,
                @Nullable LineId id,
                LineStatus status,
                @Nullable String position,
                @Nullable Problem problem) {
            return new LineAnswer(
                    line,
                    id instanceof LineId.OfTransaction(String it) ? it : null,
                    id instanceof LineId.OfMovement(String it) ? it : null,
                    id instanceof LineId.OfInteraction(String it) ? it : null,
                    status,
                    position,
                    problem);
        }
    }

    BulkIntake(
            BulkItem.Reader reader,
            InstantSource wallClock,
            ApiSettings.Bulk settings,
            IngestMeters meters,
            JsonMapper mapper) {
        this.reader = reader;
        this.wallClock = wallClock;
        this.settings = settings;
        this.meters = meters;
        this.json = mapper.writerFor(LineAnswer.class);
    }

    /**
     * Reads lines until the body ends and returns when all are answered.
     *
     * @throws IOException where the client does not take the answers; what was read until then has
     *     been sent
     */
    void run(InputStream body, OutputStream answers) throws IOException, InterruptedException {
        try (LineAnswers out = new LineAnswers(answers, settings.answersMax(), this::render)) {
            new Run(new BodyLines(body, settings.lineLimit()), out).run();
        }
    }

    private byte[] render(LineAnswer answer) {
        return json.writeValueAsBytes(answer);
    }

    /** One body. */
    private final class Run {
        private final BodyLines lines;
        private final LineAnswers out;
        private final Semaphore outstanding = new Semaphore(settings.outstandingMax());

        /** When the first send failed since the last that did not; null while none did. */
        private volatile @Nullable Long failingSinceNanos;

        private long triedNanos;
        private long number;

        private Run(BodyLines lines, LineAnswers out) {
            this.lines = lines;
            this.out = out;
        }

        private void run() throws InterruptedException {
            try {
                for (Line line = lines.next(); line != null; line = lines.next()) {
                    number = line.number();
                    if (!out.add(answer(line))) {
                        return;
                    }
                }
            } catch (IOException e) {
                LOG.debug("body broke off after line {}", number, e);
                out.add(rejected(number + 1, null, HttpBody.broken(e)));
            }
        }

        private CompletableFuture<LineAnswer> answer(Line line) throws InterruptedException {
            if (line.text() == null) {
                return rejected(
                        line.number(),
                        null,
                        Problem.of(
                                ProblemType.BODY_TOO_LARGE,
                                "A line may have "
                                        + settings.lineLimit().toBytes()
                                        + " bytes at most."));
            }
            long arrivedNanos = System.nanoTime();
            Faults faults = new Faults();
            BulkItem item =
                    reader.read(
                            line.text(),
                            wallClock.instant().truncatedTo(ChronoUnit.MILLIS),
                            faults);
            meters.accepted(System.nanoTime() - arrivedNanos);
            return item == null
                    ? rejected(line.number(), null, Problem.invalid(faults.list()))
                    : take(line.number(), item);
        }

        private CompletableFuture<LineAnswer> take(long line, BulkItem item)
                throws InterruptedException {
            return switch (item.known()) {
                case BulkItem.Known.Refused(Problem problem) -> rejected(line, item.id(), problem);
                case BulkItem.Known.Repeated() -> {
                    meters.repeated();
                    yield CompletableFuture.completedFuture(
                            LineAnswer.accepted(line, item.id(), null));
                }
                case BulkItem.Known.New() -> send(line, item);
            };
        }

        private CompletableFuture<LineAnswer> send(long line, BulkItem item)
                throws InterruptedException {
            outstanding.acquire();
            if (isPointless()) {
                outstanding.release();
                item.lost();
                return CompletableFuture.completedFuture(unknown(line, item.id()));
            }
            CompletableFuture<Publication> publication = item.publish();
            // After the attempt, which may itself have taken as long as the pause between two.
            triedNanos = System.nanoTime();
            return publication.thenApply(it -> settled(line, item, it));
        }

        private boolean isPointless() {
            Long since = failingSinceNanos;
            long now = System.nanoTime();
            return since != null
                    && now - since > GIVEN_UP_AFTER.toNanos()
                    && now - triedNanos < TRIED_EVERY.toNanos();
        }

        /** Runs on the producer's thread. */
        private LineAnswer settled(long line, BulkItem item, Publication publication) {
            outstanding.release();
            LineId id = item.id();
            return switch (publication) {
                case Acknowledged place -> {
                    failingSinceNanos = null;
                    meters.bulkAccepted();
                    yield LineAnswer.accepted(line, id, place);
                }
                case Publication.Unknown _ -> {
                    if (failingSinceNanos == null) {
                        failingSinceNanos = System.nanoTime();
                    }
                    item.lost();
                    yield unknown(line, id);
                }
            };
        }

        private LineAnswer unknown(long line, LineId id) {
            meters.bulkRejected(ProblemType.UNAVAILABLE);
            return LineAnswer.other(
                    line,
                    id,
                    LineStatus.UNKNOWN,
                    Problem.unavailable(
                            "The brokers did not acknowledge this line or one before it. Send it"
                                    + " again with the same id; it will not count twice.",
                            TransactionIntake.RETRY_AFTER));
        }

        private CompletableFuture<LineAnswer> rejected(
                long line, @Nullable LineId id, Problem problem) {
            meters.bulkRejected(problem.kind());
            return CompletableFuture.completedFuture(
                    LineAnswer.other(line, id, LineStatus.REJECTED, problem));
        }
    }
}
