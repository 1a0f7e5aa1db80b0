package dev.tributary.inventory.topology;

import static dev.tributary.inventory.WireRecords.line;
import static dev.tributary.inventory.WireRecords.movement;
import static dev.tributary.inventory.WireRecords.safetyStock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tributary.common.deadletter.Rejection;
import dev.tributary.common.fixtures.GoldenTopology;
import dev.tributary.inventory.WireRecords;
import dev.tributary.inventory.domain.HoldCommand.ReleaseHold;
import dev.tributary.inventory.domain.ReservationId;
import dev.tributary.inventory.domain.Sku;
import dev.tributary.inventory.domain.SkuCommand;
import dev.tributary.inventory.store.ReservationStores;
import dev.tributary.inventory.store.StockStores;
import dev.tributary.schemas.fraud.Decision;
import dev.tributary.schemas.ingest.StockMovement;
import dev.tributary.schemas.ingest.StockMovementKind;
import dev.tributary.schemas.inventory.Order;
import dev.tributary.schemas.inventory.OrderLine;
import dev.tributary.schemas.inventory.OrderLineStatus;
import dev.tributary.schemas.inventory.OrderReleaseCause;
import dev.tributary.schemas.inventory.OrderStatus;
import dev.tributary.schemas.inventory.ReservationInput;
import dev.tributary.schemas.inventory.ReservationLine;
import dev.tributary.schemas.inventory.ReservationLineStatus;
import dev.tributary.schemas.inventory.ReservationOutcome;
import dev.tributary.schemas.inventory.ReservationStatus;
import dev.tributary.schemas.inventory.ReservationUpdate;
import dev.tributary.schemas.inventory.StockAlert;
import dev.tributary.schemas.inventory.StockAlertKind;
import dev.tributary.schemas.inventory.StockAudit;
import dev.tributary.schemas.inventory.StockLevel;
import dev.tributary.schemas.inventory.StockViolation;
import dev.tributary.schemas.inventory.WantedLine;
import dev.tributary.schemas.inventory.WarehouseLevel;

import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

class InventoryTopologyTest {
    private static final InventorySettings SETTINGS = fewAtATime(InventorySettings.defaults());
    private static final Duration TTL = Duration.ofMinutes(10);
    private static final Duration TICK = Duration.ofMillis(1);
    private static final WantedLine[] BASKET = {line("book", 2), line("pen", 1)};

    private final InventoryFixture inventory = new InventoryFixture(SETTINGS);

    @AfterEach
    void close() {
        inventory.close();
    }

    @Test
    void shouldKeepItsShape() {
        GoldenTopology.assertUnchanged(
                inventory.driver.topology(), Path.of("src/test/resources/inventory-topology.txt"));
    }

    @Test
    void shouldCountMovementsAndTellTheLevel() {
        inventory.receive("book", "w-1", 5);
        inventory.receive("book", "w-2", 7);
        inventory.move(movement("a-1", "book", "w-1", StockMovementKind.ADJUSTMENT, -2));
        inventory.move(movement("r-1", "book", "w-1", StockMovementKind.RETURN, 1));

        assertThat(inventory.levels())
                .last()
                .isEqualTo(
                        new StockLevel(
                                "book",
                                11L,
                                0L,
                                0L,
                                11L,
                                List.of(
                                        new WarehouseLevel("w-1", 4L, 0L),
                                        new WarehouseLevel("w-2", 7L, 0L)),
                                12L,
                                1L,
                                -2L,
                                0L,
                                3L,
                                inventory.now));
        assertThat(inventory.deadLetters()).isEmpty();
    }

    @Test
    void shouldCountAMovementOnceAndTellThatItWasSeen() {
        StockMovement receipt = movement("m", "book", "w-1", StockMovementKind.RECEIPT, 5);
        inventory.move(receipt);
        inventory.move(receipt);
        inventory.move(movement("m", "pen", "w-1", StockMovementKind.RECEIPT, 3));

        assertThat(inventory.levels())
                .extracting(
                        StockLevel::getSku, StockLevel::getOnHand, StockLevel::getMovementOffset)
                .containsExactly(
                        tuple("book", 5L, 0L), tuple("book", 5L, 1L), tuple("pen", 3L, 2L));
        assertThat(inventory.deadLetters()).isEmpty();
    }

