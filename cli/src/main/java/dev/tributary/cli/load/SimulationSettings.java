package dev.tributary.cli.load;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What determines a simulation, wholly: equal settings give equal transactions.
 *
 * @param cards number of cards, 1 to {@value #CARDS_MAX}
 * @param terminals number of terminals, 1 to {@value #TERMINALS_MAX}
 * @param days number of days, 1 to {@value #DAYS_MAX}
 * @param start first instant of the first day; whole seconds
 * @param seed seed of every draw
 */
public record SimulationSettings(int cards, int terminals, int days, Instant start, long seed) {
    /** Cards of the published data set. */
    public static final int CARDS = 5_000;

    /** Terminals of the published data set. */
    public static final int TERMINALS = 10_000;

    /** Days of the published data set. */
    public static final int DAYS = 183;

    /** First day of the published data set. */
    public static final Instant START = Instant.parse("2018-04-01T00:00:00Z");

    static final int CARDS_MAX = 1_000_000;
    static final int TERMINALS_MAX = 1_000_000;
    static final int DAYS_MAX = 3_660;

    /** Bound on card-terminal pairs kept in memory, 4 bytes each. */
    static final long PAIRS_MAX = 50_000_000;

    public SimulationSettings {
        check("cards", cards, CARDS_MAX);
        check("terminals", terminals, TERMINALS_MAX);
        check("days", days, DAYS_MAX);
        double pairs = (double) cards * terminals * Grid.shareWithinReach();
        if (pairs > PAIRS_MAX) {
            throw new IllegalArgumentException(
                    "%,d cards and %,d terminals have about %,.0f pairs within reach, more than %,d"
                            .formatted(cards, terminals, pairs, PAIRS_MAX));
        }
        start = start.truncatedTo(ChronoUnit.SECONDS);
    }

    /** The published data set under a seed: about 1.75 million transactions, 0.84 % fraud. */
    public static SimulationSettings published(long seed) {
        return new SimulationSettings(CARDS, TERMINALS, DAYS, START, seed);
    }

    /** The instant after the last day. */
    public Instant end() {
        return start.plus(Duration.ofDays(days));
    }

    /** Eight hexadecimal digits that tell these settings from others, for the ids. */
    String run() {
        long mixed = Draws.mix(seed);
        for (long part : new long[] {cards, terminals, days, start.getEpochSecond()}) {
            mixed = Draws.mix(mixed * 31 + part);
        }
        return "%08x".formatted(mixed >>> 32);
    }

    private static void check(String name, int value, int max) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException(
                    "%s must be 1 to %,d, was %,d".formatted(name, max, value));
        }
    }
}
