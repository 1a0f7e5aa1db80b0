package dev.tributary.inventory.api;

import dev.tributary.common.query.Demanding;
import dev.tributary.common.query.InputPosition;
import dev.tributary.common.query.QueryResponder;
import dev.tributary.common.web.HttpBody;
import dev.tributary.common.web.Prefer;
import dev.tributary.common.web.Problem;
import dev.tributary.common.web.ProblemException;
import dev.tributary.common.web.ProblemType;
import dev.tributary.inventory.api.ReservationDesk.Send;
import dev.tributary.inventory.domain.ReservationId;
import dev.tributary.inventory.publish.InventoryPublisher;
import dev.tributary.inventory.query.AwaitedReservations.Outcome;
import dev.tributary.inventory.query.InventoryQuery;
import dev.tributary.inventory.query.RecentlyTold;
import dev.tributary.schemas.inventory.Reservation;
import dev.tributary.schemas.inventory.ReservationAnswer;
import dev.tributary.schemas.inventory.ReservationUpdate;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;

/**
 * Reservations. Every command is answered by what was committed, and may be sent again: it comes to
 * the same. Any instance takes any command, and answers for any reservation.
 */
@RestController
@RequestMapping(ReservationController.PATH)
@Tag(name = "reservations", description = "Stock that is kept for somebody: all lines or none")
class ReservationController {
    static final String PATH = "/v1/reservations";

    private final InventoryReader reader;
    private final ReservationDesk desk;
    private final InventoryPublisher publisher;
    private final InventoryQuery query;
    private final RecentlyTold<ReservationUpdate> recent;
    private final QueryResponder responder;
    private final ApiSettings settings;

