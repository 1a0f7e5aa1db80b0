package dev.tributary.ingest.domain;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * Something that can be bought, as the catalogue has it.
 *
 * @param sku stock keeping unit
 * @param name what customers call it, {@value #NAME_LENGTH_MAX} characters at most
 * @param category what it is one of, {@value #CATEGORY_LENGTH_MAX} characters at most
 * @param priceMinor price of one unit in minor units of the currency; 0 or more
 * @param currency alphabetic code of ISO 4217
 * @param imageUrl absolute address of a picture of it, where there is one
 * @param updatedAt when it was put as it stands, to the millisecond
 */
public record CatalogItem(
        String sku,
        String name,
        String category,
        long priceMinor,
        String currency,
        @Nullable String imageUrl,
        Instant updatedAt) {
    /** Longest name. */
    public static final int NAME_LENGTH_MAX = 200;

    /** Longest category. */
    public static final int CATEGORY_LENGTH_MAX = 64;

    public CatalogItem {
        TextRules.name(sku);
        TextRules.words(name, NAME_LENGTH_MAX);
        TextRules.words(category, CATEGORY_LENGTH_MAX);
        if (priceMinor < 0) {
            throw new IllegalArgumentException("price " + priceMinor + " is below 0");
        }
        TextRules.currency(currency);
        if (imageUrl != null) {
            TextRules.webAddress(imageUrl);
        }
    }
}
