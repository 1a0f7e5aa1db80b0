package dev.tributary.cli.load;

import dev.tributary.cli.load.Draws.Purpose;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The square that cards and terminals live in: {@value #SIDE} by {@value #SIDE} units, terminals at
 * uniform random points. Finds the terminals within reach of a point by looking at the nine cells
 * around it, each as wide as the reach.
 */
final class Grid {
    /** Units of a side. */
    static final double SIDE = 100;

    /** How far from its card a terminal may be, in units; at exactly this distance it is not. */
    static final double REACH = 5;

    private static final int CELLS = (int) (SIDE / REACH);

    private final double[] x;
    private final double[] y;

    /**
     * Terminals by cell, ascending within a cell; cell c holds {@code [first[c], first[c + 1])}.
     */
    private final int[] byCell;

    private final int[] first = new int[CELLS * CELLS + 1];

    Grid(long seed, int terminals) {
        x = new double[terminals];
        y = new double[terminals];
        byCell = new int[terminals];
        int[] filled = new int[CELLS * CELLS];
        for (int terminal = 0; terminal < terminals; terminal++) {
            SplittableRandom random = Draws.of(seed, Purpose.TERMINAL, terminal);
            x[terminal] = random.nextDouble(SIDE);
            y[terminal] = random.nextDouble(SIDE);
            filled[cell(x[terminal], y[terminal])]++;
        }
        for (int cell = 0; cell < filled.length; cell++) {
            first[cell + 1] = first[cell] + filled[cell];
        }
        int[] next = Arrays.copyOf(first, filled.length);
        for (int terminal = 0; terminal < terminals; terminal++) {
            byCell[next[cell(x[terminal], y[terminal])]++] = terminal;
        }
    }

    /** Expected share of all terminals that a card reaches, the border ignored. */
    static double shareWithinReach() {
        return Math.PI * REACH * REACH / (SIDE * SIDE);
    }

    double x(int terminal) {
        return x[terminal];
    }

    double y(int terminal) {
        return y[terminal];
    }

    /** Terminals closer to the point than {@link #REACH}, ascending; empty where there are none. */
    int[] within(double cardX, double cardY) {
        int column = (int) (cardX / REACH);
        int row = (int) (cardY / REACH);
        int[] found = new int[16];
        int count = 0;
        for (int r = Math.max(0, row - 1); r <= Math.min(CELLS - 1, row + 1); r++) {
            for (int c = Math.max(0, column - 1); c <= Math.min(CELLS - 1, column + 1); c++) {
                int cell = r * CELLS + c;
                for (int i = first[cell]; i < first[cell + 1]; i++) {
                    int terminal = byCell[i];
                    if (Math.hypot(x[terminal] - cardX, y[terminal] - cardY) < REACH) {
                        found = count < found.length ? found : Arrays.copyOf(found, count * 2);
                        found[count++] = terminal;
                    }
                }
            }
        }
        int[] terminals = Arrays.copyOf(found, count);
        Arrays.sort(terminals);
        return terminals;
    }

    private static int cell(double x, double y) {
        return ((int) (y / REACH)) * CELLS + ((int) (x / REACH));
    }
}
