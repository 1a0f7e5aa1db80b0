package dev.tributary.inventory.topology;

import dev.tributary.inventory.domain.StockAlert;
import dev.tributary.inventory.domain.StockAlert.BackInStock;
import dev.tributary.inventory.domain.StockAlert.LowStock;
import dev.tributary.schemas.inventory.StockAlertKind;

import java.time.Instant;

/** Alerts as the world is told of them. */
final class StockAlertAvroMapper {
    private StockAlertAvroMapper() {}

    static dev.tributary.schemas.inventory.StockAlert toAvro(
            StockAlert alert, long threshold, Instant at) {
        return switch (alert) {
            case LowStock it ->
                    new dev.tributary.schemas.inventory.StockAlert(
                            it.sku().value(),
                            StockAlertKind.LOW_STOCK,
                            it.available(),
                            threshold,
                            at);
            case BackInStock it ->
                    new dev.tributary.schemas.inventory.StockAlert(
                            it.sku().value(),
                            StockAlertKind.BACK_IN_STOCK,
                            it.available(),
                            threshold,
                            at);
        };
    }
}
