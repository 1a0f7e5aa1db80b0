package dev.tributary.inventory.publish;

import dev.tributary.common.streams.Publication;
import dev.tributary.common.streams.TopicPublisher;
import dev.tributary.inventory.domain.BasketLine;
import dev.tributary.inventory.domain.ReservationId;
import dev.tributary.inventory.domain.Sku;
import dev.tributary.schemas.inventory.ReservationInput;
import dev.tributary.schemas.inventory.ReservationInputKind;
import dev.tributary.schemas.inventory.StockCommand;
import dev.tributary.schemas.inventory.StockCommandKind;
import dev.tributary.schemas.inventory.WantedLine;

import java.time.Duration;
import java.util.List;

/**
 * Sends what callers want of stock; the guarantees are those of {@link TopicPublisher}. What a
 * command comes to is told on the topic of reservations.
 */
public final class InventoryPublisher {
    private final TopicPublisher<String, ReservationInput> inputs;
    private final TopicPublisher<String, StockCommand> commands;

    /**
     * @param inputs to {@code inventory.reservation-inputs.v1}
     * @param commands to {@code inventory.stock-commands.v1}
     */
    public InventoryPublisher(
            TopicPublisher<String, ReservationInput> inputs,
            TopicPublisher<String, StockCommand> commands) {
        this.inputs = inputs;
        this.commands = commands;
    }

    /**
     * Asks for stock.
     *
     * @param commandId identity of the request, told again in its answer
     * @param fingerprint of what was asked for
     */
    public Publication reserve(
            ReservationId id,
            String commandId,
            List<BasketLine> lines,
            Duration ttl,
            String fingerprint)
            throws InterruptedException {
        return send(
                input(id, commandId, ReservationInputKind.RESERVE)
                        .setLines(
                                lines.stream()
                                        .map(it -> new WantedLine(it.sku().value(), it.quantity()))
                                        .toList())
                        .setTtlMs(ttl.toMillis())
                        .setFingerprint(fingerprint));
    }

    /** Buys what is reserved. */
    public Publication confirm(ReservationId id, String commandId) throws InterruptedException {
        return send(input(id, commandId, ReservationInputKind.CONFIRM));
    }

    /** Gives back what is reserved. */
    public Publication release(ReservationId id, String commandId) throws InterruptedException {
        return send(input(id, commandId, ReservationInputKind.RELEASE));
    }

    /** Sets how many units of a sku are never promised. */
    public Publication safetyStock(Sku sku, long units) throws InterruptedException {
        return commands.publish(
                sku.value(),
                new StockCommand(sku.value(), StockCommandKind.SET_SAFETY_STOCK, null, units));
    }

    private Publication send(ReservationInput.Builder builder) throws InterruptedException {
        ReservationInput input = builder.build();
        return inputs.publish(input.getReservationId(), input);
    }

    private static ReservationInput.Builder input(
            ReservationId id, String commandId, ReservationInputKind kind) {
        return ReservationInput.newBuilder()
                .setReservationId(id.toString())
                .setKind(kind)
                .setCommandId(commandId);
    }
}
