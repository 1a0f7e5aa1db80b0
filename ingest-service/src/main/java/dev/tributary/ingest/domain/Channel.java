package dev.tributary.ingest.domain;

import java.util.Arrays;
import java.util.stream.Collectors;

/** How a card was used. */
public enum Channel {
    /** The card was at the terminal. */
    CARD_PRESENT,
    /** The card's data were entered in a shop on the net. */
    ECOMMERCE,
    /** Cash was drawn. */
    ATM;

    private static final String NAMES =
            Arrays.stream(values()).map(Channel::name).collect(Collectors.joining(", "));

    /**
     * @throws IllegalArgumentException saying what a channel must be
     */
    public static Channel of(String text) {
        for (Channel channel : values()) {
            if (channel.name().equals(text)) {
                return channel;
            }
        }
        throw new IllegalArgumentException("must be one of " + NAMES);
    }
}