    @Test
    void shouldTellTheNewestMovementAlsoWhenSomethingElseChangesTheLevel() {
        stock();
        inventory.levels();
        inventory.reserve("r", TTL, BASKET);
        inventory.confirm("r");
        inventory.command(safetyStock("pen", 4));

        assertThat(inventory.levels())
                .hasSize(5)
                .extracting(StockLevel::getSku, StockLevel::getMovementOffset)
                .containsOnly(tuple("book", 0L), tuple("pen", 1L));
        assertThat(inventory.deadLetters()).isEmpty();
    }

    @Test
    void shouldRememberAMovementForItsRetentionAndNotForEver() {
        StockMovement receipt = movement("m", "book", "w-1", StockMovementKind.RECEIPT, 5);
        inventory.move(receipt);
        inventory.now = inventory.now.plus(SETTINGS.movementRetention());
        inventory.move(receipt);
        assertThat(inventory.level("book").getOnHand()).isEqualTo(5);

        inventory.now = inventory.now.plus(SETTINGS.movementRetention().multipliedBy(2));
        inventory.move(receipt);
        assertThat(inventory.level("book").getOnHand()).isEqualTo(10);
    }

    @Test
    void shouldSendAMovementThatCannotBeToTheDeadLettersAsItCame() {
        inventory.receive("book", "w-1", 5);
        inventory.levels();
        StockMovement tooMany = movement("a", "book", "w-1", StockMovementKind.ADJUSTMENT, -6);
        inventory.move(tooMany);

        assertThat(inventory.levels())
                .extracting(StockLevel::getOnHand, StockLevel::getMovementOffset)
                .containsExactly(tuple(5L, 1L));
        TestRecord<byte[], byte[]> letter = inventory.deadLetters().getFirst();
        assertThat(new String(letter.key(), StandardCharsets.UTF_8)).isEqualTo("book");
        assertThat(
                        inventory
                                .topics
                                .movements()
                                .valueSerde()
                                .deserializer()
                                .deserialize("", letter.value()))
                .isEqualTo(tooMany);
        assertThat(header(letter, Rejection.CAUSE)).isEqualTo("WOULD_BE_NEGATIVE");
        assertThat(header(letter, Rejection.TOPIC)).isEqualTo("ingest.stock-movements.v1");
        assertThat(header(letter, Rejection.OFFSET)).isEqualTo("1");
        assertThat(header(letter, Rejection.MESSAGE)).contains("-6");

        // Put right, it counts.
        inventory.receive("book", "w-1", 1);
        inventory.move(tooMany);
        assertThat(inventory.level("book").getOnHand()).isZero();
    }

    @Test
    void shouldNameTheCauseOfEveryMovementThatCannotBe() {
        inventory.receive("book", "w-1", 5);
        inventory.move(movement("0", "book", "w-1", StockMovementKind.RECEIPT, 0));
        inventory.move(movement("1", "book", "w-1", StockMovementKind.RETURN, -1));
        inventory.move(movement("2", "book", "w-1", StockMovementKind.RECEIPT, Long.MAX_VALUE));
        inventory.move(movement("m-0", "book", "w-1", StockMovementKind.RECEIPT, 6));
        inventory.command(safetyStock("book", -1));

        assertThat(inventory.deadLetters())
                .extracting(letter -> header(letter, Rejection.CAUSE))
                .containsExactly(
                        "QUANTITY", "QUANTITY", "QUANTITY", "ANOTHER_BODY", "SAFETY_STOCK");
        assertThat(inventory.level("book").getOnHand()).isEqualTo(5);
    }

    @Test
    void shouldParkWhatSaysNothingAndGoOn() {
        inventory.move(movement("m", "book", "w-1", StockMovementKind.UNKNOWN, 1));
        inventory.driver.pipe(
                inventory.topics.movements(),
                "pen",
                movement("m", "book", "w-1", StockMovementKind.RECEIPT, 1),
                inventory.now);
        inventory.driver.pipeBytes(
                inventory.topics.stockCommands(), new byte[] {1}, new byte[] {2});
        ReservationInput confirm = WireRecords.confirm("r", "c");
        inventory.driver.pipe(
                inventory.topics.reservationInputs(), "api:other", confirm, inventory.now);
        inventory.driver.pipe(inventory.topics.reservationInputs(), "api:r", null, inventory.now);
        ReservationInput empty = WireRecords.reserve("r", "c", TTL, line("book", 1));
        empty.setTtlMs(null);
        inventory.tell(empty);

        // The driver counts what cannot be read, and writes no letter for it.
        assertThat(inventory.deadLetters()).hasSize(5);
        assertThat(inventory.driver.metric("dropped-records-total")).isEqualTo(6);
        assertThat(inventory.reservations()).isEmpty();
        inventory.receive("book", "w-1", 1);
        assertThat(inventory.level("book").getOnHand()).isEqualTo(1);
    }

