package dev.tributary.ingest.domain;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.function.Function;

/**
 * What is known of a transaction under its id.
 *
 * <p>The first body under an id is the transaction. Another body, or the same id on another card,
 * changes nothing, and neither does a repeat. A verdict may come before the transaction it decides:
 * it tells the same things and more, but not what was bought, at most that nothing was. The order
 * of its basket may come before either: it tells only whose it is.
 *
 * @param id the transaction
 * @param body the body that came first; absent while only the order is known
 * @param receivedAt when it arrived, to the millisecond; while only the order is known, when stock
 *     was asked for
 * @param basket what was bought; absent while the transaction itself has not been heard of
 * @param verdict what was decided; absent while the transaction waits for it
 * @param order what became of the basket; absent while nobody told
 * @param <V> form in which a verdict is kept; not looked into
 * @param <O> form in which an order is kept; not looked into
 */
public record KnownTransaction<V, O>(
        TransactionId id,
        @Nullable Body body,
        Instant receivedAt,
        @Nullable Basket basket,
        @Nullable V verdict,
        @Nullable OrderNews<O> order) {

    /**
     * Which body it is.
     *
     * @param fingerprint tells it from others
     * @param cardId its card
     */
    public record Body(String fingerprint, CardId cardId) {}

    public KnownTransaction {
        if (body == null && (basket != null || verdict != null || order == null)) {
            throw new IllegalArgumentException("only an order can be known without a transaction");
        }
    }

    /** What is known when a transaction arrives. */
    public static <V, O> KnownTransaction<V, O> received(CardTransaction transaction) {
        return new KnownTransaction<>(
                transaction.id(),
                new Body(transaction.fingerprint(), transaction.cardId()),
                transaction.receivedAt(),
                transaction.body().basket(),
                null,
                null);
    }

    /** What is known of a transaction from its order alone. */
    public static <V, O> KnownTransaction<V, O> ordered(
            TransactionId id, Instant requestedAt, OrderNews<O> order) {
        return new KnownTransaction<>(id, null, requestedAt, null, null, order);
    }

    /**
     * What is known after hearing of the transaction again.
     *
     * @throws IllegalArgumentException where the news are about another
     */
    public KnownTransaction<V, O> hear(KnownTransaction<V, O> news) {
        if (!news.id.equals(id)) {
            throw new IllegalArgumentException(news.id + " is not about " + id);
        }
        boolean same = body == null || body.equals(news.body);
        KnownTransaction<V, O> heard =
                new KnownTransaction<>(
                        id,
                        body == null ? news.body : body,
                        body == null && news.body != null ? news.receivedAt : receivedAt,
                        basket == null && same ? news.basket : basket,
                        verdict == null && same ? news.verdict : verdict,
                        newer(order, news.order));
        return heard.equals(this) ? this : heard;
    }

    /** The same with the verdict on this very body, unless one is known. */
    public KnownTransaction<V, O> decide(V told) {
        return verdict != null
                ? this
                : new KnownTransaction<>(id, body, receivedAt, basket, told, order);
    }

    /** The same with what became of the basket, unless something newer is known. */
    public KnownTransaction<V, O> order(OrderNews<O> told) {
        return hear(ordered(id, receivedAt, told));
    }

    /** Whether this is known to be about that transaction and not about another body. */
    public boolean isAbout(CardTransaction transaction) {
        return body != null && body.fingerprint().equals(transaction.fingerprint());
    }

    /** The same in another form. */
    public <W, P> KnownTransaction<W, P> map(Function<V, W> readVerdict, Function<O, P> readOrder) {
        return new KnownTransaction<>(
                id,
                body,
                receivedAt,
                basket,
                verdict == null ? null : readVerdict.apply(verdict),
                order == null
                        ? null
                        : new OrderNews<>(readOrder.apply(order.order()), order.offset()));
    }

    private static <O> @Nullable OrderNews<O> newer(
            @Nullable OrderNews<O> present, @Nullable OrderNews<O> told) {
        if (present == null || told == null) {
            return present == null ? told : present;
        }
        return told.isNewerThan(present) ? told : present;
    }
}
