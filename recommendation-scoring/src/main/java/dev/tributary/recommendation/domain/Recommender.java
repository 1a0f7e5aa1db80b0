package dev.tributary.recommendation.domain;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Learns from sessions and says what a visitor will click next. For any threads: as many predict at
 * a time as there are processors, the others wait, and nobody predicts while a session is learned.
 */
public final class Recommender {
    private final SessionIndex index;
    private final BlockingQueue<Prediction> predictions;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    public Recommender(RecommenderSettings settings, int processors) {
        this.index = new SessionIndex(settings);
        this.predictions = new ArrayBlockingQueue<>(processors);
        for (int i = 0; i < processors; i++) {
            predictions.add(new Prediction(settings, index));
        }
    }

    /**
     * Takes a session in as it is now, in place of what is known of it.
     *
     * @param session of more clicks than the bound only the newest are learned
     */
    public void learn(LearnableSession session) {
        lock.writeLock().lock();
        try {
            index.put(session);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Forgets a session; one that is not known is none. */
    public void forget(VisitId session) {
        lock.writeLock().lock();
        try {
            index.forget(session);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Forgets all sessions of a customer. */
    public void forget(CustomerId customer) {
        lock.writeLock().lock();
        try {
            index.forgetSource(customer.hash());
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Forgets all sessions of an origin, one after the other. */
    public void forgetAll(LearnableSession.Origin origin) {
        boolean more = true;
        while (more) {
            lock.writeLock().lock();
            try {
                more = index.forgetAny(origin);
            } finally {
                lock.writeLock().unlock();
            }
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
            lock.readLock().lock();
            try {
                return prediction.predict(clicks, wanted);
            } finally {
                lock.readLock().unlock();
            }
        } finally {
            predictions.add(prediction);
        }
    }

    /** What the index has. */
    public IndexSize size() {
        lock.readLock().lock();
        try {
            return new IndexSize(
                    index.size(), index.clickCount(), index.itemCount(), index.bytes());
        } finally {
            lock.readLock().unlock();
        }
    }
}
