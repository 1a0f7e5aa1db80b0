package dev.tributary.recommendation.api;

import dev.tributary.common.query.Demanding;
import dev.tributary.common.query.QueryResponder;
import dev.tributary.recommendation.domain.SessionId;
import dev.tributary.recommendation.query.SessionQuery;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Sessions as they stand; any instance answers for any session. */
@RestController
@RequestMapping("/v1/sessions")
@Tag(name = "sessions", description = "What visitors did since their last pause")
class SessionController {
    private final SessionQuery sessions;
    private final QueryResponder responder;

    SessionController(SessionQuery sessions, QueryResponder responder) {
        this.sessions = sessions;
        this.responder = responder;
    }

    @GetMapping("/{sessionId}")
    @Demanding
    @Operation(
            summary = "A session",
            description =
                    "Tributary-Min-Position may be that of an interaction, as the answer to it"
                            + " told: the session is then told with it.")
    @ApiResponse(responseCode = "200", description = "The session since its last pause")
    @ApiResponse(responseCode = "400", description = "A parameter cannot be read")
    @ApiResponse(responseCode = "404", description = "Nothing is known of this session")
    @ApiResponse(responseCode = "503", description = "Nobody can say at the moment; Retry-After")
    @ApiResponse(responseCode = "504", description = "Not as fresh as asked for within the wait")
    ResponseEntity<?> session(@PathVariable String sessionId, HttpServletRequest request) {
        SessionId session = Parameters.checked("sessionId", () -> new SessionId(sessionId));
        return responder.answer(
                request,
                demand -> sessions.visit(session, demand),
                SessionDocument::of,
                "session " + sessionId);
    }
}