    @Test
    void shouldHoldSellAndGiveBackWhatACallerReserves() {
        stock();
        ReservationUpdate reserved = inventory.reserve("r", TTL, BASKET);
        assertThat(reserved.getReservation().getStatus()).isEqualTo(ReservationStatus.RESERVED);
        assertThat(reserved.getReservation().getExpiresAt()).isEqualTo(inventory.now.plus(TTL));
        assertThat(reserved.getReservation().getLines())
                .containsExactly(
                        new ReservationLine("book", 2L, ReservationLineStatus.HELD, null),
                        new ReservationLine("pen", 1L, ReservationLineStatus.HELD, null));
        assertThat(inventory.level("book").getReserved()).isEqualTo(2);
        assertThat(inventory.level("book").getAvailable()).isEqualTo(18);

        ReservationUpdate confirmed = inventory.confirm("r");
        assertThat(confirmed.getAnswer().getOutcome()).isEqualTo(ReservationOutcome.ACCEPTED);
        assertThat(confirmed.getReservation().getStatus()).isEqualTo(ReservationStatus.CONFIRMED);
        assertThat(inventory.level("book"))
                .extracting(StockLevel::getOnHand, StockLevel::getReserved, StockLevel::getSold)
                .containsExactly(18L, 0L, 2L);
        assertThat(inventory.confirm("r").getAnswer().getOutcome())
                .isEqualTo(ReservationOutcome.REPEATED);
        ReservationUpdate late = inventory.release("r");
        assertThat(late.getAnswer().getOutcome()).isEqualTo(ReservationOutcome.CONFLICT);
        assertThat(late.getAnswer().getCause()).isEqualTo("STATUS");

        inventory.reserve("s", TTL, BASKET);
        assertThat(inventory.release("s").getReservation().getStatus())
                .isEqualTo(ReservationStatus.RELEASED);
        assertThat(inventory.level("book").getReserved()).isZero();
        assertThat(inventory.release("s").getAnswer().getOutcome())
                .isEqualTo(ReservationOutcome.REPEATED);
    }

    @Test
    void shouldAnswerARepeatAndRefuseAnotherBody() {
        stock();
        inventory.reserve("r", TTL, BASKET);
        ReservationUpdate again = inventory.reserve("r", TTL, BASKET);
        assertThat(again.getAnswer().getOutcome()).isEqualTo(ReservationOutcome.REPEATED);
        assertThat(again.getReservation().getStatus()).isEqualTo(ReservationStatus.RESERVED);

        ReservationUpdate other = inventory.reserve("r", TTL, line("book", 1));
        assertThat(other.getAnswer().getOutcome()).isEqualTo(ReservationOutcome.CONFLICT);
        assertThat(other.getAnswer().getCause()).isEqualTo("ANOTHER_BODY");
        assertThat(inventory.level("book").getReserved()).isEqualTo(2);
    }

    @Test
    void shouldAnswerWhatCannotBeReservedOrIsNotKnown() {
        ReservationUpdate refused = inventory.reserve("r", Duration.ofDays(2), BASKET);
        assertThat(refused.getAnswer().getOutcome()).isEqualTo(ReservationOutcome.REFUSED);
        assertThat(refused.getAnswer().getCause()).isEqualTo("TTL");
        assertThat(refused.getReservation()).isNull();
        assertThat(inventory.confirm("r").getAnswer().getOutcome())
                .isEqualTo(ReservationOutcome.NOT_FOUND);
        assertThat(inventory.release("r").getAnswer().getOutcome())
                .isEqualTo(ReservationOutcome.NOT_FOUND);
    }

