package dev.tributary.recommendation.domain;

/** Identity of a customer, 1 to 64 characters, given by the shop. */
public record CustomerId(String value) {
    public CustomerId {
        Identifier.checked("customerId", value);
    }

    /** 64 bits that stand for it in the index; never {@link LearnableSession#NO_SOURCE}. */
    public long hash() {
        long hash = Identifier.hash(value);
        return hash == LearnableSession.NO_SOURCE ? 1 : hash;
    }

    @Override
    public String toString() {
        return value;
    }
}
