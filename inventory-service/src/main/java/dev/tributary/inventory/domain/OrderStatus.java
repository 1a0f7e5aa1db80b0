package dev.tributary.inventory.domain;

import org.jspecify.annotations.Nullable;

/** What the world is told of the order of a transaction. */
public enum OrderStatus {
    /** It reserves nothing, or has not come yet. */
    NONE,
    /** Its stock is asked for, or held until there is a verdict. */
    PENDING,
    /** Sold. */
    CONFIRMED,
    /** There was too little stock. */
    REJECTED,
    /** Its stock is held until somebody has looked. */
    HELD,
    /** Its stock was given back. */
    RELEASED;

    /** The status by what is known. */
    public static OrderStatus of(@Nullable ReservationState state) {
        return switch (state) {
            case null -> NONE;
            case JudgedOrder it -> NONE;
            case Reservation it ->
                    switch (it.status()) {
                        case PENDING, RESERVED -> PENDING;
                        case HELD -> HELD;
                        case CONFIRMED -> CONFIRMED;
                        case REJECTED -> REJECTED;
                        case RELEASED, EXPIRED -> RELEASED;
                    };
        };
    }
}
