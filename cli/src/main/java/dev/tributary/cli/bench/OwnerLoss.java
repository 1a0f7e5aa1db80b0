package dev.tributary.cli.bench;

import dev.tributary.cli.client.OpenLoop;
import dev.tributary.cli.client.ServiceClient;
import dev.tributary.cli.client.ServiceClient.Reply;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Reads a key at a steady rate from an instance that does not own it while the owner is killed, and
 * finds the longest time without a good answer.
 */
final class OwnerLoss {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int OK = 200;

    private final ServiceClient reader;
    private final double ratePerSecond;

    /**
     * What was found.
     *
     * @param longestGap longest time from one good answer to the next, from just before the kill to
     *     the end
     * @param good answers of status 200
     * @param bad answers of another status, and requests that got none
     * @param byOther good answers that the killed instance did not give
     */
    record Outcome(Duration longestGap, long good, long bad, long byOther) {}

    record Answer(long nanos, boolean good, boolean byOwner) {}

    OwnerLoss(ServiceClient reader, double ratePerSecond) {
        this.reader = reader;
        this.ratePerSecond = ratePerSecond;
    }

    /**
     * Reads, kills, reads on.
     *
     * @param path of the key
     * @param owner as {@code host:port}
     * @param kill ends the owner
     * @param before how long all is well
     * @param after how long it is read after the kill
     */
    Outcome run(String path, String owner, Runnable kill, Duration before, Duration after)
            throws Exception {
        ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();
        try (ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Long> reading =
                    thread.submit(() ->
                            new OpenLoop(ratePerSecond, 1)
                                    .run(
                                            Stream.generate(() -> path).iterator(),
                                            before.plus(after),
                                            PATIENCE,
                                            (it, _) -> answers.add(read(it, owner))));
            LockSupport.parkNanos(before.toNanos());
            long killedNanos = System.nanoTime();
            kill.run();
            reading.get();
            return outcome(List.copyOf(answers), killedNanos, System.nanoTime());
        }
    }

    private Answer read(String path, String owner) {
        Reply reply = reader.get(path);
        long now = System.nanoTime();
        return switch (reply) {
            case Reply.Came(int status, _, String servedBy) ->
                    new Answer(now, status == OK, owner.equals(servedBy));
            case Reply.Lost _ -> new Answer(now, false, false);
        };
    }

    /** The end of the run ends a gap as well: it is at least that long. */
    static Outcome outcome(List<Answer> answers, long killedNanos, long endNanos) {
        long[] good =
                answers.stream().filter(Answer::good).mapToLong(Answer::nanos).sorted().toArray();
        long last = killedNanos;
        for (long at : good) {
            if (at <= killedNanos) {
                last = at;
            }
        }
        long longest = 0;
        for (long at : good) {
            if (at > killedNanos) {
                longest = Math.max(longest, at - last);
                last = at;
            }
        }
        longest = Math.max(longest, endNanos - last);
        return new Outcome(
                Duration.ofNanos(longest),
                good.length,
                answers.size() - good.length,
                answers.stream().filter(it -> it.good() && !it.byOwner()).count());
    }
}
