package dev.tributary.ingest.store;

import dev.tributary.ingest.domain.Basket;
import dev.tributary.ingest.domain.CardId;
import dev.tributary.ingest.domain.KnownTransaction;
import dev.tributary.ingest.domain.LineItem;
import dev.tributary.ingest.domain.OrderNews;
import dev.tributary.ingest.domain.TransactionId;
import dev.tributary.schemas.ingest.state.BasketLine;
import dev.tributary.schemas.ingest.state.TransactionStatus;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.List;

/** What is kept of a transaction, as Avro and in the domain. */
public final class StatusAvroMapper {
    private static final long NO_ORDER = -1;

    private StatusAvroMapper() {}

    /**
     * Reads an entry; verdict and order stay in Avro's single-object encoding.
     *
     * @throws IllegalArgumentException where it could not have come from here
     */
    public static KnownTransaction<ByteBuffer, ByteBuffer> toDomain(TransactionStatus status) {
        ByteBuffer order = status.getOrder();
        return new KnownTransaction<>(
                new TransactionId(status.getTransactionId()),
                body(status),
                status.getReceivedAt(),
                status.getBasketAwaited() ? null : basket(status.getBasket()),
                status.getVerdict(),
                order == null ? null : new OrderNews<>(order, status.getOrderOffset()));
    }

    private static KnownTransaction.@Nullable Body body(TransactionStatus status) {
        return status.getCardId().isEmpty()
                ? null
                : new KnownTransaction.Body(
                        status.getBodyFingerprint(), new CardId(status.getCardId()));
    }

    private static Basket basket(List<BasketLine> lines) {
        return lines.isEmpty()
                ? Basket.EMPTY
                : new Basket(
                        lines.stream()
                                .map(line ->
                                        new LineItem(
                                                line.getSku(),
                                                line.getQuantity(),
                                                line.getUnitPriceMinor()))
                                .toList());
    }

    /** Writes an entry. */
    public static TransactionStatus toAvro(KnownTransaction<ByteBuffer, ByteBuffer> known) {
        KnownTransaction.Body body = known.body();
        Basket basket = known.basket();
        @Nullable ByteBuffer verdict = known.verdict();
        OrderNews<ByteBuffer> order = known.order();
        return new TransactionStatus(
                known.id().value(),
                body == null ? "" : body.fingerprint(),
                body == null ? "" : body.cardId().value(),
                known.receivedAt(),
                verdict,
                basket == null,
                basket == null ? List.of() : lines(basket),
                order == null ? null : order.order(),
                order == null ? NO_ORDER : order.offset());
    }

    private static List<BasketLine> lines(Basket basket) {
        return basket.lines().stream()
                .map(line -> new BasketLine(line.sku(), line.quantity(), line.unitPriceMinor()))
                .toList();
    }
}
