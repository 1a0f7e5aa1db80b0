package dev.tributary.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Random;
import java.util.UUID;

class TimeOrderedIdsTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00.123Z");

    private final TimeOrderedIds ids = new TimeOrderedIds(new Random(1));

    @Test
    void shouldBeAUuidOfVersion7WhenMade() {
        UUID id = UUID.fromString(ids.next(NOW));

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void shouldSortByArrivalAndDifferWhenMadeTogether() {
        assertThat(ids.next(NOW)).isNotEqualTo(ids.next(NOW));
        assertThat(ids.next(NOW)).isLessThan(ids.next(NOW.plusMillis(1)));
    }
}
