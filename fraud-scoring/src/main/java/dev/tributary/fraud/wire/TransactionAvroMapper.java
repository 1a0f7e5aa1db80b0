package dev.tributary.fraud.wire;

import dev.tributary.fraud.domain.CardId;
import dev.tributary.fraud.domain.CardTransaction;
import dev.tributary.fraud.domain.Channel;
import dev.tributary.fraud.domain.CurrencyCode;
import dev.tributary.fraud.domain.DeviceId;
import dev.tributary.fraud.domain.GeoPoint;
import dev.tributary.fraud.domain.IpAddress;
import dev.tributary.fraud.domain.MerchantId;
import dev.tributary.fraud.domain.Money;
import dev.tributary.fraud.domain.TerminalId;
import dev.tributary.fraud.domain.TransactionId;
import dev.tributary.schemas.ingest.Transaction;

/** Takes from the wire's transaction what the scorer looks at. */
public final class TransactionAvroMapper {
    private TransactionAvroMapper() {}

    /**
     * @throws InvalidTransactionException when a field holds what no transaction can hold
     */
    public static CardTransaction toDomain(Transaction transaction) {
        try {
            return new CardTransaction(
                    new TransactionId(transaction.getTransactionId()),
                    new CardId(transaction.getCardId()),
                    money(transaction),
                    new MerchantId(transaction.getMerchantId()),
                    transaction.getTerminalId() == null
                            ? null
                            : new TerminalId(transaction.getTerminalId()),
                    channel(transaction),
                    transaction.getDeviceId() == null
                            ? null
                            : new DeviceId(transaction.getDeviceId()),
                    transaction.getIpAddress() == null
                            ? null
                            : new IpAddress(transaction.getIpAddress()),
                    transaction.getLocation() == null
                            ? null
                            : new GeoPoint(
                                    transaction.getLocation().getLatitude(),
                                    transaction.getLocation().getLongitude()),
                    transaction.getOccurredAt());
        } catch (IllegalArgumentException impossible) {
            throw new InvalidTransactionException(
                    "transaction %s: %s"
                            .formatted(transaction.getTransactionId(), impossible.getMessage()),
                    impossible);
        }
    }

    public static Money money(Transaction transaction) {
        return new Money(transaction.getAmountMinor(), new CurrencyCode(transaction.getCurrency()));
    }

    private static Channel channel(Transaction transaction) {
        return switch (transaction.getChannel()) {
            case UNKNOWN -> Channel.UNKNOWN;
            case CARD_PRESENT -> Channel.CARD_PRESENT;
            case ECOMMERCE -> Channel.ECOMMERCE;
            case ATM -> Channel.ATM;
        };
    }
}