    ReservationController(
            InventoryReader reader,
            ReservationDesk desk,
            InventoryPublisher publisher,
            InventoryQuery query,
            RecentlyTold<ReservationUpdate> recent,
            QueryResponder responder,
            ApiSettings settings) {
        this.reader = reader;
        this.desk = desk;
        this.publisher = publisher;
        this.query = query;
        this.recent = recent;
        this.responder = responder;
        this.settings = settings;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Reserve all lines or none",
            description =
                    """
                    Answered when every line's stock has answered. Lines of the same sku are added up. The same \
                    reservationId and body again is the same reservation.\
                    """,
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema =
                                                    @Schema(
                                                            implementation =
                                                                    ReservationBody.class))))
    @ApiResponse(responseCode = "200", description = "It was bought already")
    @ApiResponse(responseCode = "201", description = "Reserved")
    @ApiResponse(responseCode = "202", description = "Taken in, and not every line has answered")
    @ApiResponse(responseCode = "400", description = "Fields are at fault; all are listed")
    @ApiResponse(
            responseCode = "409",
            description = "Lines are short, all of which are named; or it has ended")
    @ApiResponse(responseCode = "422", description = "The id was used before with another body")
    @ApiResponse(responseCode = "503", description = "Not taken in, or not known; Retry-After")
    ResponseEntity<?> reserve(HttpServletRequest request) {
        desk.checkOpen();
        WantedReservation wanted = reader.reservation(HttpBody.read(request, settings.bodyLimit()));
        ReservationId id = ReservationId.ofApi(wanted.reservationId());
        return command(
                request,
                id.name(),
                commandId ->
                        publisher.reserve(
                                id,
                                commandId,
                                wanted.basket().lines(),
                                wanted.ttl(),
                                wanted.fingerprint()),
                this::reserved);
    }

    @PostMapping("/{reservationId}/confirm")
    @Operation(summary = "Buy what is reserved")
    @ApiResponse(responseCode = "200", description = "Bought, now or before")
    @ApiResponse(responseCode = "202", description = "Taken in, and not answered yet")
    @ApiResponse(responseCode = "404", description = "There is no such reservation")
    @ApiResponse(responseCode = "409", description = "It cannot be bought as it stands; says how")
    @ApiResponse(responseCode = "503", description = "Not taken in, or not known; Retry-After")
    ResponseEntity<?> confirm(@PathVariable String reservationId, HttpServletRequest request) {
        ReservationId id = existing(reservationId);
        return command(
                request, id.name(), commandId -> publisher.confirm(id, commandId), this::done);
    }

    @DeleteMapping("/{reservationId}")
    @Operation(summary = "Give back what is reserved")
    @ApiResponse(responseCode = "200", description = "Nothing is held for it, now or before")
    @ApiResponse(responseCode = "202", description = "Taken in, and not answered yet")
    @ApiResponse(responseCode = "404", description = "There is no such reservation")
    @ApiResponse(responseCode = "409", description = "It was bought")
    @ApiResponse(responseCode = "503", description = "Not taken in, or not known; Retry-After")
    ResponseEntity<?> release(@PathVariable String reservationId, HttpServletRequest request) {
        ReservationId id = existing(reservationId);
        return command(
                request, id.name(), commandId -> publisher.release(id, commandId), this::done);
    }

    @GetMapping("/{reservationId}")
    @Demanding
    @Operation(summary = "Where a reservation stands")
    @ApiResponse(responseCode = "200", description = "The reservation")
    @ApiResponse(responseCode = "404", description = "There is none of this id")
    @ApiResponse(responseCode = "503", description = "Nobody can say at the moment; Retry-After")
    @ApiResponse(responseCode = "504", description = "Not as fresh as asked for within the wait")
    ResponseEntity<?> reservation(@PathVariable String reservationId, HttpServletRequest request) {
        return responder.answer(
                request,
                demand -> query.reservation(reservationId, demand),
                update -> ReservationDocument.of(reservationId, reservation(update)),
                "reservation " + reservationId);
    }

    private ResponseEntity<?> command(
            HttpServletRequest request, String name, Send send, Accepted accepted) {
        Duration patience =
                Prefer.of(request.getHeaders("Prefer"))
                        .waitOr(settings.deadline(), settings.waitMax());
        Outcome outcome = desk.ask(name, patience, send);
        if (outcome == null) {
            return ResponseEntity.status(HttpStatus.ACCEPTED)
                    .location(location(name))
                    .body(PendingReservation.of(name));
        }
        ReservationAnswer answer = outcome.answer();
        return switch (answer.getOutcome()) {
            case ACCEPTED, REPEATED -> accepted.answer(name, reservation(outcome.newest()));
            case CONFLICT -> throw conflict(name, answer, outcome.newest());
            case NOT_FOUND -> throw notFound(name);
            case REFUSED ->
                    throw new ProblemException(
                            Problem.invalid("lines", "are refused: " + answer.getCause()));
            case UNKNOWN -> throw ReservationDesk.unavailable("The answer is of a later version.");
        };
    }

    /** Answers a command that was taken. */
    @FunctionalInterface
    private interface Accepted {
        ResponseEntity<?> answer(String name, Reservation reservation);
    }

    private ResponseEntity<?> reserved(String name, Reservation reservation) {
        return switch (reservation.getStatus()) {
            case PENDING -> answer(HttpStatus.ACCEPTED, name, reservation);
            case RESERVED -> answer(HttpStatus.CREATED, name, reservation);
            case CONFIRMED -> answer(HttpStatus.OK, name, reservation);
            case REJECTED -> throw standing("There is too little stock.", name, reservation);
            case RELEASED, EXPIRED, UNKNOWN ->
                    throw standing("The reservation has ended.", name, reservation);
        };
    }

    private ResponseEntity<?> done(String name, Reservation reservation) {
        return answer(HttpStatus.OK, name, reservation);
    }

    private ResponseEntity<?> answer(HttpStatus status, String name, Reservation reservation) {
        HttpHeaders headers = new HttpHeaders();
        InputPosition position = recent.position(name);
        if (!position.isNone()) {
            headers.set(QueryResponder.POSITION_HEADER, position.toString());
        }
        if (status != HttpStatus.OK) {
            headers.setLocation(location(name));
        }
        return ResponseEntity.status(status)
                .headers(headers)
                .body(ReservationDocument.of(name, reservation));
    }

    private static ProblemException conflict(
            String name, ReservationAnswer answer, ReservationUpdate newest) {
        return "ANOTHER_BODY".equals(answer.getCause())
                ? new ProblemException(
                        Problem.of(
                                        ProblemType.ID_REUSED,
                                        "Under this id something else was reserved; this was not.")
                                .with("reservationId", name))
                : standing(
                        "The reservation does not allow this as it stands.",
                        name,
                        reservation(newest));
    }

    private static ProblemException standing(String detail, String name, Reservation reservation) {
        return new ProblemException(
                Problem.of(ProblemType.CONFLICT, detail)
                        .with("reservationId", name)
                        .with("reservationStatus", reservation.getStatus().name())
                        .with("lines", ReservationDocument.lines(reservation)));
    }

    private static Reservation reservation(ReservationUpdate update) {
        return Objects.requireNonNull(update.getReservation(), "an answer without a reservation");
    }

    /** What cannot be an id is the id of nothing. */
    private static ReservationId existing(String name) {
        try {
            return ReservationId.ofApi(InventoryReader.reservationId(name));
        } catch (IllegalArgumentException e) {
            throw notFound(name);
        }
    }

    private static ProblemException notFound(String name) {
        return new ProblemException(
                Problem.of(ProblemType.NOT_FOUND, "There is no reservation " + name + "."));
    }

    private static URI location(String name) {
        return URI.create(PATH + "/" + name);
    }
}
