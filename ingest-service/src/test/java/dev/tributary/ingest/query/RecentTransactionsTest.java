package dev.tributary.ingest.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.common.serde.StateSerde;
import dev.tributary.common.streams.Topic;
import dev.tributary.common.streams.TopicLog;
import dev.tributary.ingest.domain.Basket;
import dev.tributary.ingest.domain.CardId;
import dev.tributary.ingest.domain.CardTransaction;
import dev.tributary.ingest.domain.Channel;
import dev.tributary.ingest.domain.KnownTransaction;
import dev.tributary.ingest.domain.Money;
import dev.tributary.ingest.domain.OrderNews;
import dev.tributary.ingest.domain.TransactionBody;
import dev.tributary.ingest.domain.TransactionId;
import dev.tributary.schemas.FraudTopics;
import dev.tributary.schemas.InventoryTopics;
import dev.tributary.schemas.fraud.Decision;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.inventory.Order;
import dev.tributary.schemas.inventory.OrderStatus;

import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

class RecentTransactionsTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final TransactionId ID = new TransactionId("t-1");
    private static final Serde<Verdict> VERDICTS = StateSerde.of(Verdict.class);
    private static final Serde<Order> ORDERS = StateSerde.of(Order.class);

    private static final int MAX = 100;

    private final AtomicLong nanoTime = new AtomicLong();
    private final RecentTransactions recent =
            new RecentTransactions(
                    new TopicLog<>(
                            Map.of(), new Topic<>(FraudTopics.VERDICTS, Serdes.String(), VERDICTS)),
                    new TopicLog<>(
                            Map.of(), new Topic<>(InventoryTopics.ORDERS, Serdes.String(), ORDERS)),
                    MAX,
                    Duration.ofMinutes(1),
                    nanoTime::get);

    @Test
    void shouldKnowATransactionAsPendingAndThenItsVerdict() {
        CardTransaction transaction = transaction("card-1", 1);
        assertThat(recent.receive(transaction)).isEmpty();
        assertThat(recent.find(ID).orElseThrow().verdict()).isNull();

        Verdict verdict = decide("card-1", transaction.fingerprint());

        assertThat(recent.find(ID).orElseThrow().verdict()).isEqualTo(verdict);
        assertThat(recent.receive(transaction).map(KnownTransaction::verdict)).hasValue(verdict);
    }

    @Test
    void shouldForgetOnlyWhatIsNotDecided() {
        CardTransaction transaction = transaction("card-1", 1);
        recent.receive(transaction);
        recent.forget(transaction("card-1", 2));
        assertThat(recent.find(ID)).isPresent();
        recent.forget(transaction);
        assertThat(recent.find(ID)).isEmpty();

        decide("card-1", transaction.fingerprint());
        recent.forget(transaction);
        assertThat(recent.find(ID)).isPresent();
    }

    @Test
    void shouldBelieveTheVerdictWhenItIsOnAnotherBodyOfTheCard() {
        recent.receive(transaction("card-1", 2));

        decide("card-1", transaction("card-1", 1).fingerprint());

        KnownTransaction<Verdict, Order> known = recent.find(ID).orElseThrow();
        assertThat(known.body()).isEqualTo(body(transaction("card-1", 1)));
        assertThat(known.basket()).isNull();
    }

    @Test
    void shouldKeepWhatItKnowsWhenAVerdictIsOnAnotherCardOrRepeated() {
        CardTransaction transaction = transaction("card-1", 1);
        recent.receive(transaction);
        decide("card-2", "0");
        assertThat(recent.find(ID).orElseThrow().verdict()).isNull();

        Verdict first = decide("card-1", transaction.fingerprint());
        Verdict repeat = verdict("card-1", transaction.fingerprint());
        repeat.setRepeat(true);
        recent.decide(repeat, VERDICTS.serializer().serialize("", repeat));
        decide("card-2", "0");

        assertThat(recent.find(ID).orElseThrow().verdict()).isEqualTo(first);
    }

    /** However often older ones were asked for. */
    @Test
    void shouldKeepTheNewest() {
        for (int i = 0; i < 20 * MAX; i++) {
            recent.receive(transaction("card-1", 1, new TransactionId("t-" + i)));
            for (int asked = 0; asked < 50; asked++) {
                recent.find(new TransactionId("t-" + asked));
            }
        }

        for (int i = 0; i < 20 * MAX; i++) {
            assertThat(recent.find(new TransactionId("t-" + i)).isPresent())
                    .as("transaction %d", i)
                    .isEqualTo(i >= 19 * MAX);
        }
    }

    @Test
    void shouldKeepWhatWasDecidedLastAndNotWhatWasTakenInLast() {
        CardTransaction first = transaction("card-1", 1);
        recent.receive(first);
        for (int i = 0; i < MAX - 1; i++) {
            recent.receive(transaction("card-1", 1, new TransactionId("other-" + i)));
        }
        decide("card-1", first.fingerprint());

        recent.receive(transaction("card-1", 1, new TransactionId("one-more")));

        assertThat(recent.find(ID)).isPresent();
        assertThat(recent.find(new TransactionId("other-0"))).isEmpty();
    }

    @Test
    void shouldForgetWhatWasHeardOfLongAgo() {
        CardTransaction transaction = transaction("card-1", 1);
        recent.receive(transaction);
        nanoTime.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(recent.find(ID)).isPresent();

        nanoTime.addAndGet(1);

        assertThat(recent.find(ID)).isEmpty();
        assertThat(recent.receive(transaction)).isEmpty();
        assertThat(recent.find(ID)).isPresent();
    }

    @Test
    void shouldKnowTheSameInWhateverOrderTransactionVerdictAndOrderCome() {
        CardTransaction transaction = transaction("card-1", 1);
        Order order = order(OrderStatus.CONFIRMED);
        List<Runnable> news =
                List.of(
                        () -> recent.receive(transaction),
                        () -> decide("card-1", transaction.fingerprint()),
                        () -> hear(order, 5));
        for (List<Integer> way : WAYS) {
            way.forEach(each -> news.get(each).run());

            KnownTransaction<Verdict, Order> known = recent.find(ID).orElseThrow();
            assertThat(known.body()).isEqualTo(body(transaction));
            assertThat(known.verdict()).isNotNull();
            assertThat(known.order()).isEqualTo(new OrderNews<>(order, 5));
            // A verdict that was there first says that it is a repeat, which is not taken in.
            assertThat(known.basket())
                    .isEqualTo(way.indexOf(0) < way.indexOf(1) ? Basket.EMPTY : null);
            nanoTime.addAndGet(Duration.ofHours(1).toNanos());
        }
    }

    @Test
    void shouldKnowThatNothingWasBoughtWhenAVerdictSaysSo() {
        for (Boolean hasItems : new Boolean[] {false, true, null}) {
            Verdict verdict = verdict("card-1", "0");
            verdict.setTransactionId("has-" + hasItems);
            verdict.setHasItems(hasItems);
            recent.decide(verdict, VERDICTS.serializer().serialize("", verdict));
        }

        assertThat(recent.find(new TransactionId("has-false")).orElseThrow().basket())
                .isEqualTo(Basket.EMPTY);
        assertThat(recent.find(new TransactionId("has-true")).orElseThrow().basket()).isNull();
        assertThat(recent.find(new TransactionId("has-null")).orElseThrow().basket()).isNull();
    }

    @Test
    void shouldTakeATransactionForNewWhenOnlyItsOrderIsKnown() {
        hear(order(OrderStatus.PENDING), 5);
        CardTransaction transaction = transaction("card-1", 1);

        assertThat(recent.receive(transaction)).isEmpty();

        assertThat(recent.find(ID).orElseThrow().body()).isEqualTo(body(transaction));
        recent.forget(transaction);
        assertThat(recent.find(ID)).isPresent();
    }

    @Test
    void shouldKeepTheNewestOfAnOrder() {
        hear(order(OrderStatus.PENDING), 5);
        hear(order(OrderStatus.CONFIRMED), 7);
        hear(order(OrderStatus.HELD), 6);

        assertThat(recent.find(ID).orElseThrow().order().order().getStatus())
                .isEqualTo(OrderStatus.CONFIRMED);
    }

    @Test
    void shouldKeepItsBoundWhenOrdersComeByAlone() {
        for (int i = 0; i <= MAX; i++) {
            Order order = order(OrderStatus.PENDING);
            order.setTransactionId("t-" + i);
            hear(order, i);
        }

        assertThat(recent.find(new TransactionId("t-0"))).isEmpty();
        assertThat(recent.find(ID)).isPresent();
    }

    private static final List<List<Integer>> WAYS =
            List.of(
                    List.of(0, 1, 2),
                    List.of(0, 2, 1),
                    List.of(1, 0, 2),
                    List.of(1, 2, 0),
                    List.of(2, 0, 1),
                    List.of(2, 1, 0));

    private void hear(Order order, long offset) {
        recent.order(order, ORDERS.serializer().serialize("", order), offset);
    }

    private static Order order(OrderStatus status) {
        Order order = new Order();
        order.setTransactionId(ID.value());
        order.setStatus(status);
        order.setLines(List.of());
        order.setRequestedAt(NOW);
        order.setExpiresAt(NOW);
        return order;
    }

    private static KnownTransaction.Body body(CardTransaction transaction) {
        return new KnownTransaction.Body(transaction.fingerprint(), transaction.cardId());
    }

    private Verdict decide(String cardId, String fingerprint) {
        Verdict verdict = verdict(cardId, fingerprint);
        recent.decide(verdict, VERDICTS.serializer().serialize("", verdict));
        return verdict;
    }

    private static CardTransaction transaction(String cardId, long amountMinor) {
        return transaction(cardId, amountMinor, ID);
    }

    private static CardTransaction transaction(String cardId, long amountMinor, TransactionId id) {
        return CardTransaction.receive(
                id,
                new TransactionBody(
                        new CardId(cardId),
                        null,
                        new Money(amountMinor, "EUR"),
                        "m-1",
                        null,
                        Channel.ATM,
                        null,
                        null,
                        null,
                        null,
                        Basket.EMPTY,
                        null),
                NOW);
    }

    private static Verdict verdict(String cardId, String fingerprint) {
        Verdict verdict = new Verdict();
        verdict.setTransactionId(ID.value());
        verdict.setBodyFingerprint(fingerprint);
        verdict.setCardId(cardId);
        verdict.setDecision(Decision.APPROVE);
        verdict.setReasons(List.of());
        verdict.setFeatures(Map.of());
        verdict.setDegraded(List.of());
        verdict.setShadow(List.of());
        verdict.setRuleSetVersion("1");
        verdict.setOccurredAt(NOW);
        verdict.setReceivedAt(NOW);
        verdict.setDecidedAt(NOW);
        return verdict;
    }
}
