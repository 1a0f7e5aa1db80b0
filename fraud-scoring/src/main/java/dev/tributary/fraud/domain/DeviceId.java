package dev.tributary.fraud.domain;

/** A customer's device, 1 to 64 characters. */
public record DeviceId(String value) implements Comparable<DeviceId> {
    public DeviceId {
        Identifier.checked("deviceId", value);
    }

    @Override
    public int compareTo(DeviceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
