package dev.tributary.fraud.domain.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.fraud.domain.CardId;
import dev.tributary.fraud.domain.Reason;
import dev.tributary.fraud.domain.TransactionId;
import dev.tributary.fraud.domain.cases.ReviewCase.Status;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Collections;
import java.util.List;

class ReviewCaseTest {
    private static final TransactionId ID = new TransactionId("t-1");
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Opening OPENING =
            new Opening(new CardId("c-1"), 0.5, List.of(), NOON, NOON.plusSeconds(1));

    @Test
    void shouldBeWhatIsKnownOfItWhicheverComesFirst() {
        ReviewCase opened = ReviewCase.opened(ID, OPENING);
        ReviewCase labelled = ReviewCase.labelled(ID, resolution(Ruling.BLOCK, 9));

        assertThat(opened.status()).isEqualTo(Status.OPEN);
        assertThat(labelled.status()).isEqualTo(Status.LABELLED);
        assertThat(opened.hear(labelled)).isEqualTo(labelled.hear(opened));
        assertThat(opened.hear(labelled).status()).isEqualTo(Status.RESOLVED);
        assertThat(labelled.arrivedAt()).isEqualTo(NOON);
        assertThat(labelled.hear(opened).arrivedAt()).isEqualTo(OPENING.openedAt());
    }

    @Test
    void shouldGoByTheLatestLabelAndTheFirstOpening() {
        ReviewCase known = ReviewCase.opened(ID, OPENING).hear(label(Ruling.BLOCK, 2));
        Opening other = new Opening(new CardId("c-2"), 0.5, List.of(), NOON, NOON);

        assertThat(known.hear(label(Ruling.APPROVE, 1))).isEqualTo(known);
        assertThat(known.hear(ReviewCase.opened(ID, other))).isEqualTo(known);
        assertThat(known.hear(label(Ruling.APPROVE, 2)).resolution().ruling())
                .as("known at the same time, came later")
                .isEqualTo(Ruling.APPROVE);
        assertThatThrownBy(() -> known.hear(ReviewCase.opened(new TransactionId("t"), OPENING)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldDateACorrectionAfterWhatItCorrects() {
        ReviewCase open = ReviewCase.opened(ID, OPENING);
        ReviewCase resolved = open.hear(label(Ruling.BLOCK, 60));

        assertThat(open.nextLabelledAt(NOON)).isEqualTo(NOON);
        assertThat(resolved.nextLabelledAt(NOON.plusSeconds(61))).isEqualTo(NOON.plusSeconds(61));
        assertThat(resolved.nextLabelledAt(NOON.plusSeconds(60)))
                .isEqualTo(NOON.plusSeconds(60).plusMillis(1));
        assertThat(resolved.nextLabelledAt(NOON)).isEqualTo(NOON.plusSeconds(60).plusMillis(1));
    }

    @Test
    void shouldKeepNoMoreThanItMay() {
        List<Reason> many = Collections.nCopies(65, new Reason("R", "said", 0.1));

        assertThat(new Opening(new CardId("c"), 1, many, NOON, NOON).reasons()).hasSize(64);
        assertThatThrownBy(() -> new Opening(new CardId("c"), 1.1, many, NOON, NOON))
                .hasMessageContaining("1.1");
        assertThatThrownBy(() -> new Opening(new CardId("c"), Double.NaN, many, NOON, NOON))
                .hasMessageContaining("NaN");
        assertThat(noted(1_000).note()).hasSize(1_000);
        assertThatThrownBy(() -> noted(1_001)).hasMessageContaining("1001");
        assertThatThrownBy(() -> new ReviewCase(ID, null, null)).hasMessageContaining("t-1");
    }

    private static ReviewCase label(Ruling ruling, int second) {
        return ReviewCase.labelled(ID, resolution(ruling, second));
    }

    private static Resolution resolution(Ruling ruling, int second) {
        return new Resolution(ruling, null, "ANALYST", NOON.plusSeconds(second), NOON);
    }

    private static Resolution noted(int length) {
        return new Resolution(Ruling.BLOCK, "x".repeat(length), "ANALYST", NOON, NOON);
    }
}
