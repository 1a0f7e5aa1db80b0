package dev.tributary.common.query;

import dev.tributary.common.query.Lookup.Freshness;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * Turns a {@link Lookup} into the HTTP answer that every interactive query gives: 200 with its
 * freshness in headers, 404, the owner's answer unchanged, or 503 with {@code Retry-After}.
 */
public final class QueryResponder {
    /** Which instance read the state. */
    public static final String SERVED_BY_HEADER = "Tributary-Served-By";

    /** Whether that instance owns the state or stands by. */
    public static final String ROLE_HEADER = "Tributary-Role";

    /** What input the state had taken in. */
    public static final String POSITION_HEADER = "Tributary-Position";

    private static final Duration OWNER_TIMEOUT = Duration.ofSeconds(2);
    private static final String RETRY_AFTER_SECONDS = "1";
    private static final List<String> PASSED_ON =
            List.of(
                    HttpHeaders.CONTENT_TYPE,
                    HttpHeaders.RETRY_AFTER,
                    HttpHeaders.LOCATION,
                    SERVED_BY_HEADER,
                    ROLE_HEADER,
                    POSITION_HEADER);

    private final OwnerClient owners;
    private final String self;

    /**
     * @param owners how to reach other instances
     * @param self {@code host:port} of this instance
     */
    public QueryResponder(OwnerClient owners, String self) {
        this.owners = owners;
        this.self = self;
    }

    /**
     * @param request the query as it came in
     * @param lookup what this instance can say
     * @param body the answer for a value
     * @param what names the thing looked for, for the 404
     * @throws ErrorResponseException 404 or 503
     */
    public <T> ResponseEntity<?> answer(
            HttpServletRequest request, Lookup<T> lookup, Function<T, ?> body, String what) {
        return switch (lookup) {
            case Lookup.Found<T>(T value, Freshness freshness) ->
                    ResponseEntity.ok().headers(headers(freshness)).body(body.apply(value));
            case Lookup.Absent<T> _ ->
                    throw problem(HttpStatus.NOT_FOUND, what + " is not known", new HttpHeaders());
            case Lookup.NotReady<T>(String reason) -> throw unavailable(reason);
            case Lookup.Elsewhere<T>(URI owner) -> passOn(request, owner);
        };
    }

    /** The headers that tell how fresh an answer of this instance is. */
    public HttpHeaders headers(Freshness freshness) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(SERVED_BY_HEADER, self);
        headers.set(ROLE_HEADER, freshness.role());
        headers.set(POSITION_HEADER, freshness.position());
        return headers;
    }

    /** A 503 that asks to come back. */
    public static ErrorResponseException unavailable(String reason) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        return problem(HttpStatus.SERVICE_UNAVAILABLE, reason, headers);
    }

    private ResponseEntity<byte[]> passOn(HttpServletRequest request, URI owner) {
        if (request.getHeader(OwnerClient.HOP_HEADER) != null) {
            throw unavailable("the owner of the key is changing");
        }
        String query = request.getQueryString();
        String target = request.getRequestURI() + (query == null ? "" : "?" + query);
        try {
            HttpResponse<byte[]> answer =
                    owners.ask(request.getMethod(), owner, target, OWNER_TIMEOUT);
            HttpHeaders headers = new HttpHeaders();
            for (String name : PASSED_ON) {
                answer.headers().firstValue(name).ifPresent(value -> headers.set(name, value));
            }
            return ResponseEntity.status(answer.statusCode()).headers(headers).body(answer.body());
        } catch (IOException unreachable) {
            throw unavailable(
                    "the owner of the key, " + owner.getAuthority() + ", does not answer");
        }
    }

    private static ErrorResponseException problem(
            HttpStatus status, String detail, HttpHeaders headers) {
        ErrorResponseException problem =
                new ErrorResponseException(
                        status, ProblemDetail.forStatusAndDetail(status, detail), null);
        problem.getHeaders().addAll(headers);
        return problem;
    }
}
