package dev.tributary.ingest.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.time.Instant;

class KnownTransactionTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    @Test
    void shouldTakeTheVerdictWhenItIsOnTheFirstBody() {
        assertThat(known("card", "1", null).hear(known("card", "1", "verdict")))
                .isEqualTo(known("card", "1", "verdict"));
    }

    @Test
    void shouldStayTheSameWhenNewsAreOldOrAboutAnother() {
        KnownTransaction<String> pending = known("card", "1", null);
        KnownTransaction<String> decided = known("card", "1", "verdict");

        assertThat(pending.hear(pending)).isSameAs(pending);
        assertThat(pending.hear(known("card", "2", "verdict"))).isSameAs(pending);
        assertThat(pending.hear(known("other", "1", "verdict"))).isSameAs(pending);
        assertThat(decided.hear(pending)).isSameAs(decided);
        assertThat(decided.hear(known("card", "1", "another"))).isSameAs(decided);
        assertThatThrownBy(() ->
                        pending.hear(
                                new KnownTransaction<>(
                                        new TransactionId("t-2"),
                                        "1",
                                        new CardId("card"),
                                        NOW,
                                        null)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static KnownTransaction<String> known(String card, String fingerprint, String verdict) {
        return new KnownTransaction<>(
                new TransactionId("t-1"), fingerprint, new CardId(card), NOW, verdict);
    }
}
