package dev.tributary.common.serde;

import dev.tributary.schemas.ingest.Channel;
import dev.tributary.schemas.ingest.GeoPoint;
import dev.tributary.schemas.ingest.LineItem;
import dev.tributary.schemas.ingest.Transaction;
import dev.tributary.schemas.ingest.state.TransactionStatus;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/** Records to write, and the bytes that they must become. */
final class Records {
    static final HexFormat HEX = HexFormat.of();

    /** The binary form of {@link #status}, worked out by hand from the Avro specification. */
    static final String STATUS_BODY =
            "04"
                    + "7431" // a string of 2 bytes: t1
                    + "04c3a9" // a string of 2 bytes: e with an acute accent
                    + "0263" // a string of 1 byte: c
                    + "d00f" // 1000 as zigzag varint
                    + "02" // branch 1 of the union: bytes
                    + "04cafe" // 2 bytes
                    + "00" // false
                    + "00" // an array without a block
                    + "00" // branch 0 of the union: null
                    + "01"; // -1 as zigzag varint

    static TransactionStatus status() {
        return TransactionStatus.newBuilder()
                .setTransactionId("t1")
                .setBodyFingerprint("\u00e9")
                .setCardId("c")
                .setReceivedAt(Instant.ofEpochMilli(1_000))
                .setVerdict(ByteBuffer.wrap(HEX.parseHex("cafe")))
                .build();
    }

    /** Every field filled. */
    static Transaction transaction() {
        return Transaction.newBuilder()
                .setTransactionId("019a-1")
                .setBodyFingerprint("00112233445566778899aabbccddeeff")
                .setCardId("c-17")
                .setCustomerId("u-9")
                .setAmountMinor(12_999)
                .setCurrency("EUR")
                .setMerchantId("m-4")
                .setTerminalId("t-4-1")
                .setChannel(Channel.CARD_PRESENT)
                .setDeviceId("d-1")
                .setIpAddress("203.0.113.7")
                .setCountry("DE")
                .setLocation(new GeoPoint(52.52, 13.405))
                .setItems(List.of(new LineItem("sku-1", 2, 6_499L), new LineItem("sku-2", 1, 1L)))
                .setOccurredAt(Instant.parse("2026-11-23T04:30:00.123Z"))
                .setReceivedAt(Instant.parse("2026-11-23T04:30:00.456Z"))
                .build();
    }

    private Records() {}
}
