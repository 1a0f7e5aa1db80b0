package dev.tributary.ingest.api;

import dev.tributary.ingest.api.BulkIntake.LineAnswer;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Answers on their way to a client, in the order in which they were added, each written when it is
 * settled. Written by a thread of its own, so that whoever adds goes on reading while the client
 * does not read; what waits is bounded. Flushed whenever the next answer is not settled yet.
 */
final class LineAnswers implements AutoCloseable {
    /** Bytes of an answer for which it counts once; most have fewer. */
    private static final int UNIT_BYTES = 256;

    private static final int GIVE_WAY_MS = 100;

    private final OutputStream out;
    private final Function<LineAnswer, byte[]> render;
    private final Semaphore room;

    /** Answers and, at the end, nothing; bounded by {@link #room}. */
    private final LinkedBlockingQueue<Optional<Waiting>> queue = new LinkedBlockingQueue<>();

    private final Thread writer;
    private volatile @Nullable IOException failure;

    /** An answer that is not settled, or its bytes. */
    private sealed interface Waiting {
        int units();

        record Unsettled(CompletableFuture<LineAnswer> answer) implements Waiting {
            @Override
            public int units() {
                return 1;
            }
        }

        @SuppressWarnings("ArrayRecordComponent") // Handed on once, never compared.
        record Rendered(byte[] json, int units) implements Waiting {}
    }

    /**
     * @param out where to, written by one thread only
     * @param max answers that may wait; one counts once for each begun {@value #UNIT_BYTES} bytes
     * @param render an answer as one line of JSON without its end
     */
    LineAnswers(OutputStream out, int max, Function<LineAnswer, byte[]> render) {
        this.out = out;
        this.render = render;
        this.room = new Semaphore(max);
        this.writer = Thread.ofVirtual().name("line-answers").start(this::write);
    }

    /**
     * Adds an answer; waits while there is no room.
     *
     * @return false where the client does not take answers any more
     */
    boolean add(CompletableFuture<LineAnswer> answer) throws InterruptedException {
        Waiting waiting = waiting(answer);
        // The writer fails without giving room back, so its failure is looked for now and then.
        while (failure == null) {
            if (room.tryAcquire(waiting.units(), GIVE_WAY_MS, TimeUnit.MILLISECONDS)) {
                queue.add(Optional.of(waiting));
                return true;
            }
        }
        return false;
    }

    /** A refusal is rendered now: its text is smaller than its objects. */
    private Waiting waiting(CompletableFuture<LineAnswer> answer) {
        if (!answer.isDone() || answer.join().problem() == null) {
            return new Waiting.Unsettled(answer);
        }
        byte[] json = render.apply(answer.join());
        return new Waiting.Rendered(json, 1 + json.length / UNIT_BYTES);
    }

    private void write() {
        try {
            for (Optional<Waiting> next = queue.take(); next.isPresent(); next = queue.take()) {
                Waiting waiting = next.get();
                switch (waiting) {
                    case Waiting.Unsettled(CompletableFuture<LineAnswer> answer) -> {
                        if (!answer.isDone()) {
                            out.flush();
                        }
                        out.write(render.apply(answer.join()));
                    }
                    case Waiting.Rendered(byte[] json, int _) -> out.write(json);
                }
                out.write('\n');
                room.release(waiting.units());
                if (queue.isEmpty()) {
                    out.flush();
                }
            }
            out.flush();
        } catch (IOException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure = new IOException("interrupted", e);
        }
    }

    /**
     * Waits until all answers are written. Each is settled within the producer's bound, and a
     * client that does not read is given up by the connection's own timeout.
     *
     * @throws IOException where the client does not take answers any more
     */
    @Override
    public void close() throws IOException {
        queue.add(Optional.empty());
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted before all answers were written", e);
        }
        IOException failed = failure;
        if (failed != null) {
            throw failed;
        }
    }
}
