package dev.tributary.common.web;

import com.fasterxml.jackson.annotation.JsonAnyGetter;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thing that is wrong with a request.
 *
 * @param field where, as a path from the root of the body ({@code items[0].sku}), or the name of
 *     the parameter or header
 * @param message what is asked for, to be read after the field's name ({@code must be ...})
 * @param members what else is to be told of it, by name, such as the place within the field
 */
public record Fault(String field, String message, @JsonAnyGetter Map<String, Object> members) {
    public Fault {
        // In the order given, so that the same fault always reads the same.
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /** One with nothing to add. */
    public Fault(String field, String message) {
        this(field, message, Map.of());
    }
}
