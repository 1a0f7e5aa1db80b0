package dev.tributary.ingest.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.common.web.Fault;
import dev.tributary.common.web.Faults;
import dev.tributary.ingest.domain.Interaction;
import dev.tributary.ingest.domain.Interaction.Kind;
import dev.tributary.ingest.domain.InteractionId;
import dev.tributary.ingest.domain.SessionId;
import dev.tributary.ingest.domain.TransactionLimits;
import dev.tributary.ingest.publish.InteractionAvroMapper;
import dev.tributary.schemas.ingest.InteractionKind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

class InteractionReaderTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    private final InteractionReader reader =
            new InteractionReader(
                    new TransactionLimits(1_000_000_000_000L, 100, 1_000, Duration.ofSeconds(60)),
                    receivedAt -> new InteractionId("made-" + receivedAt),
                    customer -> !customer.equals("withdrawn"));

    @Test
    void shouldReadEveryField() {
        Interaction interaction =
                read(
                        """
                        {"interactionId": "i-1", "sessionId": "s-1", "customerId": "u-1",
                         "sku": "sku-1", "kind": "CART", "occurredAt": "2026-01-30T12:00:00+01:00"}\
                        """);

        Instant then = Instant.parse("2026-01-30T11:00:00Z");
        assertThat(interaction)
                .isEqualTo(
                        new Interaction(
                                new InteractionId("i-1"),
                                new SessionId("s-1"),
                                "u-1",
                                "sku-1",
                                Kind.CART,
                                then,
                                NOW));
        assertThat(InteractionAvroMapper.toAvro(interaction))
                .isEqualTo(
                        new dev.tributary.schemas.ingest.Interaction(
                                "i-1", "s-1", "u-1", "sku-1", InteractionKind.CART, then, NOW));
        assertThat(InteractionAvroMapper.key(interaction)).isEqualTo("s-1\0i-1");
    }

    @Test
    void shouldNotNameACustomerWhoWithdrewTheirConsent() {
        Interaction interaction =
                read(
                        """
                        {"sessionId": "s-1", "customerId": "withdrawn", "sku": "sku-1", "kind": "VIEW"}\
                        """);

        assertThat(interaction.customerId()).isNull();
        assertThat(interaction.sku()).isEqualTo("sku-1");
    }

    @ParameterizedTest
    @EnumSource
    void shouldMakeAnIdAndTakeTheArrivalWhereTheyAreNotSaid(Kind kind) {
        Interaction interaction = read(interaction("sku-1", kind.name()));

        assertThat(interaction.interactionId().value()).isEqualTo("made-2026-01-31T12:00:00Z");
        assertThat(interaction.occurredAt()).isEqualTo(NOW);
        assertThat(interaction.customerId()).isNull();
        assertThat(InteractionAvroMapper.toAvro(interaction).getKind().name())
                .isEqualTo(kind.name());
        assertThat(InteractionAvroMapper.toAvro(interaction).getCustomerId()).isNull();
    }

    @Test
    void shouldTakeTheIdFromTheHeaderWhereTheBodyHasNone() {
        assertThat(read(interaction("sku-1", "VIEW"), "i-1").interactionId().value())
                .isEqualTo("i-1");
        assertThat(read(interaction("sku-1", "VIEW"), "\"i-1\"").interactionId().value())
                .isEqualTo("i-1");
        assertThat(read(withId("i-1"), "i-1").interactionId().value()).isEqualTo("i-1");
    }

    @Test
    void shouldRefuseAHeaderThatIsNoIdOrAnotherThanTheBodys() {
        assertThat(faults(withId("i-1"), "i-2"))
                .containsExactly(
                        new Fault(
                                "interactionId", "must be the same as the header Idempotency-Key"));
        assertThat(faults(interaction("sku-1", "VIEW"), "i-1", "i-1"))
                .containsExactly(new Fault("Idempotency-Key", "must be given once"));
        assertThat(faults("[]", "no blank"))
                .extracting(Fault::field)
                .startsWith("Idempotency-Key")
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "interactionId, 64, true",
        "interactionId, 65, false",
        "sessionId, 64, true",
        "sessionId, 65, false",
        "customerId, 64, true",
        "customerId, 65, false",
        "sku, 64, true",
        "sku, 65, false"
    })
    void shouldTakeNamesUpToTheirLength(String field, int length, boolean taken) {
        String name = "x".repeat(length);
        String json =
                """
                {"interactionId": "i", "sessionId": "s", "customerId": "u", "sku": "k",
                 "kind": "VIEW"}\
                """
                        .replaceAll(
                                "\"%s\": \"[a-z]\"".formatted(field),
                                "\"%s\": \"%s\"".formatted(field, name));

        assertThat(faults(json))
                .extracting(Fault::field)
                .isEqualTo(taken ? List.of() : List.of(field));
    }

    @ParameterizedTest
    @ValueSource(strings = {"interactionId", "sessionId", "customerId", "sku"})
    void shouldRefuseANameThatIsEmpty(String field) {
        assertThat(faults("{\"kind\": \"VIEW\", \"%s\": \"\"}".formatted(field)))
                .extracting(Fault::field)
                .contains(field);
    }

    @Test
    void shouldTakeAnInteractionOfAMinuteAheadAndNotLater() {
        String interaction =
                "{\"sessionId\":\"s\",\"sku\":\"k\",\"kind\":\"VIEW\",\"occurredAt\":\"%s\"}";

        assertThat(faults(interaction.formatted("2026-01-31T12:01:00Z"))).isEmpty();
        assertThat(faults(interaction.formatted("2026-01-31T12:01:00.001Z")))
                .extracting(Fault::message)
                .containsExactly("must be at most 60 s ahead of the clock here");
    }

    @Test
    void shouldNameAllFaultsAtOnce() {
        assertThat(
                        faults(
                                """
                                {"interactionId": "no blank", "sessionId": "a\\u0000b",
                                 "customerId": 7, "sku": "", "kind": "UNKNOWN",
                                 "occurredAt": "2026-01-31T12:01:00.001Z", "note": "?"}\
                                """))
                .extracting(Fault::field)
                .containsExactly(
                        "interactionId",
                        "sessionId",
                        "customerId",
                        "sku",
                        "kind",
                        "occurredAt",
                        "note");
        assertThat(faults("{}"))
                .containsExactly(
                        new Fault("sessionId", "is required"),
                        new Fault("sku", "is required"),
                        new Fault("kind", "is required"));
        assertThat(faults(interaction("sku-1", "view")))
                .containsExactly(new Fault("kind", "must be one of VIEW, CART, PURCHASE"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json",
                "[]",
                "null",
                "{\"sessionId\": 7, \"sku\": [], \"kind\": null}",
                "{\"sessionId\":\"s\",\"sku\":\"k\",\"sku\":\"k\",\"kind\":\"VIEW\"}",
                "{\"sessionId\":\"s\",\"sku\":\"k\",\"kind\":\"VIEW\",\"occurredAt\":\"1969-12-31T23:59:59Z\"}"
            })
    void shouldRefuseWhatIsNoInteraction(String json) {
        assertThat(faults(json)).isNotEmpty();
    }

    private static String interaction(String sku, String kind) {
        return """
        {"sessionId": "s", "sku": "%s", "kind": "%s"}\
        """
                .formatted(sku, kind);
    }

    private static String withId(String id) {
        return """
        {"interactionId": "%s", "sessionId": "s", "sku": "k", "kind": "VIEW"}\
        """
                .formatted(id);
    }

    private Interaction read(String json, String... key) {
        Faults faults = new Faults();
        Interaction interaction = reader.read(bytes(json), List.of(key), NOW, faults);
        assertThat(faults.list()).isEmpty();
        return interaction;
    }

    private List<Fault> faults(String json, String... key) {
        Faults faults = new Faults();
        Interaction interaction = reader.read(bytes(json), List.of(key), NOW, faults);
        assertThat(interaction == null).isEqualTo(!faults.isEmpty());
        return faults.list();
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
