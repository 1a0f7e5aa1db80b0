package dev.tributary.ingest.api;

import dev.tributary.common.web.Faults;
import dev.tributary.common.web.JsonFields;
import dev.tributary.ingest.domain.Interaction;
import dev.tributary.ingest.domain.Interaction.Kind;
import dev.tributary.ingest.domain.InteractionId;
import dev.tributary.ingest.domain.SessionId;
import dev.tributary.ingest.domain.TextRules;
import dev.tributary.ingest.domain.TransactionLimits;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * JSON to an interaction. Total: any bytes give an interaction or the list of everything that is
 * wrong with them.
 */
final class InteractionReader {
    private final TransactionLimits limits;
    private final Function<Instant, InteractionId> newId;
    private final Predicate<String> mayBeNamed;

    /**
     * @param limits how far ahead of its arrival anything may have happened
     * @param newId makes an id for an interaction that came without, at the time of its arrival
     * @param mayBeNamed whether a customer consents to be named; the others are taken for somebody
     *     unknown
     */
    InteractionReader(
            TransactionLimits limits,
            Function<Instant, InteractionId> newId,
            Predicate<String> mayBeNamed) {
        this.limits = limits;
        this.newId = newId;
        this.mayBeNamed = mayBeNamed;
    }

    /**
     * Reads one interaction.
     *
     * @param json the body
     * @param key values of the header {@value IdempotencyKey#HEADER}, none or more
     * @param faults takes everything that is wrong
     * @return null if anything was noted
     */
    @Nullable Interaction read(byte[] json, List<String> key, Instant receivedAt, Faults faults) {
        InteractionId keyId = IdempotencyKey.read(key, InteractionId::new, faults);
        JsonFields fields = JsonFields.of(json, faults);
        if (fields == null) {
            return null;
        }
        InteractionId given =
                IdempotencyKey.orOfBody(keyId, fields, "interactionId", InteractionId::new);
        SessionId sessionId = fields.requiredText("sessionId", SessionId::new);
        String customerId = fields.text("customerId", TextRules::name);
        String sku = fields.requiredText("sku", TextRules::name);
        Kind kind = fields.requiredText("kind", Kind::of);
        Instant occurredAt = fields.text("occurredAt", text -> limits.eventTime(text, receivedAt));
        fields.end();
        if (!faults.isEmpty() || sessionId == null || sku == null || kind == null) {
            return null;
        }
        return new Interaction(
                given == null ? newId.apply(receivedAt) : given,
                sessionId,
                customerId == null || mayBeNamed.test(customerId) ? customerId : null,
                sku,
                kind,
                occurredAt == null ? receivedAt : occurredAt,
                receivedAt);
    }
}
