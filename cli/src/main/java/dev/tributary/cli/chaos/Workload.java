package dev.tributary.cli.chaos;

import dev.tributary.cli.chaos.Operation.Kind;
import dev.tributary.cli.chaos.Operation.Line;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Operations drawn from a seed: the same settings give the same operations. They come as scripts;
 * those of a script follow one another, each sent after the one before was answered, scripts do not
 * wait for one another. It begins with a receipt of each sku.
 */
final class Workload {
    private static final int WAREHOUSES = 3;

    /** Few, so that some cards are used so often that their orders are held for review. */
    private static final int OPERATIONS_A_CARD = 40;

    private static final long FIRST_UNITS = 12;
    private static final int LINES_MAX = 3;

    // Shares of scripts, in percent; orders are what is left.
    private static final int RECEIPTS = 22;
    private static final int RETURNS = 6;
    private static final int ADJUSTMENTS = 10;
    private static final int RESERVATIONS = 40;
    private static final int BAD = 2;

    private final Settings settings;
    private final SplittableRandom random;
    private final List<List<Operation>> scripts = new ArrayList<>();
    private int drawn;

    /**
     * What is drawn.
     *
     * @param operations number of operations, those that are delivered again counted once
     * @param skus number of skus
     * @param againPercent of the operations that are delivered again
     * @param ttlSecondsMin shortest time that a reservation is kept, in seconds
     * @param ttlSecondsMax longest
     * @param seed of every draw
     * @param run stands in every id, so that two runs do not know each other's
     */
    record Settings(
            int operations,
            int skus,
            int againPercent,
            int ttlSecondsMin,
            int ttlSecondsMax,
            long seed,
            String run) {
        Settings {
            if (skus < 1 || operations < skus || againPercent < 0 || againPercent > 100) {
                throw new IllegalArgumentException(
                        "needs a sku, an operation a sku, and 0 to 100 percent delivered again");
            }
            if (ttlSecondsMin < 1 || ttlSecondsMax < ttlSecondsMin) {
                throw new IllegalArgumentException("needs times of a second and more, in order");
            }
        }
    }

    private Workload(Settings settings) {
        this.settings = settings;
        this.random = new SplittableRandom(settings.seed());
    }

    /** Draws. */
    static List<List<Operation>> draw(Settings settings) {
        Workload workload = new Workload(settings);
        for (int sku = 0; sku < settings.skus(); sku++) {
            workload.movement(Kind.RECEIPT, sku(settings.run(), sku), FIRST_UNITS);
        }
        while (workload.drawn < settings.operations()) {
            workload.script();
        }
        return List.copyOf(workload.scripts);
    }

    /** All skus of a run. */
    static List<String> skus(Settings settings) {
        List<String> skus = new ArrayList<>();
        for (int i = 0; i < settings.skus(); i++) {
            skus.add(sku(settings.run(), i));
        }
        return skus;
    }

    private static String sku(String run, int number) {
        return run + "-sku-" + number;
    }

    private void script() {
        int draw = random.nextInt(100);
        if ((draw -= RECEIPTS) < 0) {
            movement(Kind.RECEIPT, anySku(), units(8));
        } else if ((draw -= RETURNS) < 0) {
            movement(Kind.RETURN, anySku(), units(4));
        } else if ((draw -= ADJUSTMENTS) < 0) {
            long units = units(8);
            movement(Kind.ADJUSTMENT, anySku(), random.nextBoolean() ? units : -units);
        } else if ((draw -= RESERVATIONS) < 0) {
            reservation();
        } else if (draw - BAD < 0) {
            bad();
        } else {
            String transaction = name("o");
            String card =
                    settings.run()
                            + "-card-"
                            + random.nextInt(1 + settings.operations() / OPERATIONS_A_CARD);
            add(List.of(operation(Kind.ORDER, transaction, basket(), card)));
        }
    }

    private void movement(Kind kind, String sku, long units) {
        add(List.of(operation(kind, name("m"), List.of(new Line(sku, units)), warehouse())));
    }

    /** Reserved, and then confirmed, released, both, or left alone until its time is over. */
    private void reservation() {
        String id = name("r");
        int span = settings.ttlSecondsMax() - settings.ttlSecondsMin() + 1;
        String ttl = Duration.ofSeconds(settings.ttlSecondsMin() + random.nextInt(span)).toString();
        List<Line> basket = basket();
        List<Operation> script = new ArrayList<>();
        script.add(operation(Kind.RESERVE, id, basket, ttl));
        int draw = random.nextInt(100);
        if (draw < 45) {
            script.add(operation(Kind.CONFIRM, id, List.of(), ""));
        } else if (draw < 65) {
            script.add(operation(Kind.RELEASE, id, List.of(), ""));
        } else if (draw < 72) {
            script.add(operation(Kind.CONFIRM, id, List.of(), ""));
            script.add(operation(Kind.RELEASE, id, List.of(), ""));
        } else if (draw < 79) {
            script.add(operation(Kind.RELEASE, id, List.of(), ""));
            script.add(operation(Kind.CONFIRM, id, List.of(), ""));
        } else if (draw < 81) {
            Line first = basket.getFirst();
            List<Line> other = List.of(new Line(first.sku(), first.quantity() + 1));
            script.add(operation(Kind.OTHER_RESERVE, id, other, ttl));
        }
        add(script);
    }

    private void bad() {
        List<Line> nothing = List.of(new Line(anySku(), 0));
        add(
                List.of(
                        random.nextBoolean()
                                ? operation(Kind.BAD_MOVEMENT, name("m"), nothing, warehouse())
                                : operation(Kind.BAD_RESERVE, name("r"), nothing, "PT5S")));
    }

    /** What is over the number that was asked for is left out. */
    private void add(List<Operation> script) {
        List<Operation> kept =
                script.subList(0, Math.min(script.size(), settings.operations() - drawn));
        drawn += kept.size();
        scripts.add(List.copyOf(kept));
    }

    private Operation operation(Kind kind, String subject, List<Line> lines, String detail) {
        boolean again = random.nextInt(100) < settings.againPercent();
        return new Operation(subject + "/" + kind, kind, subject, lines, detail, again);
    }

    /** Each sku once. */
    private List<Line> basket() {
        List<Line> lines = new ArrayList<>();
        int wanted = 1 + random.nextInt(Math.min(LINES_MAX, settings.skus()));
        while (lines.size() < wanted) {
            String sku = anySku();
            if (lines.stream().noneMatch(line -> line.sku().equals(sku))) {
                lines.add(new Line(sku, units(3)));
            }
        }
        return lines;
    }

    /** The first are wanted most. */
    private String anySku() {
        double draw = random.nextDouble();
        return sku(settings.run(), (int) (draw * Math.sqrt(draw) * settings.skus()));
    }

    private String warehouse() {
        return "w-" + random.nextInt(WAREHOUSES);
    }

    private long units(int max) {
        return 1L + random.nextInt(max);
    }

    private String name(String prefix) {
        return settings.run() + "-" + prefix + "-" + scripts.size();
    }
}
