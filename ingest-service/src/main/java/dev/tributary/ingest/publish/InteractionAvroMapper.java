package dev.tributary.ingest.publish;

import dev.tributary.ingest.domain.Interaction;
import dev.tributary.schemas.InteractionKey;
import dev.tributary.schemas.ingest.InteractionKind;

/** An interaction of the domain as it goes on the wire. */
public final class InteractionAvroMapper {
    private InteractionAvroMapper() {}

    /** The key of its record. */
    public static String key(Interaction interaction) {
        return InteractionKey.of(
                interaction.sessionId().value(), interaction.interactionId().value());
    }

    /** The record of an interaction. */
    public static dev.tributary.schemas.ingest.Interaction toAvro(Interaction interaction) {
        return new dev.tributary.schemas.ingest.Interaction(
                interaction.interactionId().value(),
                interaction.sessionId().value(),
                interaction.customerId(),
                interaction.sku(),
                switch (interaction.kind()) {
                    case VIEW -> InteractionKind.VIEW;
                    case CART -> InteractionKind.CART;
                    case PURCHASE -> InteractionKind.PURCHASE;
                },
                interaction.occurredAt(),
                interaction.receivedAt());
    }
}
