package dev.tributary.common.ops;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Something that is better waited for, but not for ever: after a time, counted from the first
 * question, it stands no longer in the way. For one thread, as the start of a topology is.
 */
public final class BoundedStartCheck implements StartCheck {
    private final StartCheck check;
    private final Duration wait;
    private final InstantSource wallClock;
    private Optional<Instant> asked = Optional.empty();

    /**
     * @param check what is waited for
     * @param wait for how long
     * @param wallClock tells how long it has been
     */
    public BoundedStartCheck(StartCheck check, Duration wait, InstantSource wallClock) {
        this.check = check;
        this.wait = wait;
        this.wallClock = wallClock;
    }

    @Override
    public Optional<String> obstacle() {
        Instant now = wallClock.instant();
        Instant first = asked.orElse(now);
        asked = Optional.of(first);
        return now.isBefore(first.plus(wait)) ? check.obstacle() : Optional.empty();
    }
}
