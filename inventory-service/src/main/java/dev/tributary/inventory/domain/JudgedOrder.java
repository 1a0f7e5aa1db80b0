package dev.tributary.inventory.domain;

import dev.tributary.inventory.domain.ReservationId.Origin;

import java.time.Instant;

/**
 * An order of which nothing but a judgement has come. It may never come: a transaction without line
 * items reserves nothing.
 *
 * @param at event time of the judgement that counts
 */
public record JudgedOrder(ReservationId id, Judgement judgement, Instant at)
        implements ReservationState {
    public JudgedOrder {
        if (id.origin() != Origin.ORDER) {
            throw new IllegalArgumentException(id + " is no order");
        }
    }
}
