package dev.tributary.inventory.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.inventory.domain.HoldCommand.CommitHold;
import dev.tributary.inventory.domain.HoldCommand.HoldStock;
import dev.tributary.inventory.domain.HoldCommand.ReleaseHold;
import dev.tributary.inventory.domain.Move.Kind;
import dev.tributary.inventory.domain.StockAlert.BackInStock;
import dev.tributary.inventory.domain.StockAlert.LowStock;
import dev.tributary.inventory.domain.StockOutcome.Committed;
import dev.tributary.inventory.domain.StockOutcome.Held;
import dev.tributary.inventory.domain.StockOutcome.HoldFault;
import dev.tributary.inventory.domain.StockOutcome.HoldRefused;
import dev.tributary.inventory.domain.StockOutcome.MoveFault;
import dev.tributary.inventory.domain.StockOutcome.MoveRejected;
import dev.tributary.inventory.domain.StockOutcome.MoveRepeated;
import dev.tributary.inventory.domain.StockOutcome.Moved;
import dev.tributary.inventory.domain.StockOutcome.Released;
import dev.tributary.inventory.domain.StockOutcome.SafetyStockRejected;
import dev.tributary.inventory.domain.StockOutcome.SafetyStockSet;
import dev.tributary.inventory.domain.StockOutcome.Shortage;

import org.junit.jupiter.api.Test;

import java.util.Map;

class StockKeeperTest {
    private static final Sku SKU = new Sku("sku-1");
    private static final ReservationId ONE = ReservationId.ofApi("one");
    private static final ReservationId TWO = ReservationId.ofOrder("two");
    private static final StockSettings SMALL =
            new StockSettings(100, 1_000, 2, 3, WarehousePriority.BY_ID);

    private final Shelf shelf = new Shelf(SKU, SMALL);

    @Test
    void shouldCountWhenStockMoves() {
        shelf.tell(move("m-1", "a", Kind.RECEIPT, 10));
        shelf.tell(move("m-2", "a", Kind.RETURN, 2));
        shelf.tell(move("m-3", "b", Kind.ADJUSTMENT, 5));
        shelf.tell(move("m-4", "a", Kind.ADJUSTMENT, -4));

        assertThat(shelf.level().at(new WarehouseId("a"))).isEqualTo(new WarehouseStock(8, 0));
        assertThat(shelf.level().at(new WarehouseId("b"))).isEqualTo(new WarehouseStock(5, 0));
        assertThat(shelf.level().counts()).isEqualTo(new StockCounts(10, 2, 1, 0));
        assertThat(shelf.level().available()).isEqualTo(13);
        assertThat(shelf.level().violations()).isEmpty();
    }

    @Test
    void shouldTellARepeatWhenAMovementComesAgain() {
        Move receipt = move("m-1", "a", Kind.RECEIPT, 10);
        assertThat(shelf.tell(receipt)).isEqualTo(new Moved(receipt));
        StockLevel before = shelf.level();

        assertThat(shelf.tell(receipt)).isEqualTo(new MoveRepeated(receipt));
        Move other = move("m-1", "a", Kind.RECEIPT, 11);
        assertThat(shelf.tell(other)).isEqualTo(new MoveRejected(other, MoveFault.ANOTHER_BODY));
        assertThat(shelf.level()).isSameAs(before);
    }

    @Test
    void shouldRejectWhenAQuantityCannotBe() {
        assertFault(MoveFault.QUANTITY, "a", Kind.RECEIPT, 0);
        assertFault(MoveFault.QUANTITY, "a", Kind.RECEIPT, -1);
        assertFault(MoveFault.QUANTITY, "a", Kind.RETURN, -1);
        assertFault(MoveFault.QUANTITY, "a", Kind.ADJUSTMENT, 0);
        assertFault(MoveFault.QUANTITY, "a", Kind.RECEIPT, 101);
        assertFault(MoveFault.QUANTITY, "a", Kind.ADJUSTMENT, -101);
        assertFault(MoveFault.QUANTITY, "a", Kind.ADJUSTMENT, Long.MIN_VALUE);
        assertFault(MoveFault.QUANTITY, "a", Kind.RECEIPT, Long.MAX_VALUE);
        assertMoves("a", Kind.RECEIPT, 100);
        assertMoves("a", Kind.ADJUSTMENT, -100);
    }