    @Test
    void shouldSellTheLastUnitOnce() {
        inventory.receive("book", "w-1", 1);
        assertThat(inventory.reserve("first", TTL, line("book", 1)).getReservation().getStatus())
                .isEqualTo(ReservationStatus.RESERVED);
        assertThat(inventory.reserve("second", TTL, line("book", 1)).getReservation())
                .satisfies(it -> {
                    assertThat(it.getStatus()).isEqualTo(ReservationStatus.REJECTED);
                    assertThat(it.getLines())
                            .containsExactly(
                                    new ReservationLine(
                                            "book", 1L, ReservationLineStatus.SHORT, 0L));
                });
    }

    @Test
    void shouldNameEveryShortLineOfTenAndHoldNothing() {
        WantedLine[] ten =
                IntStream.range(0, 10)
                        .mapToObj(i -> line("sku-" + i, 2))
                        .toArray(WantedLine[]::new);
        List<String> few = List.of("sku-3", "sku-7");
        for (WantedLine line : ten) {
            inventory.receive(line.getSku(), "w-1", few.contains(line.getSku()) ? 1 : 2);
        }
        assertThat(inventory.reserve("r", TTL, ten).getReservation().getLines())
                .hasSize(ten.length)
                .filteredOn(it -> it.getStatus() != ReservationLineStatus.RELEASED)
                .containsExactly(
                        new ReservationLine("sku-3", 2L, ReservationLineStatus.SHORT, 1L),
                        new ReservationLine("sku-7", 2L, ReservationLineStatus.SHORT, 1L));
        assertThat(inventory.audit().getReserved()).isZero();
    }

    @Test
    void shouldExpireAtTheEdgeAndNotBefore() {
        stock();
        inventory.reserve("r", TTL, BASKET);
        inventory.pass(TTL.minus(TICK));
        assertThat(inventory.reservations()).isEmpty();
        assertThat(inventory.level("book").getReserved()).isEqualTo(2);

        // The clock is looked at now and then; what is due is due from its time on.
        inventory.pass(SETTINGS.expiryInterval());
        assertThat(inventory.reservations())
                .extracting(it -> it.getReservation().getStatus())
                .containsExactly(ReservationStatus.EXPIRED);
        assertThat(inventory.level("book").getReserved()).isZero();
        ReservationUpdate late = inventory.confirm("r");
        assertThat(late.getAnswer().getOutcome()).isEqualTo(ReservationOutcome.CONFLICT);
        assertThat(late.getReservation().getStatus()).isEqualTo(ReservationStatus.EXPIRED);
        assertThat(openReservations()).isZero();
    }

    @Test
    void shouldRefuseALateConfirmationBeforeTheClockWasLookedAt() {
        stock();
        inventory.reserve("r", TTL, BASKET);
        inventory.now = inventory.now.plus(TTL);
        ReservationUpdate late = inventory.confirm("r");
        assertThat(late.getAnswer().getCause()).isEqualTo("STATUS");
        assertThat(late.getReservation().getStatus()).isEqualTo(ReservationStatus.EXPIRED);
        assertThat(inventory.level("book").getReserved()).isZero();
    }

    @Test
    void shouldTellEachThatIsDueOnceHoweverManyThereAre() {
        inventory.receive("book", "w-1", 50);
        int many = 2 * SETTINGS.expiriesMax() + 1;
        for (int i = 0; i < many; i++) {
            inventory.reserve("r-" + i, TTL, line("book", 1));
        }
        inventory.now = inventory.now.plus(TTL);
        inventory.pass(SETTINGS.expiryInterval());
        assertThat(inventory.reservations()).isEmpty();
        inventory.driver.advanceWallClock(TTL);
        assertThat(inventory.reservations()).hasSize(SETTINGS.expiriesMax());
        inventory.driver.advanceWallClock(SETTINGS.expiryInterval());
        assertThat(inventory.reservations()).hasSize(SETTINGS.expiriesMax());
        inventory.driver.advanceWallClock(SETTINGS.expiryInterval());
        assertThat(inventory.reservations()).hasSize(1);
        assertThat(inventory.level("book").getReserved()).isZero();
        assertThat(openReservations()).isZero();
    }

    @Test
    void shouldExpireOneThatIsDueSoonerThanThoseBefore() {
        stock();
        inventory.reserve("late", TTL, line("book", 1));
        inventory.pass(Duration.ofMinutes(1));
        inventory.reserve("soon", Duration.ofSeconds(1), line("book", 1));
        inventory.pass(Duration.ofSeconds(2));
        assertThat(inventory.reservations())
                .extracting(ReservationUpdate::getReservationId)
                .containsExactly("soon");
    }

