package dev.tributary.ingest.publish;

import dev.tributary.ingest.domain.CardTransaction;
import dev.tributary.ingest.domain.Channel;
import dev.tributary.ingest.domain.GeoPoint;
import dev.tributary.ingest.domain.LineItem;
import dev.tributary.ingest.domain.TransactionBody;
import dev.tributary.schemas.ingest.Transaction;

import org.jspecify.annotations.Nullable;

/** A transaction of the domain as it goes on the wire. */
public final class TransactionAvroMapper {
    private TransactionAvroMapper() {}

    /** The record of a transaction. */
    public static Transaction toAvro(CardTransaction transaction) {
        TransactionBody body = transaction.body();
        Transaction avro = new Transaction();
        avro.setTransactionId(transaction.id().value());
        avro.setBodyFingerprint(transaction.fingerprint());
        avro.setCardId(body.cardId().value());
        avro.setCustomerId(body.customerId());
        avro.setAmountMinor(body.amount().amountMinor());
        avro.setCurrency(body.amount().currency());
        avro.setMerchantId(body.merchantId());
        avro.setTerminalId(body.terminalId());
        avro.setChannel(toAvro(body.channel()));
        avro.setDeviceId(body.deviceId());
        avro.setIpAddress(body.ipAddress());
        avro.setCountry(body.country());
        avro.setLocation(toAvro(body.location()));
        avro.setItems(body.basket().lines().stream().map(TransactionAvroMapper::toAvro).toList());
        avro.setOccurredAt(transaction.occurredAt());
        avro.setReceivedAt(transaction.receivedAt());
        return avro;
    }

    private static dev.tributary.schemas.ingest.Channel toAvro(Channel channel) {
        return switch (channel) {
            case CARD_PRESENT -> dev.tributary.schemas.ingest.Channel.CARD_PRESENT;
            case ECOMMERCE -> dev.tributary.schemas.ingest.Channel.ECOMMERCE;
            case ATM -> dev.tributary.schemas.ingest.Channel.ATM;
        };
    }

    private static dev.tributary.schemas.ingest.@Nullable GeoPoint toAvro(
            @Nullable GeoPoint location) {
        return location == null
                ? null
                : new dev.tributary.schemas.ingest.GeoPoint(
                        location.latitude(), location.longitude());
    }

    private static dev.tributary.schemas.ingest.LineItem toAvro(LineItem line) {
        return new dev.tributary.schemas.ingest.LineItem(
                line.sku(), line.quantity(), line.unitPriceMinor());
    }
}
