package dev.tributary.inventory.domain;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What an input did.
 *
 * @param state what is known after it; the very same object where nothing changed, absent where
 *     nothing is known
 * @param commands what to tell the stock, in the order of the lines
 * @param reply what to answer
 */
public record ReservationDecision(
        @Nullable ReservationState state, List<SkuCommand> commands, ReservationReply reply) {
    public ReservationDecision {
        commands = List.copyOf(commands);
    }
}
