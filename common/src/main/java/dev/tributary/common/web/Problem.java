package dev.tributary.common.web;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A refusal as the client sees it: {@code application/problem+json} of RFC 9457, with {@code
 * errors} for invalid input.
 *
 * @param kind decides {@code type}, {@code title} and {@code status}
 * @param detail what happened in this case, and what the client can do
 * @param errors every fault of the request; left out where there is none
 * @param members further members of the document, by name; text, or what becomes JSON
 * @param retryAfter when the client may come back; sent as {@code Retry-After}, in whole seconds
 */
@JsonPropertyOrder({"type", "title", "status", "detail", "errors"})
public record Problem(
        @JsonIgnore ProblemType kind,
        String detail,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Fault> errors,
        @JsonAnyGetter Map<String, Object> members,
        @JsonIgnore @Nullable Duration retryAfter) {
    /** Media type of the document. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    public Problem {
        errors = List.copyOf(errors);
        members = Map.copyOf(members);
    }

    /** A refusal that has nothing to add to its detail. */
    public static Problem of(ProblemType kind, String detail) {
        return new Problem(kind, detail, List.of(), Map.of(), null);
    }

    /** Invalid input, with everything that is wrong. */
    public static Problem invalid(List<Fault> faults) {
        return new Problem(
                ProblemType.INVALID_REQUEST,
                faults.size() == 1
                        ? "The request has a fault."
                        : "The request has " + faults.size() + " faults.",
                faults,
                Map.of(),
                null);
    }

    /** Invalid input with one fault. */
    public static Problem invalid(String field, String message) {
        return invalid(List.of(new Fault(field, message)));
    }

    /** Something that will work again later. */
    public static Problem unavailable(String detail, Duration retryAfter) {
        return new Problem(ProblemType.UNAVAILABLE, detail, List.of(), Map.of(), retryAfter);
    }

    /** The same with one more member in the document. */
    public Problem with(String member, Object value) {
        Map<String, Object> more = new TreeMap<>(members);
        more.put(member, value);
        return new Problem(kind, detail, errors, more, retryAfter);
    }

    /** {@code type} of the document. */
    @JsonProperty
    public URI type() {
        return kind.uri();
    }

    /** {@code title} of the document. */
    @JsonProperty
    public String title() {
        return kind.title();
    }

    /** {@code status} of the document and of the answer. */
    @JsonProperty
    public int status() {
        return kind.status();
    }

    /** Value of {@code Retry-After}, at least one second; null where coming back is no use. */
    @Nullable String retryAfterSeconds() {
        return retryAfter == null
                ? null
                : Long.toString(Math.max(1, retryAfter.plusMillis(999).toSeconds()));
    }

    /** The document, for places where no message converter is at hand. */
    public byte[] toJson() {
        return MAPPER.writeValueAsBytes(this);
    }
}