    @Test
    void shouldConfirmAnOrderWhenItIsApprovedWhicheverComesFirst() {
        stock();
        inventory.buy("t-1", BASKET);
        inventory.judge("t-1", Decision.APPROVE, BASKET);
        assertThat(inventory.orders())
                .allSatisfy(it ->
                        assertThat(it.getCustomerId())
                                .isEqualTo("customer of " + it.getTransactionId()))
                .extracting(Order::getTransactionId, Order::getStatus)
                .containsExactly(
                        tuple("t-1", OrderStatus.PENDING),
                        tuple("t-1", OrderStatus.PENDING),
                        tuple("t-1", OrderStatus.CONFIRMED));

        inventory.judge("t-2", Decision.APPROVE, BASKET);
        inventory.buy("t-2", BASKET);
        assertThat(inventory.orders())
                .last()
                .satisfies(order -> {
                    assertThat(order.getStatus()).isEqualTo(OrderStatus.CONFIRMED);
                    assertThat(order.getLines())
                            .containsExactly(
                                    new OrderLine("book", 2L, OrderLineStatus.CONFIRMED, null),
                                    new OrderLine("pen", 1L, OrderLineStatus.CONFIRMED, null));
                });
        assertThat(inventory.level("book").getSold()).isEqualTo(4);
    }

    /** What is settled lies in windows as long as its retention; a week begins meanwhile. */
    @Test
    void shouldKnowAnOrderThatWasJudgedInOneWindowAndEndedInTheNext() {
        stock();
        long windowMs = SETTINGS.reservationRetention().toMillis();
        long next = (inventory.now.toEpochMilli() / windowMs + 1) * windowMs;
        inventory.now = Instant.ofEpochMilli(next).minus(Duration.ofHours(1));
        inventory.judge("t", Decision.REVIEW, BASKET);
        inventory.buy("t", BASKET);
        inventory.now = inventory.now.plus(Duration.ofHours(2));
        inventory.label("t", false);
        assertThat(inventory.level("book").getSold()).isEqualTo(2);

        inventory.buy("t", BASKET);
        assertThat(inventory.level("book").getReserved()).isZero();
        assertThat(inventory.orders())
                .last()
                .satisfies(order -> assertThat(order.getStatus()).isEqualTo(OrderStatus.CONFIRMED));
    }

    @Test
    void shouldNotCountAnOrderTwiceWhateverComesAgain() {
        stock();
        for (int i = 0; i < 2; i++) {
            inventory.buy("t", BASKET);
            inventory.judge("t", Decision.APPROVE, BASKET);
        }
        assertThat(inventory.level("book").getSold()).isEqualTo(2);
        assertThat(inventory.orders()).hasSize(3);
    }

    @Test
    void shouldLeaveOutWhatHasNoBasket() {
        inventory.buy("t");
        inventory.judge("t", Decision.APPROVE);
        assertThat(inventory.orders()).isEmpty();
        assertThat(inventory.driver.drain(inventory.topics.reservationInputs())).isEmpty();
    }

    @Test
    void shouldReleaseABlockedOrderAndRejectAShortOne() {
        stock();
        inventory.buy("t-1", BASKET);
        inventory.judge("t-1", Decision.BLOCK, BASKET);
        assertThat(inventory.orders())
                .last()
                .satisfies(order -> {
                    assertThat(order.getStatus()).isEqualTo(OrderStatus.RELEASED);
                    assertThat(order.getReleasedBecause()).isEqualTo(OrderReleaseCause.BLOCKED);
                });
        assertThat(inventory.level("book").getReserved()).isZero();

        WantedLine[] tooMuch = {line("book", 2), line("pen", 11), line("ink", 1)};
        inventory.buy("t-2", tooMuch);
        inventory.judge("t-2", Decision.APPROVE, tooMuch);
        assertThat(inventory.orders())
                .last()
                .satisfies(order -> {
                    assertThat(order.getStatus()).isEqualTo(OrderStatus.REJECTED);
                    assertThat(order.getLines())
                            .containsExactly(
                                    new OrderLine("book", 2L, OrderLineStatus.RELEASED, null),
                                    new OrderLine("pen", 11L, OrderLineStatus.SHORT, 10L),
                                    new OrderLine("ink", 1L, OrderLineStatus.SHORT, 0L));
                });
        assertThat(inventory.level("book").getReserved()).isZero();
    }

