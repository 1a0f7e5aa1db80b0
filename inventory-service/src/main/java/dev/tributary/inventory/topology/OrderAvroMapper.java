package dev.tributary.inventory.topology;

import dev.tributary.inventory.domain.LineStatus;
import dev.tributary.inventory.domain.OrderStatus;
import dev.tributary.inventory.domain.Reservation;
import dev.tributary.inventory.domain.ReservationId;
import dev.tributary.inventory.domain.ReservationLine;
import dev.tributary.inventory.domain.ReservationStatus;
import dev.tributary.schemas.inventory.Order;
import dev.tributary.schemas.inventory.OrderLine;
import dev.tributary.schemas.inventory.OrderLineStatus;
import dev.tributary.schemas.inventory.OrderReleaseCause;
import dev.tributary.schemas.inventory.ReservationInput;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** What the world is told of the orders of transactions. */
final class OrderAvroMapper {
    private OrderAvroMapper() {}

    static Order order(Reservation reservation) {
        return new Order(
                reservation.id().name(),
                switch (OrderStatus.of(reservation)) {
                    case NONE -> throw new IllegalStateException(reservation + " is an order");
                    case PENDING -> dev.tributary.schemas.inventory.OrderStatus.PENDING;
                    case CONFIRMED -> dev.tributary.schemas.inventory.OrderStatus.CONFIRMED;
                    case REJECTED -> dev.tributary.schemas.inventory.OrderStatus.REJECTED;
                    case HELD -> dev.tributary.schemas.inventory.OrderStatus.HELD;
                    case RELEASED -> dev.tributary.schemas.inventory.OrderStatus.RELEASED;
                },
                cause(reservation.status()),
                reservation.lines().stream().map(line -> line(reservation, line)).toList(),
                reservation.requestedAt(),
                reservation.expiresAt(),
                reservation.closedAt(),
                reservation.customerId());
    }

    private static @Nullable OrderReleaseCause cause(ReservationStatus status) {
        return switch (status) {
            case PENDING, RESERVED, HELD, CONFIRMED, REJECTED -> null;
            case RELEASED -> OrderReleaseCause.BLOCKED;
            case EXPIRED -> OrderReleaseCause.EXPIRED;
        };
    }

    private static OrderLine line(Reservation reservation, ReservationLine line) {
        LineStatus status = LineStatus.of(line, reservation.status());
        return new OrderLine(
                line.sku().value(),
                line.quantity(),
                switch (status) {
                    case PENDING -> OrderLineStatus.PENDING;
                    case HELD -> OrderLineStatus.HELD;
                    case SHORT -> OrderLineStatus.SHORT;
                    case CONFIRMED -> OrderLineStatus.CONFIRMED;
                    case RELEASED -> OrderLineStatus.RELEASED;
                },
                status == LineStatus.SHORT ? line.availableWhenShort() : null);
    }

    /** An order that exceeds what any may ask for. */
    static Order refused(ReservationId id, ReservationInput input, Instant at) {
        return new Order(
                id.name(),
                dev.tributary.schemas.inventory.OrderStatus.REJECTED,
                null,
                input.getLines().stream()
                        .map(line ->
                                new OrderLine(
                                        line.getSku(),
                                        line.getQuantity(),
                                        OrderLineStatus.RELEASED,
                                        null))
                        .toList(),
                at,
                at,
                at,
                input.getCustomerId());
    }
}
