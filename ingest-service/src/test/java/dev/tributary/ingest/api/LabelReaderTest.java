package dev.tributary.ingest.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.common.web.Fault;
import dev.tributary.common.web.Faults;
import dev.tributary.ingest.domain.TransactionId;
import dev.tributary.ingest.domain.TransactionLabel;
import dev.tributary.ingest.domain.TransactionLabel.Source;
import dev.tributary.ingest.domain.TransactionLimits;
import dev.tributary.ingest.publish.LabelAvroMapper;
import dev.tributary.schemas.ingest.Label;
import dev.tributary.schemas.ingest.LabelSource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

class LabelReaderTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    private final LabelReader reader =
            new LabelReader(
                    new TransactionLimits(1_000_000_000_000L, 100, 1_000, Duration.ofSeconds(60)));

    @Test
    void shouldReadEveryField() {
        TransactionLabel label =
                reader.read(
                        bytes(
                                """
                                {"transactionId": "t-1", "fraud": true, "source": "CHARGEBACK",
                                 "labelledAt": "2026-01-30T12:00:00+01:00"}\
                                """),
                        NOW,
                        new Faults());

        assertThat(label)
                .isEqualTo(
                        new TransactionLabel(
                                new TransactionId("t-1"),
                                true,
                                Source.CHARGEBACK,
                                Instant.parse("2026-01-30T11:00:00Z"),
                                NOW));
        assertThat(LabelAvroMapper.toAvro(label))
                .isEqualTo(
                        new Label(
                                "t-1",
                                true,
                                LabelSource.CHARGEBACK,
                                null,
                                Instant.parse("2026-01-30T11:00:00Z"),
                                NOW));
    }

    @Test
    void shouldTakeTheArrivalWhereItIsNotSaidWhenItWasKnown() {
        TransactionLabel label =
                reader.read(
                        bytes("{\"transactionId\":\"t-1\",\"fraud\":false,\"source\":\"ANALYST\"}"),
                        NOW,
                        new Faults());

        assertThat(label.labelledAt()).isEqualTo(NOW);
        assertThat(label.fraud()).isFalse();
        assertThat(LabelAvroMapper.toAvro(label).getSource()).isEqualTo(LabelSource.ANALYST);
    }

    @Test
    void shouldNameAllFaultsAtOnce() {
        assertThat(
                        faults(
                                """
                                {"transactionId": "no blank", "fraud": "yes", "source": "UNKNOWN",
                                 "labelledAt": "2026-01-31T12:01:00.001Z", "note": "?"}\
                                """))
                .extracting(Fault::field)
                .containsExactly("transactionId", "fraud", "source", "labelledAt", "note");
        assertThat(faults("{}"))
                .extracting(Fault::field)
                .containsExactly("transactionId", "fraud", "source");
    }

    @Test
    void shouldTakeALabelOfAMinuteAheadAndNotLater() {
        String label =
                "{\"transactionId\":\"t\",\"fraud\":true,\"source\":\"ANALYST\",\"labelledAt\":\"%s\"}";

        assertThat(faults(label.formatted("2026-01-31T12:01:00Z"))).isEmpty();
        assertThat(faults(label.formatted("2026-01-31T12:01:00.001Z")))
                .extracting(Fault::message)
                .containsExactly("must be at most 60 s ahead of the clock here");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json",
                "[]",
                "null",
                "\"fraud\"",
                "{\"transactionId\": 7, \"fraud\": 1, \"source\": []}",
                "{\"transactionId\": null, \"fraud\": null, \"source\": null}",
                "{\"transactionId\":\"t\",\"fraud\":true,\"fraud\":false,\"source\":\"ANALYST\"}",
                "{\"transactionId\":\"..\",\"fraud\":true,\"source\":\"analyst\"}",
                "{\"transactionId\":\"t\",\"fraud\":true,\"source\":\"ANALYST\",\"labelledAt\":\"1969-12-31T23:59:59Z\"}"
            })
    void shouldRefuseWhatIsNoLabel(String json) {
        assertThat(faults(json)).isNotEmpty();
    }

    private List<Fault> faults(String json) {
        Faults faults = new Faults();
        TransactionLabel label = reader.read(bytes(json), NOW, faults);
        assertThat(label == null).isEqualTo(!faults.isEmpty());
        return faults.list();
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
