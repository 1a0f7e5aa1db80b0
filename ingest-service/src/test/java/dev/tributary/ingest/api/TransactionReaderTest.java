package dev.tributary.ingest.api;

import static dev.tributary.ingest.Bodies.aFullTransaction;
import static dev.tributary.ingest.Bodies.aTransaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.common.web.Fault;
import dev.tributary.common.web.Faults;
import dev.tributary.ingest.Bodies;
import dev.tributary.ingest.domain.CardTransaction;
import dev.tributary.ingest.domain.Channel;
import dev.tributary.ingest.domain.GeoPoint;
import dev.tributary.ingest.domain.LineItem;
import dev.tributary.ingest.domain.Money;
import dev.tributary.ingest.domain.TransactionId;
import dev.tributary.ingest.domain.TransactionLimits;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class TransactionReaderTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final TransactionLimits LIMITS =
            new TransactionLimits(1_000_000_000_000L, 100, 1_000, Duration.ofSeconds(60));
    private static final TransactionId NEW_ID = new TransactionId("new");

    private final TransactionReader reader = new TransactionReader(LIMITS, receivedAt -> NEW_ID);

    @Test
    void shouldReadEveryFieldWhenAllAreGiven() {
        TransactionReader.Received received = read(aFullTransaction());

        assertThat(received.idGiven()).isTrue();
        CardTransaction transaction = received.transaction();
        assertThat(transaction.id()).isEqualTo(new TransactionId("full-1"));
        assertThat(transaction.receivedAt()).isEqualTo(NOW);
        assertThat(transaction.occurredAt()).isEqualTo(Instant.parse("2026-01-31T12:00:00.123Z"));
        assertThat(transaction.body().cardId().value()).isEqualTo("c-17");
        assertThat(transaction.body().customerId()).isEqualTo("u-9");
        assertThat(transaction.body().amount()).isEqualTo(new Money(12_999, "EUR"));
        assertThat(transaction.body().merchantId()).isEqualTo("m-4");
        assertThat(transaction.body().terminalId()).isEqualTo("t-4-1");
        assertThat(transaction.body().channel()).isEqualTo(Channel.CARD_PRESENT);
        assertThat(transaction.body().deviceId()).isEqualTo("d-1");
        assertThat(transaction.body().ipAddress()).isEqualTo("203.0.113.7");
        assertThat(transaction.body().country()).isEqualTo("DE");
        assertThat(transaction.body().location()).isEqualTo(new GeoPoint(52.52, 13.405));
        assertThat(transaction.body().basket().lines())
                .containsExactly(new LineItem("sku-1", 2, 6_499));
    }

    @Test
    void shouldFillInIdAndTimeWhenTheClientLeavesThemOut() {
        TransactionReader.Received received = read(aTransaction().with("customerId", "null"));

        assertThat(received.idGiven()).isFalse();
        assertThat(received.transaction().id()).isEqualTo(NEW_ID);
        assertThat(received.transaction().occurredAt()).isEqualTo(NOW);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "transactionId | 7",
                "transactionId | \"a/b\"",
                "cardId        | \"\"",
                "cardId        | null",
                "customerId    | \"a b\"",
                "amountMinor   | 0",
                "amountMinor   | -1",
                "amountMinor   | 1000000000001",
                "amountMinor   | 129.99",
                "amountMinor   | 1e3",
                "amountMinor   | \"12999\"",
                "amountMinor   | 99999999999999999999999",
                "currency      | \"EURO\"",
                "currency      | 978",
                "merchantId    | []",
                "terminalId    | {}",
                "channel       | \"UNKNOWN\"",
                "channel       | \"card_present\"",
                "deviceId      | true",
                "ipAddress     | \"example.org\"",
                "country       | \"DEU\"",
                "occurredAt    | \"2026-01-31T12:01:00.001Z\"",
                "occurredAt    | 1769860800",
                "location      | \"here\"",
                "items         | {}",
                "cardNumber    | \"4111111111111111\""
            })
    void shouldNameTheFieldWhenItIsWrong(String field, String value) {
        assertThat(faults(aTransaction().with(field, value)))
                .singleElement()
                .satisfies(fault -> assertThat(fault.field()).isEqualTo(field));
    }

    @Test
    void shouldTakeTheEdgesOfEveryRange() {
        read(aTransaction().with("amountMinor", "1"));
        read(aTransaction().with("amountMinor", "1000000000000"));
        read(aTransaction().with("occurredAt", "\"2026-01-31T12:01:00Z\""));
        read(aTransaction().with("location", "{\"latitude\":-90,\"longitude\":180}"));
        read(aTransaction().with("items", items(100)));
        assertThat(faults(aTransaction().with("items", items(101))))
                .containsExactly(new Fault("items", "must have at most 100 elements"));
    }

    @Test
    void shouldNameAllFaultsWhenManyFieldsAreWrong() {
        Bodies body =
                aTransaction()
                        .without("merchantId")
                        .with("amountMinor", "-5")
                        .with("currency", "\"XYZ\"")
                        .with("location", "{\"latitude\":91,\"altitude\":3}")
                        .with(
                                "items",
                                "[{\"sku\":\"a\",\"quantity\":0,\"unitPriceMinor\":1},"
                                        + "{\"sku\":\"a b\",\"quantity\":1,\"unitPriceMinor\":-1},3]")
                        .with("x", "1")
                        .with("y", "2");

        assertThat(faults(body))
                .extracting(Fault::field)
                .containsExactlyInAnyOrder(
                        "merchantId",
                        "amountMinor",
                        "currency",
                        "location.latitude",
                        "location.longitude",
                        "location.altitude",
                        "items[0].quantity",
                        "items[1].sku",
                        "items[1].unitPriceMinor",
                        "items[2]",
                        "x",
                        "y");
    }

    @Test
    void shouldTakeTheIdFromTheHeaderWhenTheBodyHasNone() {
        for (String key : List.of("k-1", " k-1 ", "\"k-1\"")) {
            TransactionReader.Received received =
                    reader.read(bytes(aTransaction()), List.of(key), NOW, new Faults());
            assertThat(received.idGiven()).isTrue();
            assertThat(received.transaction().id().value()).isEqualTo("k-1");
        }
        assertThat(reader.read(bytes(aTransaction().id("k-1")), List.of("k-1"), NOW, new Faults()))
                .isNotNull();
    }

    @Test
    void shouldRefuseWhenHeaderAndBodyDisagreeOrTheHeaderIsWrong() {
        assertKeyRefused("transactionId", aTransaction().id("k-1"), "k-2");
        assertKeyRefused("Idempotency-Key", aTransaction(), "a b");
        assertKeyRefused("Idempotency-Key", aTransaction(), "");
        assertKeyRefused("Idempotency-Key", aTransaction(), "k-1", "k-2");
    }

    @Test
    void shouldHaveTheSameFingerprintWhenOnlyLayoutOrIdDiffer() {
        String fingerprint = fingerprint(aFullTransaction());

        assertThat(fingerprint).matches("[0-9a-f]{32}");
        assertThat(fingerprint(aFullTransaction().id("other"))).isEqualTo(fingerprint);
        String location = "{ \"longitude\":13.4050, \"latitude\":5.252e1 }";
        assertThat(fingerprint(aFullTransaction().with("location", location)))
                .isEqualTo(fingerprint);
        assertThat(
                        fingerprint(
                                aFullTransaction()
                                        .with("occurredAt", "\"2026-01-31T13:00:00.123+01:00\"")))
                .isEqualTo(fingerprint);
        String split =
                "[{\"sku\":\"sku-1\",\"quantity\":1,\"unitPriceMinor\":6499},"
                        + "{\"sku\":\"sku-1\",\"quantity\":1,\"unitPriceMinor\":6499}]";
        assertThat(fingerprint(aFullTransaction().with("items", split))).isEqualTo(fingerprint);

        TransactionReader.Received later =
                reader.read(bytes(aTransaction()), List.of(), NOW.plusSeconds(9), new Faults());
        assertThat(later.transaction().fingerprint()).isEqualTo(fingerprint(aTransaction()));
    }

    @Test
    void shouldHaveAnotherFingerprintWhenAnyFieldDiffers() {
        List<Bodies> others =
                List.of(
                        aFullTransaction().card("c-18"),
                        aFullTransaction().with("customerId", "\"u-8\""),
                        aFullTransaction().with("amountMinor", "12998"),
                        aFullTransaction().with("currency", "\"USD\""),
                        aFullTransaction().with("merchantId", "\"m-5\""),
                        aFullTransaction().without("terminalId"),
                        aFullTransaction().with("channel", "\"ATM\""),
                        aFullTransaction().with("deviceId", "\"d-2\""),
                        aFullTransaction().with("ipAddress", "\"::1\""),
                        aFullTransaction().with("country", "\"FR\""),
                        aFullTransaction().without("location"),
                        aFullTransaction().without("items"),
                        aFullTransaction().without("occurredAt"),
                        // The same characters, in other fields.
                        aFullTransaction()
                                .with("deviceId", "\"203.0.113.7\"")
                                .without("ipAddress"));

        assertThat(others.stream().map(this::fingerprint).collect(Collectors.toSet()))
                .hasSize(others.size())
                .doesNotContain(fingerprint(aFullTransaction()));
    }

    @Test
    void shouldTakeOrRefuseWhateverBytesCome() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] valid = bytes(aFullTransaction());
        for (int round = 0; round < 20_000; round++) {
            byte[] body = valid.clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }
            Faults faults = new Faults();
            assertThat(reader.read(body, List.of(), NOW, faults) == null)
                    .as("seed %d round %d: %s", seed, round, faults.list())
                    .isEqualTo(!faults.isEmpty());
        }
    }

    private static String items(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"sku\":\"s-" + i + "\",\"quantity\":1,\"unitPriceMinor\":0}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private void assertKeyRefused(String field, Bodies body, String... key) {
        Faults faults = new Faults();
        assertThat(reader.read(bytes(body), List.of(key), NOW, faults)).isNull();
        assertThat(faults.list())
                .singleElement()
                .satisfies(fault -> assertThat(fault.field()).isEqualTo(field));
    }

    private String fingerprint(Bodies body) {
        return read(body).transaction().fingerprint();
    }

    private TransactionReader.Received read(Bodies body) {
        Faults faults = new Faults();
        TransactionReader.Received received = reader.read(bytes(body), List.of(), NOW, faults);
        assertThat(faults.list()).isEmpty();
        return received;
    }

    private List<Fault> faults(Bodies body) {
        Faults faults = new Faults();
        assertThat(reader.read(bytes(body), List.of(), NOW, faults)).isNull();
        return faults.list();
    }

    private static byte[] bytes(Bodies body) {
        return body.json().getBytes(StandardCharsets.UTF_8);
    }
}