    @Test
    void shouldRejectWhenMoreIsTakenThanIsThereOrFree() {
        assertMoves("a", Kind.RECEIPT, 10);
        assertMoves("b", Kind.RECEIPT, 10);
        shelf.tell(new HoldStock(ONE, 4));

        assertFault(MoveFault.WOULD_BE_NEGATIVE, "a", Kind.ADJUSTMENT, -11);
        assertFault(MoveFault.RESERVED, "a", Kind.ADJUSTMENT, -7);
        assertMoves("a", Kind.ADJUSTMENT, -6);
        assertThat(shelf.level().at(new WarehouseId("a"))).isEqualTo(new WarehouseStock(4, 4));
    }

    @Test
    void shouldJudgeAnewWhenARejectedMovementComesAgain() {
        Move early = move("early", "a", Kind.ADJUSTMENT, -5);
        assertThat(shelf.tell(early))
                .isEqualTo(new MoveRejected(early, MoveFault.WOULD_BE_NEGATIVE));
        assertMoves("a", Kind.RECEIPT, 5);
        assertThat(shelf.tell(early)).isEqualTo(new Moved(early));
    }

    @Test
    void shouldRejectWhenACountWouldGoBeyondItsLimit() {
        for (int i = 0; i < 10; i++) {
            assertMoves("a", Kind.RECEIPT, 100);
        }
        assertFault(MoveFault.OVERFLOW, "a", Kind.RECEIPT, 1);
        assertFault(MoveFault.OVERFLOW, "a", Kind.RETURN, 1);
        shelf.tell(new HoldStock(ONE, 1));
        shelf.tell(new CommitHold(ONE));
        assertFault(MoveFault.OVERFLOW, "a", Kind.RECEIPT, 1);
        assertFault(MoveFault.OVERFLOW, "a", Kind.RETURN, 2);
        assertMoves("a", Kind.RETURN, 1);

        for (int i = 0; i < 10; i++) {
            assertMoves("a", Kind.ADJUSTMENT, -100);
        }
        assertThat(shelf.level().warehouses()).isEmpty();
        assertMoves("a", Kind.RETURN, 1);
        assertFault(MoveFault.OVERFLOW, "a", Kind.ADJUSTMENT, -1);
    }

    @Test
    void shouldRejectWhenASkuIsInTooManyWarehouses() {
        assertMoves("a", Kind.RECEIPT, 1);
        assertMoves("b", Kind.RECEIPT, 1);
        assertFault(MoveFault.TOO_MANY_WAREHOUSES, "c", Kind.RECEIPT, 1);
        assertMoves("a", Kind.ADJUSTMENT, -1);
        assertMoves("c", Kind.RECEIPT, 1);
    }

    @Test
    void shouldHoldWhenNoMoreIsAskedForThanIsAvailable() {
        assertMoves("a", Kind.RECEIPT, 10);
        shelf.tell(new SetSafetyStock(4));

        assertThat(shelf.tell(new HoldStock(ONE, 7))).isEqualTo(new Shortage(ONE, 6, false));
        assertThat(shelf.tell(new HoldStock(TWO, 6)))
                .isEqualTo(new Held(TWO, units("a", 6), false));
        assertThat(shelf.level().available()).isZero();
        assertThat(shelf.level().reserved()).isEqualTo(6);
        assertThat(shelf.level().onHand()).isEqualTo(10);
        assertThat(shelf.holds.get(TWO))
                .isEqualTo(new Hold(TWO, 6, units("a", 6), Hold.Status.HELD, 0));
        assertThat(shelf.totals().violations()).isEmpty();
    }

    @Test
    void shouldSplitWhenNoWarehouseHasAll() {
        assertMoves("a", Kind.RECEIPT, 3);
        assertMoves("b", Kind.RECEIPT, 3);
        shelf.tell(new HoldStock(ONE, 5));
        assertThat(shelf.holds.get(ONE).allocation())
                .isEqualTo(
                        Allocation.of(Map.of(new WarehouseId("a"), 3L, new WarehouseId("b"), 2L)));
        shelf.tell(new CommitHold(ONE));
        assertThat(shelf.level().warehouses())
                .isEqualTo(Map.of(new WarehouseId("b"), new WarehouseStock(1, 0)));
        assertThat(shelf.level().counts().sold()).isEqualTo(5);
    }

