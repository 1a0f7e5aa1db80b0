package dev.tributary.recommendation.domain;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.StampedLock;

/**
 * Learns from sessions and says what a visitor will click next. For any threads: some predict at a
 * time for each processor, the others wait, and nobody predicts while a session is learned.
 */
public final class Recommender {
    /** So that others go on where the system takes the processor from one of them. */
    private static final int PREDICTIONS_A_PROCESSOR = 4;

    /** How often a change looks for a moment without predictions before it makes them wait. */
    private static final int TRIES = 400;

    private static final long PAUSE_NANOS = 50_000;

    private final SessionIndex index;
    private final BlockingQueue<Prediction> predictions;
    private final StampedLock lock = new StampedLock();

    public Recommender(RecommenderSettings settings, int processors) {
        this.index = new SessionIndex(settings);
        this.predictions = new ArrayBlockingQueue<>(processors * PREDICTIONS_A_PROCESSOR);
        while (predictions.remainingCapacity() > 0) {
            predictions.add(new Prediction(settings, index));
        }
    }

    /**
     * Takes a session in as it is now, in place of what is known of it.
     *
     * @param session of more clicks than the bound only the newest are learned
     */
    public void learn(LearnableSession session) {
        change(() -> index.put(session));
    }

    /** Forgets a session; one that is not known is none. */
    public void forget(VisitId session) {
        change(() -> index.forget(session));
    }

    /** Forgets all sessions of a customer. */
    public void forget(CustomerId customer) {
        change(() -> index.forgetSource(customer.hash()));
    }

    /** Forgets all sessions of an origin, one after the other. */
    public void forgetAll(LearnableSession.Origin origin) {
        AtomicBoolean more = new AtomicBoolean(true);
        while (more.get()) {
            change(() -> more.set(index.forgetAny(origin)));
        }
    }

    /**
     * Predictions that come would wait behind a change that waits for those under way, and all of
     * them for as long as a busy machine leaves any of their threads alone. So a change looks for a
     * moment without predictions first.
     */
    private void change(Runnable change) {
        long stamp = lock.tryWriteLock();
        for (int tries = 1; stamp == 0 && tries < TRIES; tries++) {
            LockSupport.parkNanos(PAUSE_NANOS);
            stamp = lock.tryWriteLock();
        }
        if (stamp == 0) {
            stamp = lock.writeLock();
        }
        try {
            change.run();
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    /**
     * The items most likely to be clicked next, the likeliest first.
     *
     * @param clicks of the session, oldest first; of none nothing can be said
     * @param wanted what may be shown
     * @throws InterruptedException while waiting for a processor
     */
    public List<Recommendation> recommend(List<Click> clicks, Wanted wanted)
            throws InterruptedException {
        if (clicks.isEmpty()) {
            return List.of();
        }
        Prediction prediction = predictions.take();
        try {
            long stamp = lock.readLock();
            try {
                return prediction.predict(clicks, wanted);
            } finally {
                lock.unlockRead(stamp);
            }
        } finally {
            predictions.add(prediction);
        }
    }

    /** What the index has. */
    public IndexSize size() {
        long stamp = lock.readLock();
        try {
            return new IndexSize(
                    index.size(), index.clickCount(), index.itemCount(), index.bytes());
        } finally {
            lock.unlockRead(stamp);
        }
    }
}
