package dev.tributary.ingest.domain;

import java.time.Instant;

/**
 * A transaction as it is taken in.
 *
 * @param id its identity
 * @param fingerprint tells a repeat from another body under the same id
 * @param body what the client said
 * @param occurredAt event time: the client's, else the time of arrival
 * @param receivedAt when it arrived, to the millisecond
 */
public record CardTransaction(
        TransactionId id,
        String fingerprint,
        TransactionBody body,
        Instant occurredAt,
        Instant receivedAt) {

    /** Takes a body in under an id. */
    public static CardTransaction receive(
            TransactionId id, TransactionBody body, Instant receivedAt) {
        Instant told = body.occurredAt();
        return new CardTransaction(
                id, body.fingerprint(), body, told == null ? receivedAt : told, receivedAt);
    }

    /** Card that was used. */
    public CardId cardId() {
        return body.cardId();
    }
}
