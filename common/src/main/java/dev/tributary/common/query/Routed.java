package dev.tributary.common.query;

import java.net.URI;
import java.net.http.HttpResponse;

/**
 * Who answers a query, and what.
 *
 * @param <T> what is looked up
 */
public sealed interface Routed<T> {
    /** This instance. */
    record Here<T>(Lookup.Said<T> said) implements Routed<T> {}

    /** Another instance; its answer is passed on as it is. */
    record There<T>(URI by, HttpResponse<byte[]> answer) implements Routed<T> {}

    /** Nobody at the moment; worth asking again. */
    record Nobody<T>(String reason) implements Routed<T> {}
}
