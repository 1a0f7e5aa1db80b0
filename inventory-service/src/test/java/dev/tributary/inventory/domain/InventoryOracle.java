package dev.tributary.inventory.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.inventory.domain.ReservationId.Origin;
import dev.tributary.inventory.domain.ReservationInput.Confirm;
import dev.tributary.inventory.domain.ReservationInput.Expire;
import dev.tributary.inventory.domain.ReservationInput.LineHeld;
import dev.tributary.inventory.domain.ReservationInput.LineShort;
import dev.tributary.inventory.domain.ReservationInput.Release;
import dev.tributary.inventory.domain.ReservationInput.Reserve;
import dev.tributary.inventory.domain.ReservationInput.Resolved;
import dev.tributary.inventory.domain.ReservationInput.Resolved.Resolution;
import dev.tributary.inventory.domain.ReservationInput.VerdictGiven;
import dev.tributary.inventory.domain.ReservationReply.Accepted;
import dev.tributary.inventory.domain.StockEngine.Answer;
import dev.tributary.inventory.domain.StockEngine.ReservationStep;
import dev.tributary.inventory.domain.StockEngine.StockStep;
import dev.tributary.inventory.domain.UnreliableLog.Sent;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * Stock and reservations tell each other everything over a log that repeats, reorders and loses
 * what was about to be sent; callers, verdicts, resolutions, movements and the clock do what they
 * like. After every step both must stand where plain counting says, and every promise must hold. In
 * the end nothing is left behind, and what was sold is what the confirmed baskets add up to.
 */
public final class InventoryOracle {
    private static final int DELIVERIES = 100_000;
    private static final int BACKLOG = 150;
    private static final int SKUS = 12;
    private static final int WAREHOUSES = 4;
    private static final List<Move.Kind> KINDS = List.of(Move.Kind.values());
    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");
    private static final Duration REVIEW_HOLD = Duration.ofHours(2);

    /** So small that every bound is met. */
    public static final StockSettings STOCK =
            new StockSettings(
                    1_000,
                    1_000_000,
                    WAREHOUSES,
                    5,
                    new WarehousePriority(List.of(warehouse(2), warehouse(0))));

    /** So small that every bound is met. */
    public static final ReservationSettings RESERVATIONS =
            new ReservationSettings(10, 100, Duration.ofHours(1), REVIEW_HOLD);

    private static WarehouseId warehouse(int number) {
        return new WarehouseId("w" + number);
    }

    private final Random random;
    private final UnreliableLog log;
    private final StockEngine engine;
    private final Map<Sku, PlainShelf> plainShelves = new HashMap<>();
    private final Map<Sku, StockLevel> levels = new HashMap<>();
    private final Map<ReservationId, PlainReservation> plainReservations = new HashMap<>();
    private final List<ReservationId> ids = new ArrayList<>();
    private final Map<ReservationId, String> bodies = new HashMap<>();
    private final List<Sku> skus = new ArrayList<>();
    private int movements;
    private int deliveries;

    private InventoryOracle(long seed, StockEngine engine) {
        this.engine = engine;
        random = new Random(seed);
        log = new UnreliableLog(random);
        for (int i = 0; i < SKUS; i++) {
            Sku sku = new Sku("sku-" + i);
            skus.add(sku);
            plainShelves.put(sku, new PlainShelf(STOCK));
        }
    }

