package dev.tributary.cli.load;

import dev.tributary.cli.load.Draws.Purpose;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A card and its habits: a place on the grid, a mean amount, uniform 5 to 100, with half of it as
 * standard deviation, and a mean number of transactions a day, uniform 0 to 4.
 */
final class Card {
    private static final int SECONDS_A_DAY = 86_400;
    private static final double TIME_DEVIATION_SECONDS = 20_000;

    /** A transaction as it is drawn, before fraud. */
    record Purchase(int card, int ordinal, int secondOfDay, int terminal, long amountMinor) {}

    private final int number;
    private final double meanAmount;
    private final double transactionsADay;

    /** Within reach, ascending. */
    private final int[] terminals;

    Card(long seed, int number, Grid grid) {
        SplittableRandom random = Draws.of(seed, Purpose.CARD, number);
        double x = random.nextDouble(Grid.SIDE);
        double y = random.nextDouble(Grid.SIDE);
        this.number = number;
        this.meanAmount = random.nextDouble(5, 100);
        this.transactionsADay = random.nextDouble(4);
        this.terminals = grid.within(x, y);
    }

    /** Mean number drawn a day; 0 where no terminal is within reach. */
    double drawnADay() {
        return terminals.length == 0 ? 0 : transactionsADay;
    }

    /** The purchases of a day, in order of drawing; the same whenever they are asked for. */
    List<Purchase> day(long seed, int day) {
        if (terminals.length == 0) {
            return List.of();
        }
        SplittableRandom random = Draws.of(seed, Purpose.DAY, number, day);
        int drawn = Draws.poisson(random, transactionsADay);
        List<Purchase> purchases = new ArrayList<>(drawn);
        for (int i = 0; i < drawn; i++) {
            int second = (int) random.nextGaussian(SECONDS_A_DAY / 2.0, TIME_DEVIATION_SECONDS);
            if (second > 0 && second < SECONDS_A_DAY) {
                long amountMinor = amountMinor(random);
                int terminal = terminals[random.nextInt(terminals.length)];
                purchases.add(
                        new Purchase(number, purchases.size(), second, terminal, amountMinor));
            }
        }
        return purchases;
    }

    /**
     * Cents, rounded half to even like the published code. What rounds to nothing (some ten in a
     * million) becomes one cent, because a transaction of nothing is refused at the door.
     */
    private long amountMinor(SplittableRandom random) {
        double amount = random.nextGaussian(meanAmount, meanAmount / 2);
        if (amount < 0) {
            amount = random.nextDouble(meanAmount * 2);
        }
        return Math.max(1, (long) Math.rint(amount * 100));
    }
}
