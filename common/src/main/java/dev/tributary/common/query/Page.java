package dev.tributary.common.query;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.tributary.common.streams.QueryableStore;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A page of a list.
 *
 * @param items documents in the order of their keys
 * @param next what to send as {@code cursor} for what follows; left out at the end
 */
public record Page(
        List<Object> items, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String next) {
    public Page {
        items = List.copyOf(items);
    }

    /**
     * Puts the parts of a page together. Nothing is listed beyond the first key up to which some
     * part has looked: between there and where the others are, that part may have more.
     *
     * @param store whose list it is
     * @param limit entries at most
     */
    static Page of(String store, int limit, List<PagePart> parts) {
        String horizon =
                parts.stream()
                        .map(PagePart::through)
                        .filter(Objects::nonNull)
                        .min(QueryableStore.KEY_ORDER)
                        .orElse(null);
        List<PagePart.Entry> seen =
                parts.stream()
                        .flatMap(it -> it.entries().stream())
                        .filter(it ->
                                horizon == null
                                        || QueryableStore.KEY_ORDER.compare(it.key(), horizon) <= 0)
                        .sorted((one, other) ->
                                QueryableStore.KEY_ORDER.compare(one.key(), other.key()))
                        .toList();
        String last = seen.size() > limit ? seen.get(limit - 1).key() : horizon;
        Stream<Object> items = seen.stream().limit(limit).map(PagePart.Entry::item);
        return new Page(items.toList(), last == null ? null : PageCursor.of(store, last));
    }
}