    /**
     * Lets an engine live through all of it.
     *
     * @throws AssertionError naming seed and delivery
     */
    public static void check(long seed, StockEngine engine) {
        InventoryOracle oracle = new InventoryOracle(seed, engine);
        try {
            oracle.run();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + ", delivery " + oracle.deliveries, e);
        }
    }

    private void run() {
        while (deliveries < DELIVERIES) {
            if (log.backlog() == 0 || (log.backlog() < BACKLOG && random.nextBoolean())) {
                happen();
            } else {
                deliver();
            }
        }
        drain();
        assertTotals();
        assertEveryLineAnswered();
        ids.forEach(id -> {
            if (engine.state(id) instanceof Reservation it && it.status().isOpen()) {
                log.send("clock", id, new Expire(it.expiresAt()));
            }
        });
        drain();
        assertTotals();
        assertNothingIsLeftBehind();
        assertMuchHappened();
    }

    private void drain() {
        while (log.backlog() > 0) {
            deliver();
        }
    }

    private void deliver() {
        deliveries++;
        log.deliver((key, record) ->
                switch (key) {
                    case Sku sku -> tell(sku, (StockCommand) record);
                    case ReservationId id -> tell(id, (ReservationInput) record);
                    default -> throw new IllegalStateException("nobody reads " + key);
                });
    }

    private List<Sent> tell(Sku sku, StockCommand command) {
        StockLevel before = levels.getOrDefault(sku, StockLevel.empty(sku));
        StockStep step = engine.tell(sku, command, now());
        levels.put(sku, step.level());
        PlainShelf plain = plainShelves.get(sku);
        plain.hear(command, step.outcome());
        plain.assertLevel(step.level());
        assertThat(step.held()).isEqualTo(step.level().reserved());
        assertAlert(before, step);
        assertAnswers(sku, step);
        return step.answers().stream()
                .map(it -> new Sent("stock of " + sku, it.id(), it.input()))
                .toList();
    }

    private void assertAnswers(Sku sku, StockStep step) {
        assertThat(step.answers())
                .isEqualTo(
                        switch (step.outcome()) {
                            case StockOutcome.Held it ->
                                    List.of(
                                            new Answer(
                                                    it.reservationId(), new LineHeld(sku, now())));
                            case StockOutcome.Shortage it ->
                                    List.of(
                                            new Answer(
                                                    it.reservationId(),
                                                    new LineShort(sku, it.available(), now())));
                            default -> List.of();
                        });
    }

    private static void assertAlert(StockLevel before, StockStep step) {
        long from = before.available();
        long to = step.level().available();
        StockAlert expected = null;
        if (from > STOCK.lowStockAt() && to <= STOCK.lowStockAt()) {
            expected = new StockAlert.LowStock(before.sku(), to);
        } else if (from <= STOCK.lowStockAt() && to > STOCK.lowStockAt()) {
            expected = new StockAlert.BackInStock(before.sku(), to);
        }
        assertThat(step.alert()).isEqualTo(expected);
    }

    private List<Sent> tell(ReservationId id, ReservationInput input) {
        ReservationStep decision = engine.tell(id, input);
        ReservationState before = decision.before();
        ReservationState after = decision.after();
        PlainReservation plain =
                plainReservations.computeIfAbsent(id, it -> new PlainReservation(it, REVIEW_HOLD));
        plain.hear(input);
        assertThat(after instanceof Reservation it ? it.status() : null)
                .as("%s after %s", id, input)
                .isEqualTo(plain.status());
        if (after instanceof Reservation it) {
            assertThat(it.expiresAt()).isEqualTo(plain.expiry());
        }
        // Whoever confirms too late is refused, and it expires.
        boolean expired =
                input instanceof Confirm
                        && isOpen(before)
                        && !isOpen(after)
                        && plain.status() == ReservationStatus.EXPIRED;
        assertThat(decision.reply() instanceof Accepted || expired)
                .as("%s to %s", decision.reply(), input)
                .isEqualTo(!Objects.equals(before, after));
        return decision.commands().stream()
                .map(it -> new Sent("coordinator of " + id, it.sku(), it.command()))
                .toList();
    }

    private static boolean isOpen(ReservationState state) {
        return state instanceof Reservation it && it.status().isOpen();
    }

    private Instant now() {
        return START.plusMillis(deliveries);
    }

    private void happen() {
        int chance = random.nextInt(100);
        if (chance < 20) {
            move();
        } else if (chance < 21) {
            log.send("planner", anySku(), new SetSafetyStock(random.nextInt(6)));
        } else if (chance < 40 || ids.isEmpty()) {
            begin();
        } else if (chance < 50) {
            tick(anyRecent());
        } else {
            goOn(anyRecent());
        }
    }

    private void move() {
        // Some ids come again with another body.
        int number = random.nextInt(20) == 0 ? random.nextInt(movements + 1) : movements++;
        Move.Kind kind = KINDS.get(random.nextInt(KINDS.size()));
        long quantity = random.nextLong(1, 13);
        boolean taken = kind == Move.Kind.ADJUSTMENT && random.nextInt(3) > 0;
        log.send(
                "movements",
                anySku(),
                new Move(
                        new MovementId("m-" + number),
                        warehouse(random.nextInt(WAREHOUSES)),
                        kind,
                        taken ? -quantity : quantity));
    }

    private void begin() {
        String name = "n-" + ids.size();
        ReservationId id =
                new ReservationId(random.nextBoolean() ? Origin.API : Origin.ORDER, name);
        ids.add(id);
        Reserve reserve = reserve();
        bodies.put(id, reserve.fingerprint());
        if (id.origin() == Origin.ORDER && random.nextInt(8) > 0) {
            log.send("scorer", id, verdict(id));
        }
        log.send("caller", id, reserve);
    }

    private void goOn(ReservationId id) {
        String sender = random.nextBoolean() ? "caller" : "another caller";
        int chance = random.nextInt(100);
        if (chance < 4) {
            // Another body, which comes first now and then.
            log.send(sender, id, reserve());
        } else if (id.origin() == Origin.ORDER) {
            log.send(chance < 30 ? "scorer" : "desk", id, chance < 30 ? verdict(id) : resolved());
        } else {
            log.send(
                    sender, id, chance < 70 ? new Confirm(nowOrAtTheEdge(id)) : new Release(now()));
        }
    }

    /** The clock strikes at the very edge, a moment before, or later. */
    private void tick(ReservationId id) {
        if (engine.state(id) instanceof Reservation it) {
            log.send("clock", id, new Expire(it.expiresAt().plusMillis(random.nextInt(3) - 1)));
        }
    }

    private Instant nowOrAtTheEdge(ReservationId id) {
        return random.nextInt(8) == 0 && engine.state(id) instanceof Reservation it
                ? it.expiresAt().plusMillis(random.nextInt(3) - 1)
                : now();
    }

    private Reserve reserve() {
        List<BasketLine> lines = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(4); i++) {
            lines.add(new BasketLine(anySku(), 1 + random.nextInt(6)));
        }
        return new Reserve(
                lines,
                Duration.ofMinutes(1 + random.nextInt(60)),
                "body " + random.nextLong(),
                random.nextBoolean() ? "customer " + random.nextInt(9) : null,
                now());
    }

    private VerdictGiven verdict(ReservationId id) {
        int chance = random.nextInt(10);
        FraudDecision decision =
                chance < 5
                        ? FraudDecision.APPROVE
                        : chance < 8 ? FraudDecision.REVIEW : FraudDecision.BLOCK;
        // Another transaction was decided under the same id.
        String body = random.nextInt(10) == 0 ? "another body" : bodies.get(id);
        return new VerdictGiven(decision, body, now());
    }

    private Resolved resolved() {
        return new Resolved(random.nextBoolean() ? Resolution.APPROVE : Resolution.BLOCK, now());
    }

    private Sku anySku() {
        // One is wanted by many.
        return skus.get(random.nextInt(4) == 0 ? 0 : random.nextInt(SKUS));
    }

    private ReservationId anyRecent() {
        return ids.get(Math.max(0, ids.size() - 1 - random.nextInt(60)));
    }

    private void assertTotals() {
        StockTotals all = StockTotals.EMPTY;
        for (Sku sku : skus) {
            StockTotals totals = engine.totals(sku);
            assertThat(totals.violations()).isEmpty();
            all = all.merge(totals);
        }
        assertThat(all.violations()).isEmpty();
        assertThat(all.skus()).isEqualTo(SKUS);

        Map<Sku, Long> confirmed = new HashMap<>();
        plainReservations.values().stream()
                .filter(it -> it.status() == ReservationStatus.CONFIRMED)
                .forEach(it ->
                        it.quantities()
                                .forEach((sku, units) -> confirmed.merge(sku, units, Long::sum)));
        skus.forEach(sku ->
                assertThat(engine.totals(sku).counts().sold())
                        .as("sold of %s", sku)
                        .isEqualTo(confirmed.getOrDefault(sku, 0L)));
    }

    /** What was asked of the stock and never sent was asked again. */
    private void assertEveryLineAnswered() {
        assertThat(plainReservations.values())
                .noneMatch(it -> it.status() == ReservationStatus.PENDING);
    }

    private void assertNothingIsLeftBehind() {
        for (Sku sku : skus) {
            assertThat(engine.totals(sku).reserved()).isZero();
        }
        ids.forEach(id -> {
            if (engine.state(id) instanceof Reservation it) {
                assertThat(it.status().isOpen()).as("%s is open", it).isFalse();
                it.lines().forEach(line -> assertHold(it, line));
            }
        });
    }

    private void assertHold(Reservation reservation, ReservationLine line) {
        Hold hold = engine.hold(line.sku(), reservation.id());
        if (reservation.status() == ReservationStatus.CONFIRMED) {
            assertThat(hold.status()).isEqualTo(Hold.Status.COMMITTED);
            assertThat(hold.quantity()).isEqualTo(line.quantity());
        } else if (line.status() == ReservationLine.Status.SHORT) {
            assertThat(hold.status()).isEqualTo(Hold.Status.SHORT);
            assertThat(hold.availableWhenShort()).isEqualTo(line.availableWhenShort());
        } else if (hold != null) {
            assertThat(hold.status()).isIn(Hold.Status.RELEASED, Hold.Status.SHORT);
        }
        if (reservation.status() == ReservationStatus.REJECTED) {
            assertThat(line.status()).isNotEqualTo(ReservationLine.Status.PENDING);
        }
    }

    private void assertMuchHappened() {
        Map<ReservationStatus, Integer> ends = new EnumMap<>(ReservationStatus.class);
        plainReservations.values().stream()
                .filter(it -> it.status() != null)
                .forEach(it -> ends.merge(it.status(), 1, Integer::sum));
        assertThat(ends.keySet())
                .containsExactlyInAnyOrder(
                        ReservationStatus.CONFIRMED,
                        ReservationStatus.REJECTED,
                        ReservationStatus.RELEASED,
                        ReservationStatus.EXPIRED);
        assertThat(ends.values()).allMatch(count -> count > ids.size() / 20, ends.toString());
    }
}