    @Test
    void shouldHoldAReviewedOrderUntilSomebodyLooksOrTimeGoesBy() {
        stock();
        for (String id : List.of("honest", "fraud", "forgotten")) {
            inventory.buy(id, BASKET);
            inventory.judge(id, Decision.REVIEW, BASKET);
        }
        inventory.pass(SETTINGS.orderHold().plus(SETTINGS.reservations().reviewHold()).minus(TICK));
        assertThat(inventory.orders())
                .extracting(Order::getStatus)
                .containsOnly(OrderStatus.PENDING, OrderStatus.HELD);

        inventory.label("honest", false);
        inventory.label("fraud", true);
        inventory.pass(SETTINGS.expiryInterval());
        assertThat(inventory.orders())
                .extracting(Order::getTransactionId, Order::getStatus, Order::getReleasedBecause)
                .containsExactly(
                        tuple("honest", OrderStatus.CONFIRMED, null),
                        tuple("fraud", OrderStatus.RELEASED, OrderReleaseCause.BLOCKED),
                        tuple("forgotten", OrderStatus.RELEASED, OrderReleaseCause.EXPIRED));
        assertThat(inventory.level("book"))
                .extracting(StockLevel::getReserved, StockLevel::getSold)
                .containsExactly(0L, 2L);
    }

    /** The stock of a line that was given back beforehand is never held, and does not answer. */
    @Test
    void shouldTellThatStockIsKeptForLongerWhenAReviewComesBeforeEveryLineHasAnswered() {
        stock();
        inventory.command(
                StockCommandAvroMapper.toAvro(
                        new SkuCommand(
                                new Sku("pen"), new ReleaseHold(ReservationId.ofOrder("t")))));
        inventory.buy("t", BASKET);
        inventory.judge("t", Decision.REVIEW, BASKET);

        Instant edge = inventory.now.plus(SETTINGS.orderHold());
        Duration longer = SETTINGS.reservations().reviewHold();
        assertThat(inventory.orders())
                .extracting(Order::getStatus, Order::getExpiresAt)
                .containsExactly(
                        tuple(OrderStatus.PENDING, edge),
                        tuple(OrderStatus.PENDING, edge.plus(longer)));

        inventory.pass(SETTINGS.orderHold().plus(longer).minus(TICK));
        assertThat(inventory.orders()).isEmpty();
        inventory.pass(SETTINGS.expiryInterval());
        assertThat(inventory.orders())
                .extracting(Order::getStatus, Order::getReleasedBecause)
                .containsExactly(tuple(OrderStatus.RELEASED, OrderReleaseCause.EXPIRED));
        assertThat(inventory.level("book").getReserved()).isZero();
        assertThat(inventory.deadLetters()).isEmpty();
    }

    @Test
    void shouldReleaseAnOrderThatIsNeverJudged() {
        stock();
        inventory.buy("t", BASKET);
        inventory.orders();
        inventory.pass(SETTINGS.orderHold());
        assertThat(inventory.orders())
                .extracting(Order::getStatus, Order::getReleasedBecause)
                .containsExactly(tuple(OrderStatus.RELEASED, OrderReleaseCause.EXPIRED));
        assertThat(inventory.level("book").getReserved()).isZero();
    }

    @Test
    void shouldTellOfAnOrderThatAsksForTooMuchToBeHeld() {
        WantedLine line = line("book", SETTINGS.reservations().quantityMax() + 1);
        inventory.buy("t", line);
        assertThat(inventory.orders())
                .extracting(Order::getStatus)
                .containsExactly(OrderStatus.REJECTED);
    }

    @Test
    void shouldForgetASettledReservationAndAJudgementAfterTheirRetention() {
        stock();
        inventory.reserve("r", TTL, BASKET);
        inventory.release("r");
        inventory.judge("t", Decision.APPROVE, BASKET);
        inventory.now = inventory.now.plus(SETTINGS.reservationRetention());
        assertThat(inventory.confirm("r").getAnswer().getOutcome())
                .isEqualTo(ReservationOutcome.CONFLICT);

        inventory.now = inventory.now.plus(SETTINGS.reservationRetention().multipliedBy(2));
        assertThat(inventory.confirm("r").getAnswer().getOutcome())
                .isEqualTo(ReservationOutcome.NOT_FOUND);
        // Another one under the same id takes its own stock.
        assertThat(inventory.reserve("r", TTL, line("book", 3)).getReservation().getStatus())
                .isEqualTo(ReservationStatus.RESERVED);
        assertThat(inventory.level("book").getReserved()).isEqualTo(3);
    }

