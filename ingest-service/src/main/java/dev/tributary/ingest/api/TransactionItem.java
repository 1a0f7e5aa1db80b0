package dev.tributary.ingest.api;

import dev.tributary.common.streams.Publication;
import dev.tributary.ingest.domain.CardTransaction;
import dev.tributary.ingest.domain.KnownTransaction;
import dev.tributary.ingest.publish.IntakePublisher;
import dev.tributary.ingest.query.RecentTransactions;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.ingest.Transaction;
import dev.tributary.schemas.inventory.Order;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A transaction that came as a line. It is remembered while it is on its way, so that a repeat is
 * told from another body under the same id.
 */
record TransactionItem(
        CardTransaction transaction,
        IntakePublisher<CardTransaction, Transaction> publisher,
        RecentTransactions recent)
        implements BulkItem {

    static Reader reader(
            TransactionReader reader,
            IntakePublisher<CardTransaction, Transaction> publisher,
            RecentTransactions recent) {
        return (line, receivedAt, faults) -> {
            TransactionReader.Received received = reader.read(line, List.of(), receivedAt, faults);
            return received == null
                    ? null
                    : new TransactionItem(received.transaction(), publisher, recent);
        };
    }

    @Override
    public LineId id() {
        return new LineId.OfTransaction(transaction.id().value());
    }

    @Override
    public Known known() {
        Optional<KnownTransaction<Verdict, Order>> known = recent.receive(transaction);
        if (known.isEmpty()) {
            return new Known.New();
        }
        if (!known.get().isAbout(transaction)) {
            return new Known.Refused(TransactionIntake.otherBody(transaction.id()).problem());
        }
        return known.get().verdict() == null ? new Known.New() : new Known.Repeated();
    }

    @Override
    public CompletableFuture<Publication> publish() {
        return publisher.publish(transaction);
    }

    @Override
    public void lost() {
        recent.forget(transaction);
    }
}
