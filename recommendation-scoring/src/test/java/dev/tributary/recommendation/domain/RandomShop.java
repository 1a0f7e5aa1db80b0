package dev.tributary.recommendation.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Visitors of a small shop, drawn from a seed: they wander, come back, look twice and buy. */
final class RandomShop {
    private static final Instant OPENED = Instant.parse("2026-01-01T00:00:00Z");
    private static final long MILLIS_APART = 10_000;

    private final SplittableRandom random;
    private final int items;
    private long now;

    RandomShop(long seed, int items) {
        this.random = new SplittableRandom(seed);
        this.items = items;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** A time later than all before. */
    Instant tick() {
        now += MILLIS_APART * (1 + random.nextInt(5));
        return OPENED.plusMillis(now);
    }

    /** Some clicks, at least one; of items that are near each other, most of the time. */
    List<Click> clicks(int lengthMax) {
        List<Click> clicks = new ArrayList<>();
        int length = 1 + random.nextInt(lengthMax);
        for (int i = 0; i < length; i++) {
            clicks.add(next(clicks));
        }
        return clicks;
    }

    /** What a visitor does next. */
    Click next(List<Click> before) {
        int draw = random.nextInt(10);
        Sku sku;
        if (before.isEmpty() || draw < 2) {
            sku = sku(random.nextInt(items));
        } else if (draw < 4) {
            sku = before.getLast().sku();
        } else if (draw < 6) {
            sku = before.get(random.nextInt(before.size())).sku();
        } else {
            int current = Integer.parseInt(before.getLast().sku().value());
            sku = sku((current + 1 + random.nextInt(3)) % items);
        }
        InteractionKind[] kinds = InteractionKind.values();
        return new Click(sku, kinds[Math.max(0, random.nextInt(10) - 7)]);
    }

    private static Sku sku(int number) {
        return new Sku(Integer.toString(number));
    }
}
