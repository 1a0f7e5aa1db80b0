package dev.tributary.ingest.api;

import dev.tributary.common.web.Faults;
import dev.tributary.common.web.JsonFields;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Function;

/** The header that may carry the id of what comes in, where its body has none. */
final class IdempotencyKey {
    static final String HEADER = "Idempotency-Key";

    private IdempotencyKey() {}

    /**
     * Reads the header.
     *
     * @param values of the header, none or more
     * @param rule from text to an id; refuses by {@link IllegalArgumentException}
     * @return null where there is none, or where it is at fault, which has then been noted
     */
    static <I> @Nullable I read(List<String> values, Function<String, I> rule, Faults faults) {
        if (values.isEmpty()) {
            return null;
        }
        if (values.size() > 1) {
            faults.add(HEADER, "must be given once");
            return null;
        }
        // The header is a string of structured fields (RFC 9651) to some clients, plain to others.
        String text = values.getFirst().strip();
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        try {
            return rule.apply(quoted ? text.substring(1, text.length() - 1) : text);
        } catch (IllegalArgumentException e) {
            faults.add(HEADER, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /**
     * The id that the client chose, in the body or by the header; in both it must be the same.
     *
     * @param key what {@link #read} gave
     * @param field where the body has it
     * @return null where the client chose none
     */
    static <I> @Nullable I orOfBody(
            @Nullable I key, JsonFields body, String field, Function<String, I> rule) {
        I id = body.text(field, rule);
        if (key != null && id != null && !key.equals(id)) {
            body.note(field, "must be the same as the header " + HEADER);
        }
        return id != null ? id : key;
    }
}
