package dev.tributary.fraud.domain.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.fraud.domain.TransactionId;
import dev.tributary.fraud.domain.learning.Label;

import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** The label that counts is found for each of many transactions, and their number is bounded. */
class KnownLabelsTest {
    @Test
    void shouldKnowWhatAPlainMapKnows() {
        long seed = 7;
        Random random = new Random(seed);
        KnownLabels labels = new KnownLabels(5_000);
        Map<TransactionId, Label> plain = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            TransactionId id = id(random.nextInt(5_000));
            Label label = new Label(random.nextBoolean(), random.nextInt(10));
            assertThat(labels.put(id, label)).isTrue();
            plain.merge(id, label, (before, now) -> now.supersedes(before) ? now : before);
        }
        for (int i = 0; i < 6_000; i++) {
            Label expected = plain.get(id(i));
            assertThat(labels.fraud(id(i)))
                    .as("seed %d, %d", seed, i)
                    .isEqualTo(expected == null ? null : expected.fraud());
        }
        assertThat(labels.size()).isEqualTo(plain.size());
    }

    @Test
    void shouldTakeNoMoreTransactionsThanAllowedAndStillCorrectThoseItHas() {
        KnownLabels labels = new KnownLabels(2);
        assertThat(labels.put(id(1), new Label(true, 1))).isTrue();
        assertThat(labels.put(id(2), new Label(true, 1))).isTrue();
        assertThat(labels.put(id(3), new Label(true, 1))).isFalse();
        assertThat(labels.put(id(2), new Label(false, 2))).isTrue();

        assertThat(labels.fraud(id(2))).isFalse();
        assertThat(labels.fraud(id(3))).isNull();
        assertThat(labels.size()).isEqualTo(2);
    }

    private static TransactionId id(int number) {
        return new TransactionId("t-" + number);
    }
}
