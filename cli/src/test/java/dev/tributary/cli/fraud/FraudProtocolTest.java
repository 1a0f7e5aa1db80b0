package dev.tributary.cli.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

/** Who is judged, and how cards are counted, on a handful of transactions. */
class FraudProtocolTest {
    private static final EvaluationPeriod PERIOD =
            new EvaluationPeriod(LocalDate.parse("2018-07-01"), 7, 7, 2);

    private final StringBuilder csv =
            new StringBuilder("transactionId,occurredAt,cardId,terminalId,amountMinor,fraud\n");
    private int transactions;

    @TempDir private Path folder;

    /**
     * Day 6 is the last of training, 14 the first of the test. On day 14 + k a card with a fraud up
     * to day 6 + k is left out.
     */
    @Test
    void shouldLeaveOutCardsThatAreKnownByThen() throws IOException {
        on(1, "trained", true);
        on(7, "late", true);
        on(14, "trained", true);
        on(14, "late", true);
        on(14, "free", false);
        on(15, "late", true);
        on(15, "free", true);

        FraudProtocol.Result result = judge(new float[] {0.9f, 0.8f, 0.1f, 0.7f, 0.6f}, 7);

        assertThat(result.transactions()).isEqualTo(3);
        assertThat(result.frauds()).isEqualTo(2);
        assertThat(result.ranking().averagePrecision()).isEqualTo(1);
    }

    /** Card a is found on the first day and does not count on the second; b is found then. */
    @Test
    void shouldCountACardOnce() throws IOException {
        on(14, "a", true);
        on(14, "a", false);
        on(14, "b", false);
        on(15, "a", true);
        on(15, "b", true);

        assertThat(judge(new float[] {0.5f, 0.9f, 0.1f, 0.9f, 0.2f}, 7).cardPrecision())
                .isCloseTo((1 / 100.0 + 1 / 100.0) / 2, within(1e-12));
    }

    @Test
    void shouldLookAtTheHundredHighestCardsOnly() throws IOException {
        for (int i = 0; i < 101; i++) {
            on(14, "c-" + i, i >= 99);
        }
        float[] scores = new float[101];
        for (int i = 0; i < 101; i++) {
            scores[i] = 1 - i / 200f;
        }

        assertThat(judge(scores, 7).cardPrecision()).isCloseTo(0.005, within(1e-12));
    }

    @Test
    void shouldOnlyLookBackAsFarAsAsked() throws IOException {
        on(1, "a", true);
        on(14, "a", true);
        on(14, "b", false);

        assertThat(judge(new float[] {0.9f, 0.1f}, 7).frauds()).isZero();
        assertThat(judge(new float[] {0.9f, 0.1f}, 5).frauds()).isEqualTo(1);
    }

    private void on(int day, String card, boolean fraud) {
        csv.append(
                "t-%04d,2018-07-%02dT10:00:00Z,%s,t,1000,%s%n"
                        .formatted(transactions++, day + 1, card, fraud));
    }

    private FraudProtocol.Result judge(float[] scores, int leaveOutDays) throws IOException {
        Path file = Files.writeString(folder.resolve("transactions.csv"), csv);
        return new FraudProtocol(TransactionTable.read(file), PERIOD).judge(scores, leaveOutDays);
    }
}
