package dev.tributary.common.query;

import dev.tributary.common.web.Faults;
import dev.tributary.common.web.ProblemException;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;

/**
 * Which page of a list is asked for.
 *
 * @param limit entries, 1 or more
 * @param after key after which it begins; null for the first page
 */
record PageDemand(int limit, @Nullable String after) {
    static final String LIMIT = "limit";
    static final String CURSOR = "cursor";

    private static final int LIMIT_DIGITS_MAX = 9;

    /**
     * What a request asks for.
     *
     * @throws ProblemException 400 naming every field that will not do
     */
    static PageDemand of(HttpServletRequest request, ListRead<?> list) {
        Faults faults = new Faults();
        PageDemand demand =
                new PageDemand(
                        limit(request.getParameter(LIMIT), list, faults),
                        after(request.getParameter(CURSOR), list.store(), faults));
        faults.throwIfAny();
        return demand;
    }

    private static int limit(@Nullable String text, ListRead<?> list, Faults faults) {
        if (text == null) {
            return list.limitDefault();
        }
        boolean number =
                !text.isEmpty()
                        && text.length() <= LIMIT_DIGITS_MAX
                        && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int limit = number ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > list.limitMax()) {
            faults.add(LIMIT, "must be a number from 1 to " + list.limitMax());
        }
        return limit;
    }

    private static @Nullable String after(@Nullable String cursor, String store, Faults faults) {
        if (cursor == null) {
            return null;
        }
        try {
            return PageCursor.key(store, cursor);
        } catch (IllegalArgumentException unreadable) {
            faults.add(CURSOR, "must be the \"next\" of an earlier page of this list");
            return null;
        }
    }
}
