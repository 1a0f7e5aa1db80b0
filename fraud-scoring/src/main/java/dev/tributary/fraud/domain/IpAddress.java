package dev.tributary.fraud.domain;

/** The address that a transaction came from, as text, 1 to 64 characters. */
public record IpAddress(String value) {
    public IpAddress {
        Identifier.checked("ipAddress", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
