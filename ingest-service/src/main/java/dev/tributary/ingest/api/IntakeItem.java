package dev.tributary.ingest.api;

import dev.tributary.common.streams.Publication;
import dev.tributary.ingest.publish.IntakePublisher;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A thing of an {@link IntakeKind} that came as a line. */
record IntakeItem<T>(T thing, LineId id, IntakePublisher<T, ?> publisher) implements BulkItem {

    static <T> Reader reader(IntakeKind<T> kind, IntakePublisher<T, ?> publisher) {
        return (line, receivedAt, faults) -> {
            T thing = kind.reader().read(line, List.of(), receivedAt, faults);
            return thing == null
                    ? null
                    : new IntakeItem<>(thing, kind.id().apply(thing), publisher);
        };
    }

    @Override
    public Known known() {
        return new Known.New();
    }

    @Override
    public CompletableFuture<Publication> publish() {
        return publisher.publish(thing);
    }

    @Override
    public void lost() {
        // Nothing of it is remembered here.
    }
}
