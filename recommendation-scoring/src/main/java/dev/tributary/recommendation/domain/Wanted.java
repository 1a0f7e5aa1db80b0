package dev.tributary.recommendation.domain;

import java.util.function.Predicate;

/**
 * What may be shown.
 *
 * @param limit items at most, at least 1
 * @param shown whether an item may be shown; one that may not still leads to others
 * @param excludeCurrent whether the item of the newest click is left out
 */
public record Wanted(int limit, Predicate<Sku> shown, boolean excludeCurrent) {
    public Wanted {
        if (limit < 1) {
            throw new IllegalArgumentException("limit is " + limit + ", not at least 1");
        }
    }
}
