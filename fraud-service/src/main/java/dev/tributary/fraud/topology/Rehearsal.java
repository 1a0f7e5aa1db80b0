package dev.tributary.fraud.topology;

import dev.tributary.common.serde.StateSerde;
import dev.tributary.common.streams.Topic;
import dev.tributary.fraud.domain.FraudScorer;
import dev.tributary.fraud.store.CardHistoryAvroMapper;
import dev.tributary.fraud.wire.TransactionAvroMapper;
import dev.tributary.fraud.wire.VerdictAvroMapper;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.fraud.state.CardHistory;
import dev.tributary.schemas.ingest.Channel;
import dev.tributary.schemas.ingest.GeoPoint;
import dev.tributary.schemas.ingest.Transaction;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * Runs the code of the verdict path on made-up transactions, without a topic or a store, so that it
 * is compiled before the first customer waits. It also fetches the ids of the schemas, so that the
 * registry may be away from then on.
 */
public final class Rehearsal implements Runnable {
    /** Enough for the just-in-time compiler to take note of the path; about two seconds cold. */
    private static final int ROUNDS = 4_000;

    private static final int CARDS = 40;
    private static final long STEP_MS = 1_700;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final FraudScorer scorer;
    private final FraudTopics topics;
    private final StateSerde<CardHistory> historySerde = StateSerde.of(CardHistory.class);
    private final StateSerde<Verdict> verdictSerde = StateSerde.of(Verdict.class);

    public Rehearsal(FraudScorer scorer, FraudTopics topics) {
        this.scorer = scorer;
        this.topics = topics;
    }

    @Override
    public void run() {
        byte[][] histories = new byte[CARDS][];
        for (int round = 0; round < ROUNDS; round++) {
            int card = round % CARDS;
            histories[card] = decide(transaction(round, card), histories[card]);
        }
    }

    /** Bytes in, bytes out, as between the topics and the stores. */
    private byte[] decide(Transaction made, byte @Nullable [] history) {
        Topic<String, Transaction> in = topics.transactions();
        Topic<String, Verdict> out = topics.verdicts();
        byte[] wire = in.valueSerde().serializer().serialize(in.name(), made);
        Transaction transaction = in.valueSerde().deserializer().deserialize(in.name(), wire);
        FraudScorer.Scored scored =
                scorer.score(
                        history == null
                                ? dev.tributary.fraud.domain.CardHistory.EMPTY
                                : CardHistoryAvroMapper.fromAvro(
                                        historySerde.deserializer().deserialize("", history)),
                        TransactionAvroMapper.toDomain(transaction));
        Verdict verdict = VerdictAvroMapper.toAvro(transaction, scored.verdict(), START);
        out.valueSerde()
                .deserializer()
                .deserialize(
                        out.name(), out.valueSerde().serializer().serialize(out.name(), verdict));
        verdictSerde.serializer().serialize("", verdict);
        return historySerde
                .serializer()
                .serialize("", CardHistoryAvroMapper.toAvro(scored.after()));
    }

    private static Transaction transaction(int round, int card) {
        Transaction transaction = new Transaction();
        transaction.setTransactionId("rehearsal-" + round);
        transaction.setBodyFingerprint("0".repeat(32));
        transaction.setCardId("rehearsal-" + card);
        transaction.setAmountMinor(100L + (round * 7919L) % 20_000);
        transaction.setCurrency(round % 5 == 0 ? "USD" : "EUR");
        transaction.setMerchantId("rehearsal");
        transaction.setDeviceId("rehearsal-" + round % 7);
        transaction.setChannel(round % 2 == 0 ? Channel.CARD_PRESENT : Channel.ECOMMERCE);
        transaction.setLocation(new GeoPoint(50.0 + round % 10, 10.0 + round % 10));
        transaction.setItems(List.of());
        transaction.setOccurredAt(START.plusMillis(round * STEP_MS));
        transaction.setReceivedAt(transaction.getOccurredAt());
        return transaction;
    }
}
