package dev.tributary.ingest.api;

import dev.tributary.common.streams.Topic;
import dev.tributary.common.web.Faults;
import dev.tributary.ingest.domain.CardTransaction;
import dev.tributary.ingest.domain.KnownTransaction;
import dev.tributary.ingest.domain.OrderNews;
import dev.tributary.ingest.publish.TransactionAvroMapper;
import dev.tributary.schemas.fraud.Decision;
import dev.tributary.schemas.fraud.Reason;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.ingest.Transaction;
import dev.tributary.schemas.inventory.Order;
import dev.tributary.schemas.inventory.OrderLine;
import dev.tributary.schemas.inventory.OrderLineStatus;
import dev.tributary.schemas.inventory.OrderStatus;

import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Runs the code of a request on made-up transactions, without a topic, so that it is compiled
 * before the first customer waits: read, check, map and encode; decode a verdict and an order,
 * answer. It also fetches the ids of the schemas, so that the registry may be away from then on.
 */
public final class Rehearsal implements Runnable {
    private static final int CARDS = 40;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final TransactionReader reader;
    private final Topic<String, Transaction> transactions;
    private final Topic<String, Verdict> verdicts;
    private final Topic<String, Order> orders;
    private final JsonMapper mapper;
    private final int roundsMax;
    private final Duration timeMax;

    /**
     * @param roundsMax transactions made up
     * @param timeMax ends earlier when this is over
     */
    Rehearsal(
            TransactionReader reader,
            Topic<String, Transaction> transactions,
            Topic<String, Verdict> verdicts,
            Topic<String, Order> orders,
            JsonMapper mapper,
            int roundsMax,
            Duration timeMax) {
        this.reader = reader;
        this.transactions = transactions;
        this.verdicts = verdicts;
        this.orders = orders;
        this.mapper = mapper;
        this.roundsMax = roundsMax;
        this.timeMax = timeMax;
    }

    @Override
    public void run() {
        long untilNanos = System.nanoTime() + timeMax.toNanos();
        for (int round = 0; round < roundsMax && System.nanoTime() < untilNanos; round++) {
            rehearse(round);
        }
    }

    private void rehearse(int round) {
        Faults faults = new Faults();
        TransactionReader.Received received = reader.read(body(round), List.of(), START, faults);
        if (received == null) {
            throw new IllegalStateException("a made-up transaction is refused: " + faults.list());
        }
        CardTransaction transaction = received.transaction();
        transactions
                .valueSerde()
                .serializer()
                .serialize(transactions.name(), TransactionAvroMapper.toAvro(transaction));
        Verdict verdict = thereAndBack(verdicts, verdict(transaction));
        Order order = thereAndBack(orders, order(transaction));
        KnownTransaction<Verdict, Order> known =
                KnownTransaction.<Verdict, Order>received(transaction)
                        .decide(verdict)
                        .order(new OrderNews<>(order, round));
        mapper.writeValueAsBytes(
                VerdictDocument.of(verdict, OrderDocument.of(known), round % 10 == 0));
    }

    private static <V> V thereAndBack(Topic<String, V> topic, V value) {
        byte[] bytes = topic.valueSerde().serializer().serialize(topic.name(), value);
        return topic.valueSerde().deserializer().deserialize(topic.name(), bytes);
    }

    private static byte[] body(int round) {
        return """
        {"cardId": "rehearsal-%d", "customerId": "rehearsal", "amountMinor": %d, "currency": "EUR",
         "merchantId": "rehearsal", "terminalId": "rehearsal", "channel": "CARD_PRESENT",
         "deviceId": "rehearsal", "ipAddress": "203.0.113.7", "country": "DE",
         "location": {"latitude": 52.52, "longitude": 13.405},
         "items": [{"sku": "rehearsal", "quantity": 1, "unitPriceMinor": 100}],
         "occurredAt": "2026-01-01T00:00:00Z"}
        """
                .formatted(round % CARDS, 100 + round)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Order order(CardTransaction transaction) {
        Order order = new Order();
        order.setTransactionId(transaction.id().value());
        order.setStatus(OrderStatus.CONFIRMED);
        order.setLines(List.of(new OrderLine("rehearsal", 1L, OrderLineStatus.CONFIRMED, null)));
        order.setRequestedAt(START);
        order.setExpiresAt(START);
        order.setClosedAt(START);
        return order;
    }

    private static Verdict verdict(CardTransaction transaction) {
        Verdict verdict = new Verdict();
        verdict.setTransactionId(transaction.id().value());
        verdict.setBodyFingerprint(transaction.fingerprint());
        verdict.setCardId(transaction.cardId().value());
        verdict.setDecision(Decision.REVIEW);
        verdict.setScore(0.5);
        verdict.setReasons(List.of(new Reason("REHEARSAL", "made up", 0.5)));
        verdict.setFeatures(Map.of("rehearsal", 1.0));
        verdict.setDegraded(List.of());
        verdict.setShadow(List.of());
        verdict.setRuleSetVersion("rehearsal");
        verdict.setOccurredAt(transaction.occurredAt());
        verdict.setReceivedAt(transaction.receivedAt());
        verdict.setDecidedAt(START);
        return verdict;
    }
}