    @Test
    void shouldGiveBackWhatIsOpenHoweverLateItIsLookedAt() {
        stock();
        inventory.reserve("r", TTL, BASKET);
        inventory.now = inventory.now.plus(SETTINGS.reservationRetention().multipliedBy(10));
        inventory.receive("book", "w-1", 1);
        inventory.driver.advanceWallClock(SETTINGS.reservationRetention().multipliedBy(10));
        assertThat(inventory.level("book").getReserved()).isZero();
        assertThat(openReservations()).isZero();
    }

    @Test
    void shouldKeepSafetyStockFromBeingPromised() {
        inventory.receive("book", "w-1", 5);
        inventory.command(safetyStock("book", 3));
        assertThat(inventory.level("book").getAvailable()).isEqualTo(2);
        assertThat(inventory.reserve("r", TTL, line("book", 3)).getReservation().getStatus())
                .isEqualTo(ReservationStatus.REJECTED);
    }

    @Test
    void shouldTellWhenStockBecomesLowAndWhenItIsBack() {
        inventory.receive("book", "w-1", 11);
        inventory.reserve("r", TTL, line("book", 1));
        inventory.reserve("s", TTL, line("book", 1));
        inventory.release("r");
        inventory.release("s");
        assertThat(inventory.alerts())
                .extracting(StockAlert::getKind, StockAlert::getAvailable, StockAlert::getThreshold)
                .containsExactly(
                        tuple(StockAlertKind.BACK_IN_STOCK, 11L, 10L),
                        tuple(StockAlertKind.LOW_STOCK, 10L, 10L),
                        tuple(StockAlertKind.BACK_IN_STOCK, 11L, 10L));
    }

    @Test
    void shouldHoldAllStockAgainstItsHoldsAndNameWhatIsWrong() {
        stock();
        inventory.reserve("r", TTL.multipliedBy(10), BASKET);
        inventory.command(safetyStock("pen", 4));
        StockAudit audit = inventory.audit();
        assertThat(audit.getViolations()).isEmpty();
        assertThat(audit)
                .extracting(
                        StockAudit::getSkus,
                        StockAudit::getHolds,
                        StockAudit::getReceived,
                        StockAudit::getOnHand,
                        StockAudit::getReserved,
                        StockAudit::getHeld,
                        StockAudit::getAvailable,
                        StockAudit::getSafetyStock)
                .containsExactly(2L, 2L, 30L, 30L, 3L, 3L, 23L, 4L);

        // Somebody breaks it.
        StockLevel book = StockLevel.newBuilder(inventory.level("book")).build();
        book.setSold(1);
        inventory.driver.<String, StockLevel>keyValueStore(StockStores.LEVELS).put("book", book);
        inventory
                .driver
                .<String, Object>keyValueStore(StockStores.OPEN_HOLDS)
                .delete("pen\u0000api:r");
        StockAudit broken = inventory.audit();
        assertThat(broken.getViolations())
                .extracting(StockViolation::getRule)
                .containsExactly("BALANCE", "HOLDS");
        assertThat(broken.getViolationCount()).isEqualTo(2);
        assertThat(broken.getViolations().getFirst().getDetail()).contains("sku book");
    }

    @Test
    void shouldTellAnAuditThatFoundNothingNewNowAndThenOnly() {
        stock();
        inventory.audit();
        inventory.audits();
        for (int turn = 0; turn < 5; turn++) {
            inventory.pass(SETTINGS.auditInterval());
        }
        assertThat(inventory.audits()).isEmpty();
        inventory.pass(SETTINGS.auditToldEvery());
        assertThat(inventory.audits()).hasSize(1);
        inventory.receive("book", "w-1", 1);
        inventory.pass(SETTINGS.auditInterval());
        assertThat(inventory.audits()).extracting(StockAudit::getReceived).containsExactly(31L);
    }

