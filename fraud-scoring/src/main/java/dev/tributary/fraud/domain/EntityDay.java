package dev.tributary.fraud.domain;

/**
 * What is left of the outcomes of a day that are no longer kept one by one. It counts as if all of
 * it had happened in the last millisecond of its day, and from the time on when the last of it was
 * labelled.
 *
 * @param epochDay days since 1970-01-01, UTC
 * @param labelled transactions with a label; 1 or more
 * @param frauds those that were fraud
 * @param labelledAtMs when the last of them was labelled, milliseconds since 1970-01-01T00:00:00Z
 */
public record EntityDay(int epochDay, int labelled, int frauds, long labelledAtMs) {
    public EntityDay {
        EventTime.checked(EventTime.endOfDayMs(epochDay));
        EventTime.checked(labelledAtMs);
        if (labelled < 1 || frauds < 0 || frauds > labelled) {
            throw new IllegalArgumentException(
                    "no outcomes of a day: %d labelled, %d frauds".formatted(labelled, frauds));
        }
    }

    static EntityDay of(Outcome outcome) {
        return new EntityDay(
                EventTime.epochDay(outcome.occurredAtMs()),
                1,
                outcome.fraud() ? 1 : 0,
                outcome.labelledAtMs());
    }

    EntityDay plus(EntityDay other) {
        if (labelled > Integer.MAX_VALUE - other.labelled) {
            return this;
        }
        return new EntityDay(
                epochDay,
                labelled + other.labelled,
                frauds + other.frauds,
                Math.max(labelledAtMs, other.labelledAtMs));
    }

    /** When it counts: the last millisecond of its day. */
    long timeMs() {
        return EventTime.endOfDayMs(epochDay);
    }
}
