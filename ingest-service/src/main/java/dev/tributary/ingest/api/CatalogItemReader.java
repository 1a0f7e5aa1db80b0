package dev.tributary.ingest.api;

import dev.tributary.common.web.Faults;
import dev.tributary.common.web.JsonFields;
import dev.tributary.ingest.domain.CatalogItem;
import dev.tributary.ingest.domain.TextRules;
import dev.tributary.ingest.domain.TransactionLimits;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.function.Function;

/**
 * JSON to an item of the catalogue. Total: any bytes give an item or the list of everything that is
 * wrong with them.
 */
final class CatalogItemReader {
    private static final String SKU = "sku";

    private final TransactionLimits limits;

    /**
     * @param limits what anything may cost at most
     */
    CatalogItemReader(TransactionLimits limits) {
        this.limits = limits;
    }

    /**
     * Reads one item.
     *
     * @param sku from the address
     * @param json the body
     * @param faults takes everything that is wrong
     * @return null if anything was noted
     */
    @Nullable CatalogItem read(String sku, byte[] json, Instant receivedAt, Faults faults) {
        checkSku(sku, faults);
        JsonFields fields = JsonFields.of(json, faults);
        if (fields == null) {
            return null;
        }
        String named = fields.text(SKU, Function.identity());
        if (named != null && !named.equals(sku)) {
            fields.note(SKU, "must be the one in the address");
        }
        String name =
                fields.requiredText(
                        "name", text -> TextRules.words(text, CatalogItem.NAME_LENGTH_MAX));
        String category =
                fields.requiredText(
                        "category", text -> TextRules.words(text, CatalogItem.CATEGORY_LENGTH_MAX));
        Long priceMinor = fields.requiredInteger("priceMinor", 0, limits.amountMinorMax());
        String currency = fields.requiredText("currency", TextRules::currency);
        String imageUrl = fields.text("imageUrl", TextRules::webAddress);
        fields.end();
        if (!faults.isEmpty()
                || name == null
                || category == null
                || priceMinor == null
                || currency == null) {
            return null;
        }
        return new CatalogItem(sku, name, category, priceMinor, currency, imageUrl, receivedAt);
    }

    /** Notes it where no item can be of that sku. */
    static void checkSku(String sku, Faults faults) {
        try {
            TextRules.name(sku);
        } catch (IllegalArgumentException e) {
            faults.add(SKU, String.valueOf(e.getMessage()));
        }
    }
}
