package dev.tributary.cli.bench;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Visitors of a shop, drawn from a seed. A few items are visited often and most seldom; who looks
 * at one goes on to its neighbours more often than elsewhere, comes back, or looks again.
 */
final class ClickSimulation {
    private static final int CLICKS_MAX = 12;
    private static final int NEIGHBOURS = 5;

    /** Shares of what is done next; the rest is another item of the shop. */
    private static final double AGAIN = .1;

    private static final double BACK = .15;
    private static final double NEIGHBOUR = .6;

    private final int items;
    private final SplittableRandom random;

    ClickSimulation(int items, long seed) {
        this.items = items;
        this.random = new SplittableRandom(seed);
    }

    /** Some clicks of one visitor, two at least. */
    List<String> visit() {
        List<Integer> visited = new ArrayList<>();
        int clicks = 2 + random.nextInt(CLICKS_MAX - 1);
        for (int i = 0; i < clicks; i++) {
            visited.add(next(visited));
        }
        return visited.stream().map(ClickSimulation::sku).toList();
    }

    /** Any item, as often as it is visited. */
    String anyItem() {
        return sku(popular());
    }

    private int next(List<Integer> visited) {
        double draw = random.nextDouble();
        if (visited.isEmpty()) {
            return popular();
        }
        if (draw < AGAIN) {
            return visited.getLast();
        }
        if (draw < AGAIN + BACK) {
            return visited.get(random.nextInt(visited.size()));
        }
        return draw < AGAIN + BACK + NEIGHBOUR
                ? (visited.getLast() + 1 + random.nextInt(NEIGHBOURS)) % items
                : popular();
    }

    /** The square of an even draw: half of all visits go to a quarter of the items. */
    private int popular() {
        double draw = random.nextDouble();
        return (int) (draw * draw * items);
    }

    private static String sku(int number) {
        return "bench-" + number;
    }

    /** The body of a click. */
    static String body(String id, String session, String sku, Instant at) {
        return """
        {"interactionId": "%s", "sessionId": "%s", "sku": "%s", "kind": "VIEW", "occurredAt": "%s"}\
        """
                .formatted(id, session, sku, at);
    }

    /** The same as a line. */
    static byte[] line(String id, String session, String sku, Instant at) {
        return body(id, session, sku, at).getBytes(StandardCharsets.UTF_8);
    }
}
