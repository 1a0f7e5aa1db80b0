package dev.tributary.schemas;

/**
 * One reason why a schema cannot be deployed as it stands.
 *
 * @param subject the subject or, where there is none, the file
 * @param location what of the schema is at fault, such as {@code Transaction.amountMinor}; empty
 *     for the whole
 * @param reason what is wrong and, where it is not obvious, what to do
 */
public record CompatibilityFault(String subject, String location, String reason) {
    @Override
    public String toString() {
        return subject + (location.isEmpty() ? "" : " at " + location) + ": " + reason;
    }
}
