package dev.tributary.ingest.topology;

import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.ingest.LineItem;
import dev.tributary.schemas.ingest.Transaction;
import dev.tributary.schemas.ingest.state.BasketLine;
import dev.tributary.schemas.ingest.state.TransactionStatus;
import dev.tributary.schemas.inventory.Order;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** What the topics tell of a transaction, in the form in which it is kept. */
final class NewsAvroMapper {
    private NewsAvroMapper() {}

    /** A transaction tells that it arrived, and what was bought. */
    static TransactionStatus received(Transaction transaction, long offset) {
        return new TransactionStatus(
                transaction.getTransactionId(),
                transaction.getBodyFingerprint(),
                transaction.getCardId(),
                transaction.getReceivedAt(),
                null,
                false,
                transaction.getItems().stream().map(NewsAvroMapper::line).toList(),
                null,
                -1L);
    }

    /**
     * A verdict tells what was decided, and all that its transaction does but the basket; of that
     * only whether there is one.
     */
    static TransactionStatus decided(Verdict verdict, long offset) {
        try {
            return new TransactionStatus(
                    verdict.getTransactionId(),
                    verdict.getBodyFingerprint(),
                    verdict.getCardId(),
                    verdict.getReceivedAt(),
                    verdict.toByteBuffer(),
                    !Boolean.FALSE.equals(verdict.getHasItems()),
                    List.of(),
                    null,
                    -1L);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep a verdict", e);
        }
    }

    /** An order tells what became of the basket. */
    static TransactionStatus ordered(Order order, long offset) {
        try {
            return new TransactionStatus(
                    order.getTransactionId(),
                    "",
                    "",
                    order.getRequestedAt(),
                    null,
                    true,
                    List.of(),
                    order.toByteBuffer(),
                    offset);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep an order", e);
        }
    }

    private static BasketLine line(LineItem item) {
        return new BasketLine(item.getSku(), item.getQuantity(), item.getUnitPriceMinor());
    }
}
