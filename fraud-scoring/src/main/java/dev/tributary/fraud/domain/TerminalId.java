package dev.tributary.fraud.domain;

/** A terminal that cards are presented at, 1 to 64 characters. */
public record TerminalId(String value) {
    public TerminalId {
        Identifier.checked("terminalId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
