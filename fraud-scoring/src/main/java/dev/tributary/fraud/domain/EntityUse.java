package dev.tributary.fraud.domain;

/**
 * An entity took part in a transaction, whatever became of it.
 *
 * @param id {@link IdHash} of the transactionId
 * @param card {@link IdHash} of the cardId
 * @param occurredAtMs event time, milliseconds since 1970-01-01T00:00:00Z
 */
public record EntityUse(long id, long card, long occurredAtMs) {
    public EntityUse {
        EventTime.checked(occurredAtMs);
    }

    public static EntityUse of(CardTransaction transaction) {
        return new EntityUse(
                transactionHash(transaction.transactionId()),
                cardHash(transaction.cardId()),
                transaction.occurredAtMs());
    }

    /** {@link IdHash} of a transaction. */
    public static long transactionHash(TransactionId id) {
        return IdHash.of(id.value());
    }

    /** {@link IdHash} of a card. */
    public static long cardHash(CardId id) {
        return IdHash.of(id.value());
    }
}
