package dev.tributary.inventory.config;

import dev.tributary.inventory.domain.ReservationReply;
import dev.tributary.inventory.domain.ReservationStatus;
import dev.tributary.inventory.domain.StockOutcome;
import dev.tributary.inventory.topology.InventoryListener;

import io.micrometer.core.instrument.MeterRegistry;

import java.util.Locale;

/**
 * Counts what is decided: {@code tributary.inventory.stock.decisions} by {@code outcome}, {@code
 * tributary.inventory.reservation.replies} by {@code reply}, {@code
 * tributary.inventory.reservations} by {@code status}. Counted when processed: what is processed
 * again after a fault is counted again.
 */
final class InventoryMeters implements InventoryListener {
    private final MeterRegistry meters;

    InventoryMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void decided(StockOutcome outcome) {
        count("tributary.inventory.stock.decisions", "outcome", text(outcome));
    }

    private static String text(StockOutcome outcome) {
        return switch (outcome) {
            case StockOutcome.Moved _ -> "moved";
            case StockOutcome.MoveRepeated _ -> "move_repeated";
            case StockOutcome.MoveRejected it -> "move_rejected_" + text(it.fault());
            case StockOutcome.SafetyStockSet _ -> "safety_stock_set";
            case StockOutcome.SafetyStockRejected _ -> "safety_stock_rejected";
            case StockOutcome.Held it -> it.repeated() ? "held_again" : "held";
            case StockOutcome.Shortage it -> it.repeated() ? "short_again" : "short";
            case StockOutcome.Committed it -> it.repeated() ? "committed_again" : "committed";
            case StockOutcome.Released it -> it.repeated() ? "released_again" : "released";
            case StockOutcome.HoldRefused it -> "hold_refused_" + text(it.fault());
        };
    }

    @Override
    public void replied(ReservationReply reply) {
        String text =
                switch (reply) {
                    case ReservationReply.Accepted _ -> "accepted";
                    case ReservationReply.Repeat _ -> "repeat";
                    case ReservationReply.Conflict it -> "conflict_" + text(it.cause());
                    case ReservationReply.Refused it -> "refused_" + text(it.fault());
                    case ReservationReply.Unknown _ -> "unknown";
                };
        count("tributary.inventory.reservation.replies", "reply", text);
    }

    @Override
    public void stands(ReservationStatus status) {
        count("tributary.inventory.reservations", "status", text(status));
    }

    private void count(String name, String tag, String value) {
        meters.counter(name, tag, value).increment();
    }

    private static String text(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
