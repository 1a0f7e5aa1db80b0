package dev.tributary.common.query;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;

import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/**
 * Turns a {@link Lookup} into the HTTP answer that every interactive query gives: 200 with its
 * freshness in headers, 404, the answer of another instance unchanged, 503 with {@code Retry-After}
 * or, where what was demanded did not come within the time given, 504.
 */
public final class QueryResponder {
    /** Which instance read the state; several of a list, comma separated. */
    public static final String SERVED_BY_HEADER = "Tributary-Served-By";

    /** Whether that instance owns the state or stands by. */
    public static final String ROLE_HEADER = "Tributary-Role";

    /** Records that the state was behind, 0 of an owner. */
    public static final String LAG_HEADER = "Tributary-Lag";

    /** What input the state had taken in. */
    public static final String POSITION_HEADER = "Tributary-Position";

    private static final String RETRY_AFTER_SECONDS = "1";

    /** What is of one connection, or is written by whoever sends it. */
    private static final Set<String> NOT_PASSED_ON =
            Set.of(
                    "connection",
                    "keep-alive",
                    "proxy-authenticate",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade",
                    "content-length",
                    "date");

    private final QueryRoute route;
    private final String self;

    /**
     * @param route finds who answers
     * @param self {@code host:port} of this instance
     */
    public QueryResponder(QueryRoute route, String self) {
        this.route = route;
        this.self = self;
    }

    /**
     * Answers as fresh as the request asks for.
     *
     * @param request the query as it came in
     * @param query what this instance can say
     * @param body the answer for a value
     * @param what names the thing looked for, for the 404
     * @throws ErrorResponseException 404, 503 or 504
     * @throws dev.tributary.common.web.ProblemException 400
     */
    public <T> ResponseEntity<?> answer(
            HttpServletRequest request,
            Function<ReadDemand, Lookup<T>> query,
            Function<T, ?> body,
            String what) {
        return answer(request, ReadDemand.of(request), query, body, what);
    }

    /**
     * Answers what exists at its owner only, without a demand.
     *
     * @param request the query as it came in
     * @param lookup what this instance can say
     * @param body the answer for a value
     * @param what names the thing looked for, for the 404
     * @throws ErrorResponseException 404 or 503
     */
    public <T> ResponseEntity<?> answer(
            HttpServletRequest request, Lookup<T> lookup, Function<T, ?> body, String what) {
        boolean passedOn = request.getHeader(OwnerClient.HOP_HEADER) != null;
        ReadDemand none = ReadDemand.NONE;
        ReadDemand demand =
                new ReadDemand(none.maxLag(), none.minPosition(), none.patience(), passedOn, false);
        return answer(request, demand, _ -> lookup, body, what);
    }

    private <T> ResponseEntity<?> answer(
            HttpServletRequest request,
            ReadDemand demand,
            Function<ReadDemand, Lookup<T>> query,
            Function<T, ?> body,
            String what) {
        return switch (route.ask(demand, request.getMethod(), target(request), query)) {
            case Routed.Here<T>(Lookup.Said<T> said) -> answer(said, body, what);
            case Routed.There<T>(_, HttpResponse<byte[]> answer) -> passOn(answer);
            case Routed.Nobody<T>(String reason) -> throw unavailable(reason);
        };
    }

    private <T> ResponseEntity<?> answer(Lookup.Said<T> said, Function<T, ?> body, String what) {
        return switch (said) {
            case Lookup.Found<T>(T value, Freshness freshness) ->
                    ResponseEntity.ok().headers(headers(freshness)).body(body.apply(value));
            case Lookup.Absent<T>(Freshness freshness) -> throw absent(freshness, what);
            case Lookup.Behind<T>(Freshness freshness) -> throw tooLate(freshness);
        };
    }

    /** The headers that tell how fresh an answer of this instance is. */
    public HttpHeaders headers(Freshness freshness) {
        return headers(freshness, self);
    }

    /**
     * The same of what another instance read.
     *
     * @param servedBy that instance, as {@code host:port}
     */
    public static HttpHeaders headers(Freshness freshness, String servedBy) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(SERVED_BY_HEADER, servedBy);
        headers.set(ROLE_HEADER, freshness.role().text());
        headers.set(LAG_HEADER, Long.toString(freshness.lag()));
        if (!freshness.position().isNone()) {
            headers.set(POSITION_HEADER, freshness.position().toString());
        }
        return headers;
    }

    /**
     * How fresh an answer of another instance says it is.
     *
     * @throws IllegalArgumentException where it says what cannot be read
     */
    public static Freshness freshness(java.net.http.HttpHeaders headers) {
        return new Freshness(
                headers.firstValue(ROLE_HEADER)
                        .filter(Freshness.Role.STANDBY.text()::equals)
                        .map(_ -> Freshness.Role.STANDBY)
                        .orElse(Freshness.Role.ACTIVE),
                headers.firstValueAsLong(LAG_HEADER).orElse(0),
                headers.firstValue(POSITION_HEADER)
                        .map(InputPosition::parse)
                        .orElse(InputPosition.NONE));
    }

    /** A 404 that tells how fresh the state is that has nothing of it. */
    private ErrorResponseException absent(Freshness freshness, String what) {
        return absent(freshness, self, what);
    }

    /**
     * A 404 that tells how fresh the state of another instance is.
     *
     * @param servedBy that instance, as {@code host:port}
     * @param what names the thing looked for
     */
    public static ErrorResponseException absent(Freshness freshness, String servedBy, String what) {
        return problem(HttpStatus.NOT_FOUND, what + " is not known", headers(freshness, servedBy));
    }

    /** A 504 that tells how far the state here had come. */
    ErrorResponseException tooLate(Freshness freshness) {
        return tooLate(freshness, self);
    }

    /**
     * The same of another instance.
     *
     * @param servedBy that instance, as {@code host:port}
     */
    public static ErrorResponseException tooLate(Freshness freshness, String servedBy) {
        return problem(
                HttpStatus.GATEWAY_TIMEOUT,
                "The state had not taken in "
                        + ReadDemand.MIN_POSITION_HEADER
                        + " within the wait.",
                headers(freshness, servedBy));
    }

    /** A 503 that asks to come back. */
    public static ErrorResponseException unavailable(String reason) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        return problem(HttpStatus.SERVICE_UNAVAILABLE, reason, headers);
    }

    static String target(HttpServletRequest request) {
        String query = request.getQueryString();
        return request.getRequestURI() + (query == null ? "" : "?" + query);
    }

    static ResponseEntity<byte[]> passOn(HttpResponse<byte[]> answer) {
        HttpHeaders headers = new HttpHeaders();
        answer.headers()
                .map()
                .forEach((name, values) -> {
                    if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                        headers.addAll(name, values);
                    }
                });
        return ResponseEntity.status(answer.statusCode()).headers(headers).body(answer.body());
    }

    /** A refusal with headers. */
    static ErrorResponseException problem(HttpStatus status, String detail, HttpHeaders headers) {
        ErrorResponseException problem =
                new ErrorResponseException(
                        status, ProblemDetail.forStatusAndDetail(status, detail), null);
        problem.getHeaders().addAll(headers);
        return problem;
    }
}
