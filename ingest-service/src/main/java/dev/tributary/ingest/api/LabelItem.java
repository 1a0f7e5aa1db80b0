package dev.tributary.ingest.api;

import dev.tributary.common.streams.Publication;
import dev.tributary.ingest.domain.TransactionLabel;
import dev.tributary.ingest.publish.IntakePublisher;
import dev.tributary.schemas.ingest.Label;

import java.util.concurrent.CompletableFuture;

/** A label that came as a line. */
record LabelItem(TransactionLabel label, IntakePublisher<TransactionLabel, Label> publisher)
        implements BulkItem {

    static Reader reader(LabelReader reader, IntakePublisher<TransactionLabel, Label> publisher) {
        return (line, receivedAt, faults) -> {
            TransactionLabel label = reader.read(line, receivedAt, faults);
            return label == null ? null : new LabelItem(label, publisher);
        };
    }

    @Override
    public LineId id() {
        return new LineId.OfTransaction(label.transactionId().value());
    }

    @Override
    public Known known() {
        return new Known.New();
    }

    @Override
    public CompletableFuture<Publication> publish() {
        return publisher.publish(label);
    }

    @Override
    public void lost() {
        // Nothing of it is remembered here.
    }
}
