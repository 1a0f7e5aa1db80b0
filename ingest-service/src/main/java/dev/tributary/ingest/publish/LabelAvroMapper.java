package dev.tributary.ingest.publish;

import dev.tributary.ingest.domain.TransactionLabel;
import dev.tributary.schemas.ingest.Label;
import dev.tributary.schemas.ingest.LabelSource;

/** A label of the domain as it goes on the wire. */
public final class LabelAvroMapper {
    private LabelAvroMapper() {}

    /** The record of a label. */
    public static Label toAvro(TransactionLabel label) {
        return new Label(
                label.transactionId().value(),
                label.fraud(),
                switch (label.source()) {
                    case CHARGEBACK -> LabelSource.CHARGEBACK;
                    case ANALYST -> LabelSource.ANALYST;
                },
                null,
                label.labelledAt(),
                label.receivedAt());
    }
}
