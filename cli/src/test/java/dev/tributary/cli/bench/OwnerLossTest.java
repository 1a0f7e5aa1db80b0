package dev.tributary.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.cli.bench.OwnerLoss.Answer;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

class OwnerLossTest {
    private static final long MS = 1_000_000;

    private static Answer good(long millis, boolean byOwner) {
        return new Answer(millis * MS, true, byOwner);
    }

    @Test
    void shouldFindTheLongestTimeBetweenGoodAnswersFromTheKillOn() {
        OwnerLoss.Outcome outcome =
                OwnerLoss.outcome(
                        List.of(
                                good(0, true),
                                // A gap before the kill is none of it.
                                good(900, true),
                                new Answer(1_200 * MS, false, false),
                                good(1_600, false),
                                good(2_000, false)),
                        1_000 * MS,
                        2_010 * MS);
        assertThat(outcome.longestGap()).isEqualTo(Duration.ofMillis(700));
        assertThat(outcome.good()).isEqualTo(4);
        assertThat(outcome.bad()).isEqualTo(1);
        assertThat(outcome.byOther()).isEqualTo(2);
    }

    @Test
    void shouldTakeAGapThatDoesNotEndForAsLongAsTheRun() {
        OwnerLoss.Outcome outcome =
                OwnerLoss.outcome(List.of(good(900, true)), 1_000 * MS, 9_000 * MS);
        assertThat(outcome.longestGap()).isEqualTo(Duration.ofMillis(8_100));
        assertThat(OwnerLoss.outcome(List.of(), 1_000 * MS, 9_000 * MS).longestGap())
                .isEqualTo(Duration.ofMillis(8_000));
    }
}