    @Test
    void shouldAuditInSeveralTurnsWhatDoesNotFitIntoOne() {
        int many = 2 * SETTINGS.auditRows() + 1;
        for (int i = 0; i < many; i++) {
            inventory.receive("sku-" + i, "w", many);
        }
        for (int i = 0; i < many; i++) {
            inventory.reserve("r-" + i, TTL, line("sku-0", 1));
        }
        StockAudit audit = inventory.audit();
        assertThat(audit)
                .extracting(StockAudit::getSkus, StockAudit::getHolds, StockAudit::getHeld)
                .containsExactly((long) many, (long) many, (long) many);
        assertThat(Duration.between(audit.getBegunAt(), audit.getEndedAt()))
                .as("%d skus and holds, %d a turn", 2 * many, SETTINGS.auditRows())
                .isEqualTo(SETTINGS.auditInterval().multipliedBy(2L * many / SETTINGS.auditRows()));
    }

    @Test
    void shouldTakeInWhatChangesWhileTheHoldsOfASkuAreRead() {
        int many = 3 * SETTINGS.auditRows();
        inventory.receive("book", "w", 100);
        for (int i = 0; i < many; i++) {
            inventory.reserve("r-" + i, TTL, line("book", 1));
        }
        inventory.audit();
        inventory.pass(SETTINGS.auditInterval());
        assertThat(inventory.audits()).as("goes on").isEmpty();
        // Read already, read already, to be read, new before the place of reading, new after it.
        inventory.release("r-0");
        inventory.confirm("r-1");
        inventory.release("r-" + (many - 1));
        inventory.reserve("a", TTL, line("book", 5));
        inventory.reserve("z", TTL, line("book", 7));
        List<StockAudit> audits = inventory.audits();
        while (audits.isEmpty()) {
            inventory.pass(SETTINGS.auditInterval());
            audits = inventory.audits();
        }
        StockAudit audit = audits.getFirst();
        assertThat(audit.getViolations()).isEmpty();
        assertThat(audit.getHolds()).isEqualTo(many - 3 + 2);
        assertThat(audit.getHeld()).isEqualTo(many - 3 + 5 + 7);
    }

    @Test
    void shouldRestForLongerAfterATurnThatTookLong() {
        stock();
        inventory.audit();
        inventory.receive("book", "w-1", 1);
        inventory.auditTakes = SETTINGS.auditInterval().dividedBy(10);
        inventory.audit();
        inventory.receive("book", "w-1", 1);
        Duration rest =
                Duration.ofMillis((long) (inventory.auditTakes.toMillis() / SETTINGS.auditShare()));
        inventory.pass(rest.minus(SETTINGS.auditInterval()));
        assertThat(inventory.audits()).isEmpty();
        inventory.pass(SETTINGS.auditInterval());
        assertThat(inventory.audits()).extracting(StockAudit::getReceived).containsExactly(32L);
    }

    /** One that comes before all that have stock, and one that comes after them. */
    @ParameterizedTest
    @ValueSource(strings = {"book", "pen"})
    void shouldFindAHoldOfASkuThatHasNoStockAtAll(String sku) {
        stock();
        inventory.reserve("r", TTL, line("book", 2), line("pen", 2));
        inventory.driver.<String, Object>keyValueStore(StockStores.LEVELS).delete(sku);
        assertThat(inventory.audit().getViolations())
                .extracting(StockViolation::getRule, StockViolation::getDetail)
                .containsExactly(tuple("HOLDS", "sku " + sku + ": 2 held, but reserved are 0"));
    }

    private static InventorySettings fewAtATime(InventorySettings usual) {
        return new InventorySettings(
                usual.stock(),
                usual.reservations(),
                usual.orderHold(),
                usual.reservationRetention(),
                usual.holdRetention(),
                usual.movementRetention(),
                usual.expiryInterval(),
                5,
                usual.auditInterval(),
                3,
                usual.auditShare(),
                usual.auditToldEvery());
    }

    private void stock() {
        inventory.receive("book", "w-1", 20);
        inventory.receive("pen", "w-1", 10);
    }

    private long openReservations() {
        long open = 0;
        try (var all =
                inventory.driver.<String, Object>keyValueStore(ReservationStores.OPEN).all()) {
            while (all.hasNext()) {
                all.next();
                open++;
            }
        }
        return open;
    }

    private static String header(TestRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
