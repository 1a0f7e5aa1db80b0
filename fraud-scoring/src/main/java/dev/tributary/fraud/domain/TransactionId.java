package dev.tributary.fraud.domain;

/**
 * Identity of a transaction, 1 to 64 characters. Its order (by UTF-16 units) breaks ties between
 * transactions of the same millisecond.
 */
public record TransactionId(String value) implements Comparable<TransactionId> {
    public TransactionId {
        Identifier.checked("transactionId", value);
    }

    @Override
    public int compareTo(TransactionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