    @Test
    void shouldAnswerTheSameWhenAHoldComesAgain() {
        assertMoves("a", Kind.RECEIPT, 10);
        shelf.tell(new HoldStock(ONE, 7));
        StockLevel before = shelf.level();

        assertThat(shelf.tell(new HoldStock(ONE, 7))).isEqualTo(new Held(ONE, units("a", 7), true));
        assertThat(shelf.tell(new HoldStock(ONE, 1))).isEqualTo(new Held(ONE, units("a", 7), true));
        assertThat(shelf.level()).isSameAs(before);

        shelf.tell(new CommitHold(ONE));
        assertThat(shelf.tell(new HoldStock(ONE, 7))).isEqualTo(new Held(ONE, units("a", 7), true));
        assertThat(shelf.level().reserved()).isZero();
    }

    @Test
    void shouldStayShortWhenStockHasComeMeanwhile() {
        assertMoves("a", Kind.RECEIPT, 2);
        assertThat(shelf.tell(new HoldStock(ONE, 3))).isEqualTo(new Shortage(ONE, 2, false));
        assertMoves("a", Kind.RECEIPT, 10);
        assertThat(shelf.tell(new HoldStock(ONE, 3))).isEqualTo(new Shortage(ONE, 2, true));
        assertThat(shelf.tell(new HoldStock(ONE, 1))).isEqualTo(new Shortage(ONE, 2, true));
        assertThat(shelf.tell(new CommitHold(ONE)))
                .isEqualTo(new HoldRefused(ONE, HoldFault.SHORT));
        assertThat(shelf.tell(new ReleaseHold(ONE)))
                .isEqualTo(new Released(ONE, Allocation.NONE, true));
        assertThat(shelf.level().reserved()).isZero();
    }

    @Test
    void shouldTellNoneAvailableWhenTheSafetyStockIsNotThere() {
        assertMoves("a", Kind.RECEIPT, 2);
        shelf.tell(new SetSafetyStock(5));
        assertThat(shelf.level().available()).isEqualTo(-3);
        assertThat(shelf.tell(new HoldStock(ONE, 1))).isEqualTo(new Shortage(ONE, 0, false));
    }

    @Test
    void shouldGiveBackWhereItTookWhenReleased() {
        assertMoves("a", Kind.RECEIPT, 3);
        assertMoves("b", Kind.RECEIPT, 3);
        StockLevel before = shelf.level();
        shelf.tell(new HoldStock(ONE, 5));
        Allocation taken = shelf.holds.get(ONE).allocation();

        assertThat(shelf.tell(new ReleaseHold(ONE))).isEqualTo(new Released(ONE, taken, false));
        assertThat(shelf.level()).isEqualTo(before);
        assertThat(shelf.tell(new ReleaseHold(ONE))).isEqualTo(new Released(ONE, taken, true));
        assertThat(shelf.tell(new CommitHold(ONE)))
                .isEqualTo(new HoldRefused(ONE, HoldFault.RELEASED));
        assertThat(shelf.tell(new HoldStock(ONE, 5)))
                .isEqualTo(new HoldRefused(ONE, HoldFault.RELEASED));
        assertThat(shelf.level()).isEqualTo(before);
    }

    @Test
    void shouldSellOnceWhenCommittedTwice() {
        assertMoves("a", Kind.RECEIPT, 9);
        shelf.tell(new HoldStock(ONE, 5));

        assertThat(shelf.tell(new CommitHold(ONE)))
                .isEqualTo(new Committed(ONE, units("a", 5), false));
        assertThat(shelf.tell(new CommitHold(ONE)))
                .isEqualTo(new Committed(ONE, units("a", 5), true));
        assertThat(shelf.tell(new ReleaseHold(ONE)))
                .isEqualTo(new HoldRefused(ONE, HoldFault.COMMITTED));
        assertThat(shelf.level().warehouses())
                .isEqualTo(Map.of(new WarehouseId("a"), new WarehouseStock(4, 0)));
        assertThat(shelf.level().counts()).isEqualTo(new StockCounts(9, 0, 0, 5));
        assertThat(shelf.totals().violations()).isEmpty();
    }

