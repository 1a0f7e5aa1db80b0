package dev.tributary.ingest.domain;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * What is known of a transaction under its id.
 *
 * <p>The first body under an id is the transaction. Another body, or the same id on another card,
 * changes nothing, and neither does a repeat. A verdict may come before the transaction it decides:
 * it tells the same things and more.
 *
 * @param id the transaction
 * @param fingerprint fingerprint of the body that came first
 * @param cardId card of the body that came first
 * @param receivedAt when it arrived, to the millisecond
 * @param verdict what was decided; absent while the transaction waits for it
 * @param <V> form in which a verdict is kept; not looked into
 */
public record KnownTransaction<V>(
        TransactionId id,
        String fingerprint,
        CardId cardId,
        Instant receivedAt,
        @Nullable V verdict) {

    /** What is known after hearing of the transaction again. */
    public KnownTransaction<V> hear(KnownTransaction<V> news) {
        if (!news.id.equals(id)) {
            throw new IllegalArgumentException(news.id + " is not about " + id);
        }
        boolean decides =
                verdict == null
                        && news.verdict != null
                        && news.cardId.equals(cardId)
                        && news.fingerprint.equals(fingerprint);
        return decides
                ? new KnownTransaction<>(id, fingerprint, cardId, receivedAt, news.verdict)
                : this;
    }
}
