package dev.tributary.ingest.api;

import dev.tributary.common.web.Faults;
import dev.tributary.common.web.JsonFields;
import dev.tributary.ingest.domain.TransactionId;
import dev.tributary.ingest.domain.TransactionLabel;
import dev.tributary.ingest.domain.TransactionLabel.Source;
import dev.tributary.ingest.domain.TransactionLimits;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * JSON to a label. Total: any bytes give a label or the list of everything that is wrong with them.
 */
final class LabelReader {
    private final TransactionLimits limits;

    /**
     * @param limits how far ahead of its arrival anything may have happened
     */
    LabelReader(TransactionLimits limits) {
        this.limits = limits;
    }

    /**
     * Reads one label.
     *
     * @param json the body
     * @param faults takes everything that is wrong
     * @return null if anything was noted
     */
    @Nullable TransactionLabel read(byte[] json, Instant receivedAt, Faults faults) {
        JsonFields fields = JsonFields.of(json, faults);
        if (fields == null) {
            return null;
        }
        TransactionId id = fields.requiredText("transactionId", TransactionId::new);
        Boolean fraud = fields.requiredFlag("fraud");
        Source source = fields.requiredText("source", Source::of);
        Instant labelledAt = fields.text("labelledAt", text -> limits.eventTime(text, receivedAt));
        fields.end();
        if (!faults.isEmpty() || id == null || fraud == null || source == null) {
            return null;
        }
        return new TransactionLabel(
                id, fraud, source, labelledAt == null ? receivedAt : labelledAt, receivedAt);
    }
}
