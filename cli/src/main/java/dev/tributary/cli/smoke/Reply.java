package dev.tributary.cli.smoke;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * An answer over HTTP.
 *
 * @param status its code
 * @param mediaType its type without parameters, empty if it says none
 * @param location where it points, empty if nowhere
 * @param body as it came
 */
record Reply(int status, String mediaType, String location, String body) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Reply of(HttpResponse<String> response) {
        String type = response.headers().firstValue("Content-Type").orElse("");
        return new Reply(
                response.statusCode(),
                type.split(";", 2)[0].strip(),
                response.headers().firstValue("Location").orElse(""),
                response.body());
    }

    JsonNode json() {
        return JSON.readTree(body);
    }

    /** A field of the body as text, empty if it is absent. */
    String text(String field) {
        return json().path(field).asString("");
    }

    /** One field of each element of a list in the body. */
    List<String> texts(String list, String field) {
        return StreamSupport.stream(json().path(list).spliterator(), false)
                .map(element -> element.path(field).asString(""))
                .toList();
    }

    /** The body's lines, each a document of its own. */
    List<JsonNode> lines() {
        return body.lines().filter(line -> !line.isBlank()).map(JSON::readTree).toList();
    }

    /** Refutes a claim unless this is the status. */
    Reply expect(int expected) {
        Claims.holds(
                status == expected,
                "the status is %d, not %d: %s".formatted(status, expected, brief()));
        return this;
    }

    /** Refutes a claim unless this is a problem with this status that names these fields. */
    void expectProblem(int expected, String... fields) {
        expect(expected);
        Claims.same("the media type", mediaType, "application/problem+json");
        List<String> named = texts("errors", "field");
        for (String field : fields) {
            Claims.holds(
                    named.contains(field),
                    "'%s' is not among the faults: %s".formatted(field, brief()));
        }
    }

    private String brief() {
        String line = body.replaceAll("\\s+", " ");
        return line.length() <= 400 ? line : line.substring(0, 400) + "...";
    }
}
