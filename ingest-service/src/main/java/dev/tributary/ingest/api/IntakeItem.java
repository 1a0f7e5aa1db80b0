package dev.tributary.ingest.api;

import dev.tributary.common.streams.Publication;
import dev.tributary.ingest.domain.StockMovement;
import dev.tributary.ingest.publish.IntakePublisher;

import java.util.concurrent.CompletableFuture;

/** A stock movement that came as a line. */
record StockMovementItem(
        StockMovement movement,
        IntakePublisher<StockMovement, dev.tributary.schemas.ingest.StockMovement> publisher)
        implements BulkItem {

    static Reader reader(
            StockMovementReader reader,
            IntakePublisher<StockMovement, dev.tributary.schemas.ingest.StockMovement> publisher) {
        return (line, receivedAt, faults) -> {
            StockMovement movement = reader.read(line, receivedAt, faults);
            return movement == null ? null : new StockMovementItem(movement, publisher);
        };
    }

    @Override
    public LineId id() {
        return new LineId.OfMovement(movement.movementId().value());
    }

    @Override
    public Known known() {
        return new Known.New();
    }

    @Override
    public CompletableFuture<Publication> publish() {
        return publisher.publish(movement);
    }

    @Override
    public void lost() {
        // Nothing of it is remembered here.
    }
}
