package dev.tributary.ingest.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tributary.common.web.Problem;
import dev.tributary.ingest.api.BulkIntake.LineAnswer;
import dev.tributary.ingest.api.BulkIntake.LineStatus;
import dev.tributary.ingest.api.BulkItem.LineId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

@Timeout(60)
class LineAnswersTest {
    @Test
    void shouldKeepTheOrderWhenLaterAnswersAreSettledFirst() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CompletableFuture<LineAnswer> first = new CompletableFuture<>();
        CompletableFuture<LineAnswer> second = new CompletableFuture<>();
        try (LineAnswers answers = new LineAnswers(out, 10, LineAnswersTest::render)) {
            answers.add(first);
            answers.add(second);
            answers.add(CompletableFuture.completedFuture(refused(3)));
            second.complete(accepted(2));
            first.complete(accepted(1));
        }
        assertThat(out).hasToString("1\n2\n3 refused\n");
    }

    @Test
    void shouldFlushBeforeWaitingWhenTheNextAnswerIsNotSettled() throws Exception {
        AtomicInteger flushed = new AtomicInteger();
        ByteArrayOutputStream out =
                new ByteArrayOutputStream() {
                    @Override
                    public void flush() {
                        flushed.set(size());
                    }
                };
        CompletableFuture<LineAnswer> late = new CompletableFuture<>();
        try (LineAnswers answers = new LineAnswers(out, 10, LineAnswersTest::render)) {
            answers.add(CompletableFuture.completedFuture(accepted(1)));
            answers.add(late);
            await().until(() -> flushed.get() == 2);
            late.complete(accepted(2));
        }
    }

    @Test
    void shouldHoldUpWhoeverAddsOnlyWhenThereIsNoRoom() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        Blocked out = new Blocked(read);
        AtomicInteger added = new AtomicInteger();
        try (LineAnswers answers = new LineAnswers(out, 5, LineAnswersTest::render)) {
            Thread adder =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    for (int line = 1; line <= 10; line++) {
                                        answers.add(
                                                CompletableFuture.completedFuture(accepted(line)));
                                        added.incrementAndGet();
                                    }
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                            });
            // Five wait, one of them at the writer.
            await().until(() -> added.get() == 5 && adder.getState() == Thread.State.TIMED_WAITING);
            assertThat(added).hasValue(5);
            read.countDown();
            adder.join();
        }
        assertThat(added).hasValue(10);
    }

    @Test
    void shouldStopTakingAnswersWhenTheClientIsGone() {
        OutputStream gone =
                new OutputStream() {
                    @Override
                    public void write(int value) throws IOException {
                        throw new IOException("gone");
                    }
                };
        assertThatThrownBy(
                        () -> {
                            try (LineAnswers answers =
                                    new LineAnswers(gone, 1, LineAnswersTest::render)) {
                                while (answers.add(
                                        CompletableFuture.completedFuture(accepted(1)))) {
                                    assertThat(Thread.currentThread().isInterrupted()).isFalse();
                                }
                            }
                        })
                .isInstanceOf(IOException.class)
                .hasMessage("gone");
    }

    private static byte[] render(LineAnswer answer) {
        return (answer.line() + (answer.problem() == null ? "" : " refused"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static LineAnswer accepted(long line) {
        return LineAnswer.accepted(line, new LineId.OfTransaction("t"), null);
    }

    private static LineAnswer refused(long line) {
        return LineAnswer.other(
                line,
                new LineId.OfTransaction("t"),
                LineStatus.REJECTED,
                Problem.invalid("f", "is wrong"));
    }

    /** Takes nothing until it may. */
    private static final class Blocked extends OutputStream {
        private final CountDownLatch open;

        private Blocked(CountDownLatch open) {
            this.open = open;
        }

        @Override
        public void write(int value) throws IOException {
            try {
                open.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }
    }
}
