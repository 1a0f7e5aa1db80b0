package dev.tributary.common.web;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The kinds of refusal that the services answer with. The URI of a type is stable: clients decide
 * by it, not by the words.
 */
public enum ProblemType {
    /** The request breaks the contract; {@code errors} says where. Sending it again is no use. */
    INVALID_REQUEST(400, "Invalid request"),
    /** Nothing is known under this address. */
    NOT_FOUND(404, "Not found"),
    /** The address exists, but not for this method; {@code Allow} lists those it has. */
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    /** The client accepts no form that the service can answer in. */
    NOT_ACCEPTABLE(406, "Not acceptable"),
    /** The client took too long to send its request. */
    REQUEST_TIMEOUT(408, "Request took too long to arrive"),
    /** What is asked for is at odds with what is there; the detail says with what. */
    CONFLICT(409, "Conflict"),
    /** The body, or a line of it, is larger than the service takes. */
    BODY_TOO_LARGE(413, "Body too large"),
    /** The address is longer than the service takes. */
    URI_TOO_LONG(414, "Address too long"),
    /** The body is of a media type, charset or content encoding that the service does not read. */
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
    /** The id was used before with another body. */
    ID_REUSED(422, "Id used before with another body"),
    /** The body holds an expression that means nothing; {@code errors} says where. */
    INVALID_EXPRESSION(422, "Invalid expression"),
    /** Each field is as it should be, and together they cannot be met; {@code errors} says why. */
    IMPOSSIBLE_REQUEST(422, "Request cannot be met"),
    /** What is asked for is there, but this version cannot use it; the detail says why. */
    UNUSABLE(422, "Cannot be used"),
    /** The client sends more than its share; {@code Retry-After} says when to come back. */
    TOO_MANY_REQUESTS(429, "Too many requests"),
    /** The header fields are larger than the service takes. */
    HEADERS_TOO_LARGE(431, "Header fields too large"),
    /** A fault of the service. */
    INTERNAL(500, "Internal fault"),
    /** Not implemented by HTTP's own rules, such as an unknown transfer encoding. */
    NOT_IMPLEMENTED(501, "Not implemented"),
    /** Cannot be done now; {@code Retry-After} says when to come back. */
    UNAVAILABLE(503, "Temporarily unavailable"),
    /** What was asked for did not come about within the time the client gave. */
    TOO_LATE(504, "Not within the time given"),
    /** The version of HTTP is not spoken here. */
    VERSION_NOT_SUPPORTED(505, "HTTP version not supported");

    private static final Map<Integer, ProblemType> BY_STATUS =
            Arrays.stream(values())
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    ProblemType::status, Function.identity(), (first, _) -> first));

    private final URI uri;
    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.uri =
                URI.create(
                        "urn:problem-type:tributary:"
                                + name().toLowerCase(Locale.ROOT).replace('_', '-'));
        this.status = status;
        this.title = title;
    }

    /** The (first) type that stands for a status, by its class where it has none of its own. */
    public static ProblemType of(int status) {
        ProblemType exact = BY_STATUS.get(status);
        if (exact != null) {
            return exact;
        }
        return status >= 500 ? INTERNAL : INVALID_REQUEST;
    }

    /** {@code type} of the problem document. */
    public URI uri() {
        return uri;
    }

    /** Status of the answer. */
    public int status() {
        return status;
    }

    /** {@code title} of the problem document. */
    public String title() {
        return title;
    }

    /** Name of the type without its prefix, for metrics. */
    public String label() {
        return uri.toString().substring(uri.toString().lastIndexOf(':') + 1);
    }
}
