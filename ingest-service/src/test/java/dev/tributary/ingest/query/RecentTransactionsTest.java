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
import dev.tributary.ingest.domain.TransactionBody;
import dev.tributary.ingest.domain.TransactionId;
import dev.tributary.schemas.FraudTopics;
import dev.tributary.schemas.fraud.Decision;
import dev.tributary.schemas.fraud.Verdict;

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

    private static final int MAX = 100;

    private final AtomicLong nanoTime = new AtomicLong();
    private final RecentTransactions recent =
            new RecentTransactions(
                    new TopicLog<>(
                            Map.of(), new Topic<>(FraudTopics.VERDICTS, Serdes.String(), VERDICTS)),
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

        assertThat(recent.find(ID).orElseThrow().fingerprint())
                .isEqualTo(transaction("card-1", 1).fingerprint());
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
