package dev.tributary.recommendation.domain;

import dev.tributary.recommendation.domain.LearnableSession.Origin;

import java.time.Instant;

/**
 * Something that a customer did.
 *
 * @param session hash of the id of the visit or order that it was done in
 * @param origin which of both that is
 * @param at event time
 */
record PastClick(long session, Origin origin, Click click, Instant at) {
    boolean isPurchase() {
        return click.kind() == InteractionKind.PURCHASE;
    }
}
