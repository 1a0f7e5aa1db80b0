package dev.tributary.common.query;

import java.util.function.BiFunction;
import java.util.function.BiPredicate;

/**
 * A list over a whole key-value store whose keys are strings, in the order of their UTF-8 bytes.
 *
 * @param store name of the store, with or without timestamps; its cache must be off, which a list
 *     reads past
 * @param document what is told of an entry, made of its key and value; becomes JSON
 * @param filter whether an entry is listed
 * @param limitDefault entries of a page unless the request says
 * @param limitMax entries that a request can ask for
 * @param scanMax entries that an instance looks at for one page; a page that ends for it is short
 *     and has a next one
 */
public record ListRead<V>(
        String store,
        BiFunction<String, V, ?> document,
        BiPredicate<String, V> filter,
        int limitDefault,
        int limitMax,
        int scanMax) {
    /** Entries of a page unless the request says. */
    public static final int LIMIT_DEFAULT = 100;

    /** Entries that a request can ask for. */
    public static final int LIMIT_MAX = 1_000;

    /** Entries that an instance looks at for one page. */
    public static final int SCAN_MAX = 10_000;

    public ListRead {
        if (limitDefault < 1 || limitMax < limitDefault || scanMax < 1) {
            throw new IllegalArgumentException("limits must be 1 or more, the default within them");
        }
    }

    /** All entries, with the usual bounds. */
    public static <V> ListRead<V> of(String store, BiFunction<String, V, ?> document) {
        return new ListRead<>(store, document, (_, _) -> true, LIMIT_DEFAULT, LIMIT_MAX, SCAN_MAX);
    }

    /** The same of some entries only. */
    public ListRead<V> only(BiPredicate<String, V> wanted) {
        return new ListRead<>(store, document, wanted, limitDefault, limitMax, scanMax);
    }
}
