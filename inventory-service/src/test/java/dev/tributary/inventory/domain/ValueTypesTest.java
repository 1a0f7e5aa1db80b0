package dev.tributary.inventory.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

class ValueTypesTest {
    private static final String LONGEST = "x".repeat(64);
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final ReservationId API = ReservationId.ofApi("r");

    @Test
    void shouldKeepNamesWithinTheirLength() {
        assertThat(new Sku(LONGEST)).hasToString(LONGEST);
        assertThat(new WarehouseId(LONGEST)).hasToString(LONGEST);
        assertThat(new MovementId(LONGEST)).hasToString(LONGEST);
        assertThat(ReservationId.ofApi(LONGEST)).hasToString("api:" + LONGEST);
        for (String wrong : List.of("", LONGEST + "x")) {
            assertImpossible(() -> new Sku(wrong));
            assertImpossible(() -> new WarehouseId(wrong));
            assertImpossible(() -> new MovementId(wrong));
            assertImpossible(() -> ReservationId.ofOrder(wrong));
        }
    }

    @Test
    void shouldReadAReservationIdWhenItWasWritten() {
        for (ReservationId id :
                List.of(
                        API,
                        ReservationId.ofOrder("r"),
                        ReservationId.ofApi("order:r"),
                        ReservationId.ofOrder("api:api:r"))) {
            assertThat(ReservationId.parse(id.toString())).isEqualTo(id);
        }
        assertImpossible(() -> ReservationId.parse("r"));
        assertImpossible(() -> ReservationId.parse("order:"));
    }

    @Test
    void shouldNotExistWhenAHoldContradictsItself() {
        Allocation one = Allocation.of(Map.of(new WarehouseId("a"), 1L));
        assertImpossible(() -> new Hold(API, 2, one, Hold.Status.HELD, 0));
        assertImpossible(() -> new Hold(API, 0, Allocation.NONE, Hold.Status.HELD, 0));
        assertImpossible(() -> new Hold(API, 0, Allocation.NONE, Hold.Status.COMMITTED, 0));
        assertImpossible(() -> new Hold(API, 1, one, Hold.Status.HELD, 1));
        assertImpossible(() -> new Hold(API, 1, one, Hold.Status.SHORT, 0));
        assertImpossible(() -> new Hold(API, 1, Allocation.NONE, Hold.Status.SHORT, 1));
        assertImpossible(() -> new Hold(API, 1, Allocation.NONE, Hold.Status.SHORT, -1));
        assertImpossible(() -> new Hold(API, 2, one, Hold.Status.RELEASED, 0));
        assertImpossible(() -> Allocation.of(Map.of(new WarehouseId("a"), 0L)));
        assertImpossible(() -> new HoldCommand.HoldStock(API, 0));
    }

    @Test
    void shouldNotExistWhenAReservationContradictsItself() {
        List<ReservationLine> lines =
                List.of(new ReservationLine(new Sku("a"), 1, ReservationLine.Status.PENDING, 0));
        Judgement judgement = new Judgement(FraudDecision.APPROVE, false, "body");
        ReservationStatus pending = ReservationStatus.PENDING;
        assertImpossible(() ->
                new Reservation(API, "f", lines, pending, NOON, NOON, null, NOON, null, null));
        assertImpossible(() ->
                new Reservation(
                        API,
                        "f",
                        lines,
                        ReservationStatus.CONFIRMED,
                        NOON,
                        NOON,
                        null,
                        null,
                        null,
                        null));
        assertImpossible(() ->
                new Reservation(API, "f", lines, pending, NOON, NOON, null, null, judgement, null));
        assertImpossible(() ->
                new Reservation(API, "f", List.of(), pending, NOON, NOON, null, null, null, null));
        assertImpossible(
                () -> new ReservationLine(new Sku("a"), 0, ReservationLine.Status.PENDING, 0));
        assertImpossible(
                () -> new ReservationLine(new Sku("a"), 1, ReservationLine.Status.HELD, 1));
        assertImpossible(
                () -> new ReservationLine(new Sku("a"), 1, ReservationLine.Status.SHORT, -1));
        assertImpossible(() -> new JudgedOrder(API, judgement, NOON));
        assertImpossible(() -> new Judgement(FraudDecision.REVIEW, true, null));
        assertImpossible(() -> new Judgement(FraudDecision.APPROVE, true, "body"));
        assertImpossible(() -> new Judgement(FraudDecision.APPROVE, false, null));
        assertImpossible(() -> new ReservationInput.LineShort(new Sku("a"), -1, NOON));
    }

    @Test
    void shouldKeepAFingerprintWithinItsLength() {
        Duration ttl = Duration.ofMinutes(1);
        List<BasketLine> lines = List.of(new BasketLine(new Sku("a"), 1));
        assertThat(new ReservationInput.Reserve(lines, ttl, LONGEST, null, NOON).fingerprint())
                .hasSize(ReservationInput.FINGERPRINT_LENGTH_MAX);
        assertImpossible(() -> new ReservationInput.Reserve(lines, ttl, LONGEST + "x", null, NOON));
        assertImpossible(
                () -> new ReservationInput.Reserve(lines, Duration.ZERO, LONGEST, null, NOON));
    }

    @Test
    void shouldNotExistWhenSettingsLeaveNoRoom() {
        WarehousePriority byId = WarehousePriority.BY_ID;
        assertImpossible(() -> new StockSettings(0, 1, 1, 0, byId));
        assertImpossible(() -> new StockSettings(2, 1, 1, 0, byId));
        assertImpossible(() -> new StockSettings(1, 1, 0, 0, byId));
        assertImpossible(() -> new StockSettings(1, 1, 1_025, 0, byId));
        assertImpossible(() -> new StockSettings(1, 1, 1, -1, byId));
        assertImpossible(() -> new StockSettings(1, 1_000_000_000_000_001L, 1, 0, byId));
        assertThat(new StockSettings(1, 1_000_000_000_000_000L, 1_024, 0, byId).quantityMax())
                .isEqualTo(1);
        Duration hour = Duration.ofHours(1);
        assertImpossible(() -> new ReservationSettings(0, 1, hour, hour));
        assertImpossible(() -> new ReservationSettings(1, 0, hour, hour));
        assertImpossible(() -> new ReservationSettings(1, 1, Duration.ZERO, hour));
        assertImpossible(() -> new ReservationSettings(1, 1, hour, hour.negated()));
    }

    @Test
    void shouldHaveDefaults() {
        assertThat(StockSettings.defaults())
                .isEqualTo(
                        new StockSettings(
                                1_000_000_000L,
                                1_000_000_000_000L,
                                64,
                                10,
                                new WarehousePriority(List.of())));
        assertThat(ReservationSettings.defaults())
                .isEqualTo(
                        new ReservationSettings(
                                100, 1_000_000, Duration.ofHours(24), Duration.ofHours(24)));
    }

    private static void assertImpossible(ThrowingCallable creation) {
        assertThatThrownBy(creation).isInstanceOf(IllegalArgumentException.class);
    }
}
