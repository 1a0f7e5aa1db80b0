package dev.tributary.inventory.domain;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What a reservation is told. Each may come again, and those of different senders in any order. */
public sealed interface ReservationInput {
    /** Longest fingerprint, in UTF-16 units. */
    int FINGERPRINT_LENGTH_MAX = 64;

    /** Event time. */
    Instant at();

    /**
     * Reserve all of these, or none.
     *
     * @param lines as sent; a sku may come twice
     * @param ttl how long to keep the stock, above zero
     * @param fingerprint of what was sent: the same id with another one is another reservation
     * @param customerId whose order it is; null where nobody knows, or nobody ordered
     */
    record Reserve(
            List<BasketLine> lines,
            Duration ttl,
            String fingerprint,
            @Nullable String customerId,
            Instant at)
            implements ReservationInput {
        public Reserve {
            lines = List.copyOf(lines);
            if (!ttl.isPositive() || fingerprint.length() > FINGERPRINT_LENGTH_MAX) {
                throw new IllegalArgumentException(
                        "no reservation for %s, fingerprint %s".formatted(ttl, fingerprint));
            }
        }
    }

    /** What a sku's stock answers. */
    sealed interface LineAnswer extends ReservationInput {
        /** The sku. */
        Sku sku();
    }

    /** The stock of a line is held. */
    record LineHeld(Sku sku, Instant at) implements LineAnswer {}

    /**
     * There is too little stock for a line.
     *
     * @param available units that could be had, 0 or more
     */
    record LineShort(Sku sku, long available, Instant at) implements LineAnswer {
        public LineShort {
            if (available < 0) {
                throw new IllegalArgumentException(available + " units are not available");
            }
        }
    }

    /** The caller buys what it reserved. */
    record Confirm(Instant at) implements ReservationInput {}

    /** The caller does not want it. */
    record Release(Instant at) implements ReservationInput {}

    /** Time went by: whoever expires at that time or before, does. */
    record Expire(Instant at) implements ReservationInput {}

    /** Whether an order may be sold. */
    sealed interface Judged extends ReservationInput {
        /** What was said. */
        Judgement judgement();
    }

    /**
     * The scorer decided about the transaction.
     *
     * @param fingerprint of the body that it decided; another transaction may have come under the
     *     same id, and this says nothing of it
     */
    record VerdictGiven(FraudDecision decision, String fingerprint, Instant at) implements Judged {
        @Override
        public Judgement judgement() {
            return new Judgement(decision, false, fingerprint);
        }
    }

    /** Somebody decided about the transaction. */
    record Resolved(Resolution resolution, Instant at) implements Judged {
        /** What somebody who looked can decide. */
        public enum Resolution {
            /** Honest. */
            APPROVE,
            /** Fraud. */
            BLOCK
        }

        @Override
        public Judgement judgement() {
            return new Judgement(
                    switch (resolution) {
                        case APPROVE -> FraudDecision.APPROVE;
                        case BLOCK -> FraudDecision.BLOCK;
                    },
                    true,
                    null);
        }
    }
}
