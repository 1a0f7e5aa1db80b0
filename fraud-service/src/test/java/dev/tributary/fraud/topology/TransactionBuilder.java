package dev.tributary.fraud.topology;

import dev.tributary.schemas.ingest.Channel;
import dev.tributary.schemas.ingest.GeoPoint;
import dev.tributary.schemas.ingest.LineItem;
import dev.tributary.schemas.ingest.Transaction;

import java.time.Instant;
import java.util.List;

/** Transactions for specs: an ordinary online purchase unless said otherwise. */
public final class TransactionBuilder {
    private final Transaction transaction = new Transaction();

    private TransactionBuilder(String transactionId) {
        transaction.setTransactionId(transactionId);
        transaction.setBodyFingerprint("00112233445566778899aabbccddeeff");
        transaction.setCardId("c-1");
        transaction.setAmountMinor(2_500L);
        transaction.setCurrency("EUR");
        transaction.setMerchantId("m-1");
        transaction.setChannel(Channel.ECOMMERCE);
        transaction.setItems(List.of());
        at(Instant.parse("2026-01-01T12:00:00Z"));
    }

    public static TransactionBuilder aTransaction(String transactionId) {
        return new TransactionBuilder(transactionId);
    }

    public TransactionBuilder id(String transactionId) {
        transaction.setTransactionId(transactionId);
        return this;
    }

    public TransactionBuilder card(String cardId) {
        transaction.setCardId(cardId);
        return this;
    }

    public TransactionBuilder amountMinor(long amountMinor) {
        transaction.setAmountMinor(amountMinor);
        return this;
    }

    public TransactionBuilder currency(String currency) {
        transaction.setCurrency(currency);
        return this;
    }

    public TransactionBuilder inPersonAt(double latitude, double longitude) {
        transaction.setChannel(Channel.CARD_PRESENT);
        transaction.setLocation(new GeoPoint(latitude, longitude));
        return this;
    }

    public TransactionBuilder items(LineItem... items) {
        transaction.setItems(List.of(items));
        return this;
    }

    public TransactionBuilder terminal(String terminalId) {
        transaction.setTerminalId(terminalId);
        return this;
    }

    public TransactionBuilder device(String deviceId) {
        transaction.setDeviceId(deviceId);
        return this;
    }

    public TransactionBuilder fingerprint(String fingerprint) {
        transaction.setBodyFingerprint(fingerprint);
        return this;
    }

    /** Event time, and arrival at the same moment. */
    public TransactionBuilder at(Instant time) {
        transaction.setOccurredAt(time);
        transaction.setReceivedAt(time);
        return this;
    }

    public TransactionBuilder receivedAt(Instant time) {
        transaction.setReceivedAt(time);
        return this;
    }

    public Transaction build() {
        return Transaction.newBuilder(transaction).build();
    }
}
