package dev.tributary.recommendation.domain;

import java.util.Arrays;

/**
 * For each item the newest sessions that have it, as {@link Recency}, and how many have it in all.
 *
 * <p>A list that is full lets its oldest session go, but a source that has its share of the list
 * displaces a session of its own: however many sessions one visitor makes up, those of the others
 * stay.
 */
final class Postings {
    /** Tells who is behind a session. */
    interface Sources {
        long source(int slot);
    }

    private final int shareMax;

    /** The same of all those together of whom nobody knows who they are. */
    private final int unknownMax;

    private final Sources sources;

    /** By item, oldest session first. */
    private final LongLists lists;

    private int[] sessionCounts = new int[1_024];
    private long pairs;

    /**
     * @param newestMax sessions kept of an item
     * @param shareMax of these of one source, once the list is full; of all unknown ones half
     */
    Postings(int newestMax, int shareMax, Sources sources) {
        this.lists = new LongLists(newestMax);
        this.shareMax = shareMax;
        this.unknownMax = Math.max(1, newestMax / 2);
        this.sources = sources;
    }

    /** An item is in one session more. */
    void add(int item, long session) {
        if (item >= sessionCounts.length) {
            sessionCounts = Arrays.copyOf(sessionCounts, Math.max(item + 1, item * 2));
        }
        sessionCounts[item]++;
        pairs++;
        if (!lists.isFull(item) || makeRoom(item, session)) {
            lists.insert(item, -1 - find(item, session), session);
        }
    }

    /** An item is in one session less; that this is no longer listed does not matter. */
    void remove(int item, long session) {
        sessionCounts[item]--;
        pairs--;
        int at = find(item, session);
        if (at >= 0) {
            lists.remove(item, at);
        }
    }

    /** How many sessions have an item. */
    int sessionCount(int item) {
        return item >= 0 && item < sessionCounts.length ? sessionCounts[item] : 0;
    }

    /** How many of them are listed. */
    int length(int item) {
        return lists.length(item);
    }

    /**
     * One of the sessions listed.
     *
     * @param age 0 is the newest
     */
    long newest(int item, int age) {
        return lists.of(item)[lists.length(item) - 1 - age];
    }

    /**
     * How much it tells that a session has an item: {@code ln(P / sessions with it)}, where P is
     * the number of pairs of a session and an item. 0 where no session has it.
     */
    double inverseFrequency(int item) {
        int count = sessionCount(item);
        return count == 0 ? 0 : Math.log((double) pairs / count);
    }

    /** How many pairs there are of a session and an item. */
    long pairs() {
        return pairs;
    }

    long bytes() {
        return lists.bytes() + (long) sessionCounts.length * Integer.BYTES;
    }

    private int find(int item, long session) {
        return Arrays.binarySearch(lists.of(item), 0, lists.length(item), session);
    }

    /** Lets a session go for another one, unless that is older. */
    private boolean makeRoom(int item, long session) {
        int displaced = displaced(item, sources.source(Recency.slot(session)));
        if (lists.of(item)[displaced] > session) {
            return false;
        }
        lists.remove(item, displaced);
        return true;
    }

    /** Index of what has to go for a session of a source. */
    private int displaced(int item, long source) {
        int max = source == LearnableSession.NO_SOURCE ? unknownMax : shareMax;
        long[] list = lists.of(item);
        int own = 0;
        int oldestOwn = 0;
        for (int i = lists.length(item) - 1; i >= 0; i--) {
            if (sources.source(Recency.slot(list[i])) == source) {
                own++;
                oldestOwn = i;
            }
        }
        return own >= max ? oldestOwn : 0;
    }
}