    @Test
    void shouldHoldNothingWhenReleasedBeforehand() {
        assertMoves("a", Kind.RECEIPT, 9);
        assertThat(shelf.tell(new ReleaseHold(ONE)))
                .isEqualTo(new Released(ONE, Allocation.NONE, false));
        assertThat(shelf.tell(new HoldStock(ONE, 5)))
                .isEqualTo(new HoldRefused(ONE, HoldFault.RELEASED));
        assertThat(shelf.level().reserved()).isZero();
    }

    @Test
    void shouldRefuseWhenNothingIsHeldToCommit() {
        StockDecision decision = shelf.decide(new CommitHold(ONE));
        assertThat(decision.outcome()).isEqualTo(new HoldRefused(ONE, HoldFault.UNKNOWN));
        assertThat(decision.hold()).isNull();
    }

    @Test
    void shouldSetSafetyStockWithinItsLimits() {
        assertThat(shelf.tell(new SetSafetyStock(1_000))).isEqualTo(new SafetyStockSet(1_000, 0));
        assertThat(shelf.tell(new SetSafetyStock(1_001))).isEqualTo(new SafetyStockRejected(1_001));
        assertThat(shelf.tell(new SetSafetyStock(-1))).isEqualTo(new SafetyStockRejected(-1));
        StockLevel before = shelf.level();
        assertThat(shelf.tell(new SetSafetyStock(1_000)))
                .isEqualTo(new SafetyStockSet(1_000, 1_000));
        assertThat(shelf.level()).isSameAs(before);
    }

    @Test
    void shouldAlertOnlyWhenAvailabilityCrossesTheThreshold() {
        assertThat(shelf.decide(move("m-1", "a", Kind.RECEIPT, 3)).alert()).isNull();
        assertThat(shelf.decide(move("m-2", "a", Kind.RECEIPT, 1)).alert())
                .isEqualTo(new BackInStock(SKU, 4));
        assertThat(shelf.decide(move("m-3", "a", Kind.RECEIPT, 6)).alert()).isNull();
        assertThat(shelf.decide(new HoldStock(ONE, 7)).alert()).isEqualTo(new LowStock(SKU, 3));
        assertThat(shelf.decide(new HoldStock(TWO, 1)).alert()).isNull();
        assertThat(shelf.decide(new ReleaseHold(ONE)).alert()).isEqualTo(new BackInStock(SKU, 9));
        assertThat(shelf.decide(new SetSafetyStock(10)).alert()).isEqualTo(new LowStock(SKU, -1));
    }

    @Test
    void shouldStopWhenWhatIsRememberedBelongsToAnother() {
        StockKeeper keeper = new StockKeeper(SMALL);
        StockLevel empty = StockLevel.empty(SKU);
        Hold hold = Hold.held(ONE, units("a", 1));
        assertThatThrownBy(() -> keeper.decide(empty, hold, new CommitHold(TWO)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        keeper.decide(
                                empty,
                                move("m-1", "a", Kind.RECEIPT, 1),
                                move("m-2", "a", Kind.RECEIPT, 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> keeper.decide(empty, hold, new CommitHold(ONE)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> keeper.decide(empty, hold, new ReleaseHold(ONE)))
                .isInstanceOf(IllegalStateException.class);
    }

    private void assertMoves(String warehouse, Kind kind, long quantity) {
        Move move = move("m-" + shelf.moves.size(), warehouse, kind, quantity);
        assertThat(shelf.tell(move)).isEqualTo(new Moved(move));
        assertThat(shelf.level().violations()).isEmpty();
    }

    private void assertFault(MoveFault fault, String warehouse, Kind kind, long quantity) {
        StockLevel before = shelf.level();
        Move move = move("wrong", warehouse, kind, quantity);
        assertThat(shelf.tell(move)).isEqualTo(new MoveRejected(move, fault));
        assertThat(shelf.level()).isSameAs(before);
    }

    private static Move move(String id, String warehouse, Kind kind, long quantity) {
        return new Move(new MovementId(id), new WarehouseId(warehouse), kind, quantity);
    }

    private static Allocation units(String warehouse, long units) {
        return Allocation.of(Map.of(new WarehouseId(warehouse), units));
    }
}
