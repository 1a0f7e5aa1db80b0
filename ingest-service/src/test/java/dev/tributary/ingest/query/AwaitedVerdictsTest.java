package dev.tributary.ingest.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ingest.domain.Basket;
import dev.tributary.ingest.domain.CardId;
import dev.tributary.ingest.domain.CardTransaction;
import dev.tributary.ingest.domain.Channel;
import dev.tributary.ingest.domain.Money;
import dev.tributary.ingest.domain.TransactionBody;
import dev.tributary.ingest.domain.TransactionId;
import dev.tributary.ingest.query.AwaitedVerdicts.Outcome;
import dev.tributary.ingest.query.AwaitedVerdicts.Waiter;
import dev.tributary.schemas.fraud.Verdict;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

class AwaitedVerdictsTest {
    private static final Duration NOW = Duration.ZERO;
    private static final Duration LONG = Duration.ofSeconds(30);

    private final AwaitedVerdicts awaited = new AwaitedVerdicts(2);

    @Test
    void shouldTellEveryWaiterWhenTheVerdictComes() throws InterruptedException {
        try (Waiter one = awaited.expect(transaction("card-1"));
                Waiter two = awaited.expectAny(new TransactionId("t-1"))) {
            assertThat(one.await(NOW)).isEqualTo(new Outcome.NotYet());
            Verdict verdict = verdict("card-1", transaction("card-1").fingerprint());

            awaited.decide(verdict);

            assertThat(one.await(LONG)).isEqualTo(new Outcome.Decided(verdict));
            assertThat(two.await(LONG)).isEqualTo(new Outcome.Decided(verdict));
        }
    }

    @Test
    void shouldTellOfTheOtherBodyWhenItsFingerprintIsNotTheWaiters() throws InterruptedException {
        try (Waiter waiter = awaited.expect(transaction("card-1"))) {
            awaited.decide(verdict("card-1", "another"));

            assertThat(waiter.await(LONG)).isEqualTo(new Outcome.OtherBody());
        }
    }

    @Test
    void shouldWaitOnWhenTheVerdictIsOnAnotherCard() throws InterruptedException {
        try (Waiter waiter = awaited.expect(transaction("card-1"))) {
            awaited.decide(verdict("card-2", transaction("card-1").fingerprint()));

            assertThat(waiter.await(NOW)).isEqualTo(new Outcome.NotYet());
        }
    }

    @Test
    void shouldRefuseBeyondItsPlacesAndGiveThemBack() {
        try (Waiter one = awaited.expect(transaction("card-1"));
                Waiter two = awaited.expect(transaction("card-2"))) {
            assertThat(one).isNotNull();
            assertThat(two).isNotNull();
            assertThat(awaited.size()).isEqualTo(2);
            assertThat(awaited.expect(transaction("card-3"))).isNull();
        }
        assertThat(awaited.size()).isZero();
        try (Waiter again = awaited.expect(transaction("card-3"))) {
            assertThat(again).isNotNull();
        }
    }

    @Test
    void shouldMissNoVerdictWhenManyWaitAndLeaveAtOnce() throws InterruptedException {
        int threads = 8;
        int rounds = 2_000;
        AwaitedVerdicts many = new AwaitedVerdicts(threads);
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
