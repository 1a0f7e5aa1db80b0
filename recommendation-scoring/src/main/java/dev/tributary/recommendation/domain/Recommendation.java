package dev.tributary.recommendation.domain;

import java.util.List;

/**
 * An item worth showing next.
 *
 * @param score greater is better; only comparable within one answer
 * @param because items of the session that led to it, the strongest first; may be empty
 */
public record Recommendation(Sku sku, double score, List<Sku> because) {
    public Recommendation {
        because = List.copyOf(because);
    }
}
