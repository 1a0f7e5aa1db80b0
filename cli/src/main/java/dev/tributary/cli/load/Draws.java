package dev.tributary.cli.load;

import java.util.SplittableRandom;

/**
 * Independent random sources, each a function of the seed, a purpose and up to three numbers. A day
 * of a card can therefore be drawn again, alone and in any order, and a new purpose disturbs no
 * draw of the others.
 *
 * <p>The finaliser is variant 13 of David Stafford's, the one that {@link SplittableRandom} uses.
 */
final class Draws {
    /** What a source is used for, and the number by which it enters the seed. */
    enum Purpose {
        CARD(1),
        TERMINAL(2),
        DAY(3),
        BAD_TERMINALS(4),
        STOLEN_CARDS(5),
        SHOP(6),
        OWNER(7),
        DETAILS(8);

        private final long number;

        Purpose(long number) {
            this.number = number;
        }
    }

    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private Draws() {}

    static SplittableRandom of(long seed, Purpose purpose, long a) {
        return of(seed, purpose, a, 0, 0);
    }

    static SplittableRandom of(long seed, Purpose purpose, long a, long b) {
        return of(seed, purpose, a, b, 0);
    }

    static SplittableRandom of(long seed, Purpose purpose, long a, long b, long c) {
        long state = mix(seed + GOLDEN * purpose.number);
        state = mix(state + GOLDEN * (a + 1));
        state = mix(state + GOLDEN * (b + 1));
        state = mix(state + GOLDEN * (c + 1));
        return new SplittableRandom(state);
    }

    static long mix(long z) {
        long mixed = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }

    /**
     * A Poisson number by multiplication of uniforms (Knuth), which takes about {@code mean + 1}
     * draws; meant for means up to about 10.
     */
    static int poisson(SplittableRandom random, double mean) {
        double floor = Math.exp(-mean);
        int count = 0;
        for (double product = random.nextDouble();
                product > floor;
                product *= random.nextDouble()) {
            count++;
        }
        return count;
    }

    /** {@code count} distinct numbers out of 0 (inclusive) to {@code bound} (exclusive), or all. */
    static int[] distinct(SplittableRandom random, int count, int bound) {
        int[] drawn = new int[Math.min(count, bound)];
        for (int i = 0; i < drawn.length; ) {
            int candidate = random.nextInt(bound);
            if (!contains(drawn, i, candidate)) {
                drawn[i++] = candidate;
            }
        }
        return drawn;
    }

    private static boolean contains(int[] drawn, int length, int candidate) {
        for (int i = 0; i < length; i++) {
            if (drawn[i] == candidate) {
                return true;
            }
        }
        return false;
    }
}
