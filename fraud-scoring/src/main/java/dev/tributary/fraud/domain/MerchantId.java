package dev.tributary.fraud.domain;

/** A merchant, 1 to 64 characters. */
public record MerchantId(String value) {
    public MerchantId {
        Identifier.checked("merchantId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
