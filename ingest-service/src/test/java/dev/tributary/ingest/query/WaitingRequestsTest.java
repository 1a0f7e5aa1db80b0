package dev.tributary.ingest.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ingest.domain.Basket;
import dev.tributary.ingest.domain.CardId;
import dev.tributary.ingest.domain.CardTransaction;
import dev.tributary.ingest.domain.Channel;
import dev.tributary.ingest.domain.Money;
import dev.tributary.ingest.domain.OrderNews;
import dev.tributary.ingest.domain.TransactionBody;
import dev.tributary.ingest.domain.TransactionId;
import dev.tributary.ingest.query.WaitingRequests.Outcome;
import dev.tributary.ingest.query.WaitingRequests.Waiter;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.inventory.Order;
import dev.tributary.schemas.inventory.OrderStatus;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

@Timeout(60)
class WaitingRequestsTest {
    private static final Duration NOW = Duration.ZERO;
    private static final Duration LONG = Duration.ofSeconds(30);

    private final WaitingRequests requests = new WaitingRequests(2, 1);

    @Test
    void shouldTellEveryWaiterWhenTheVerdictComes() throws InterruptedException {
        try (Waiter one = requests.expect(transaction("card-1"));
                Waiter two = requests.expectAny(new TransactionId("t-1"))) {
            assertThat(one.await(NOW)).isEqualTo(new Outcome.NotYet());
            Verdict verdict = verdict("card-1", transaction("card-1").fingerprint());

            requests.decide(verdict);

            assertThat(one.await(LONG)).isEqualTo(new Outcome.Decided(verdict));
            assertThat(two.await(LONG)).isEqualTo(new Outcome.Decided(verdict));
        }
    }

    @Test
    void shouldTellOfTheOtherBodyWhenItsFingerprintIsNotTheWaiters() throws InterruptedException {
        try (Waiter waiter = requests.expect(transaction("card-1"))) {
            requests.decide(verdict("card-1", "another"));

            assertThat(waiter.await(LONG)).isEqualTo(new Outcome.OtherBody());
        }
    }

    @Test
    void shouldWaitOnWhenTheVerdictIsOnAnotherCard() throws InterruptedException {
        try (Waiter waiter = requests.expect(transaction("card-1"))) {
            requests.decide(verdict("card-2", transaction("card-1").fingerprint()));

            assertThat(waiter.await(NOW)).isEqualTo(new Outcome.NotYet());
        }
    }

    @Test
    void shouldRefuseBeyondItsPlacesAndGiveThemBack() {
        try (Waiter one = requests.expect(transaction("card-1"));
                Waiter two = requests.expect(transaction("card-2"))) {
            assertThat(one).isNotNull();
            assertThat(two).isNotNull();
            assertThat(requests.size()).isEqualTo(2);
            assertThat(requests.expect(transaction("card-3"))).isNull();
        }
        assertThat(requests.size()).isZero();
        try (Waiter again = requests.expect(transaction("card-3"))) {
            assertThat(again).isNotNull();
        }
    }

    @Test
    void shouldMissNoVerdictWhenManyWaitAndLeaveAtOnce() throws InterruptedException {
        int threads = 8;
        int rounds = 2_000;
        WaitingRequests many = new WaitingRequests(threads, 1);
        AtomicInteger told = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(threads);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int thread = 0; thread < threads; thread++) {
                executor.execute(() -> {
                    CardTransaction transaction = transaction("card-1");
                    for (int round = 0; round < rounds; round++) {
                        try (Waiter waiter = many.expect(transaction)) {
                            // All wait for the same id, so each leaves while others enter.
                            many.decide(verdict("card-1", transaction.fingerprint()));
                            if (waiter.await(LONG) instanceof Outcome.Decided) {
                                told.incrementAndGet();
                            }
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    }
                    done.countDown();
                });
            }
            done.await();
        }
        assertThat(told).hasValue(threads * rounds);
        assertThat(many.size()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = OrderStatus.class,
            names = {"CONFIRMED", "REJECTED", "HELD", "RELEASED"})
    void shouldTellAnOutcomeWhenItComesBeforeOrAfterTheVerdict(OrderStatus status)
            throws InterruptedException {
        Order order = order(status);
        try (Waiter before = requests.expect(transaction("card-1"))) {
            requests.order(order, 7);
            requests.decide(verdict("card-1", transaction("card-1").fingerprint()));

            assertThat(before.await(LONG)).isInstanceOf(Outcome.Decided.class);
            assertThat(before.turnToOrder()).isTrue();
            assertThat(before.awaitOrder(LONG)).isEqualTo(new OrderNews<>(order, 7));
        }
        try (Waiter after = requests.expect(transaction("card-1"))) {
            requests.decide(verdict("card-1", transaction("card-1").fingerprint()));
            assertThat(after.await(LONG)).isInstanceOf(Outcome.Decided.class);
            assertThat(after.turnToOrder()).isTrue();
            assertThat(after.awaitOrder(NOW)).isNull();
            requests.order(order, 7);
            assertThat(after.awaitOrder(LONG)).isEqualTo(new OrderNews<>(order, 7));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = OrderStatus.class,
            names = {"PENDING", "UNKNOWN"})
    void shouldWaitOnWhenAnOrderHasNoOutcome(OrderStatus status) throws InterruptedException {
        try (Waiter waiter = requests.expect(transaction("card-1"))) {
            requests.order(order(status), 7);

            assertThat(waiter.awaitOrder(NOW)).isNull();
        }
    }

    @Test
    void shouldBeInNobodysWayWhoHasNoVerdictWhenManyWaitForOrders() {
        try (Waiter one = requests.expect(transaction("card-1"));
                Waiter two = requests.expect(transaction("card-2"))) {
            assertThat(one.turnToOrder()).isTrue();
            assertThat(one.turnToOrder()).isTrue();
            assertThat(requests.size()).isEqualTo(1);
            assertThat(requests.orders()).isEqualTo(1);
            try (Waiter three = requests.expect(transaction("card-3"))) {
                assertThat(three).isNotNull();
            }
            assertThat(two.turnToOrder()).isFalse();
            assertThat(requests.size()).isZero();
        }
        assertThat(requests.size()).isZero();
        assertThat(requests.orders()).isZero();
    }

    private static Order order(OrderStatus status) {
        Order order = new Order();
        order.setTransactionId("t-1");
        order.setStatus(status);
        return order;
    }

    private static CardTransaction transaction(String cardId) {
        return CardTransaction.receive(
                new TransactionId("t-1"),
                new TransactionBody(
                        new CardId(cardId),
                        null,
                        new Money(1, "EUR"),
                        "m-1",
                        null,
                        Channel.ATM,
                        null,
                        null,
                        null,
                        null,
                        Basket.EMPTY,
                        null),
                Instant.parse("2026-01-31T12:00:00Z"));
    }

    private static Verdict verdict(String cardId, String fingerprint) {
        Verdict verdict = new Verdict();
        verdict.setTransactionId("t-1");
        verdict.setCardId(cardId);
        verdict.setBodyFingerprint(fingerprint);
        return verdict;
    }
}
