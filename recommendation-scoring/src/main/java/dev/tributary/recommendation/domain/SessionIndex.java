package dev.tributary.recommendation.domain;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Everything that is learned from sessions, in arrays of numbers. A session is taken in whole,
 * again and again while it goes on; what it had added before is taken away first. So the index is a
 * function of the sessions that are in it, whatever happened on the way, but for what its bounds
 * cut off ({@link RecommenderSettings.Bounds}, {@link RecommenderSettings.Rules#successorsMax}).
 *
 * <p>Not thread-safe: nobody may read while it is changed.
 */
public final class SessionIndex {
    private final RecommenderSettings settings;
    private final ItemNumbers items = new ItemNumbers();
    private final SessionSlots sessions = new SessionSlots();
    private final Postings postings;
    private final Successions successions;
    private final RepeatCounts repeats = new RepeatCounts();
    private final RevisitCounts revisits = new RevisitCounts();
    private final SessionWalk walk = new SessionWalk();
    private final int near;
    private final int far;
    private final double backward;
    private int[] packed = new int[16];
    private long newestMillis = Long.MIN_VALUE;

    public SessionIndex(RecommenderSettings settings) {
        this.settings = settings;
        RecommenderSettings.Bounds bounds = settings.bounds();
        this.postings = new Postings(bounds.newestMax(), bounds.shareMax(), sessions::source);
        RecommenderSettings.Rules rules = settings.rules();
        this.successions = new Successions(rules.successorsMax());
        this.near = units(rules.near());
        this.far = units(rules.far());
        this.backward = rules.backward();
    }

    /**
     * Takes a session in as it is now, in place of what is known of it.
     *
     * @param session of more clicks than the bound only the newest are learned
     */
    public void put(LearnableSession session) {
        int length = pack(session.clicks());
        newestMillis = Math.max(newestMillis, session.lastClickAt().toEpochMilli());
        int slot = sessions.find(session.id());
        if (slot != SessionSlots.NONE && sessions.isContinued(slot, session, packed, length)) {
            goOn(slot, session, length);
            return;
        }
        forget(session.id());
        // Items that only it had have no number any more.
        count(sessions.add(session, packed, pack(session.clicks())), 0, 1);
        makeRoom(session.source());
    }

    /** Nearly always a session was known up to its last click: only that is new. */
    private void goOn(int slot, LearnableSession session, int length) {
        int known = sessions.length(slot);
        list(slot, known, -1);
        sessions.goOn(slot, session, packed, length);
        list(slot, known, 1);
        count(slot, known, 1);
    }

    /** Whoever has more than its share gives way first. */
    private void makeRoom(long source) {
        RecommenderSettings.Bounds bounds = settings.bounds();
        if (source != LearnableSession.NO_SOURCE && sessions.sizeOf(source) > bounds.sourceMax()) {
            forget(sessions.firstOf(source));
        }
        while (sessions.size() > bounds.sessionsMax()) {
            forget(superfluous(bounds.sessionsMax() / 2));
        }
    }

    private int superfluous(int unknownMax) {
        int oldest = sessions.oldest();
        boolean unknownHaveTooMany = sessions.sizeOf(LearnableSession.NO_SOURCE) > unknownMax;
        return unknownHaveTooMany && sessions.source(oldest) != LearnableSession.NO_SOURCE
                ? sessions.firstOf(LearnableSession.NO_SOURCE)
                : oldest;
    }

    /** Forgets a session; one that is not known is none. */
    public void forget(VisitId session) {
        int slot = sessions.find(session);
        if (slot != SessionSlots.NONE) {
            forget(slot);
        }
    }

    /**
     * Forgets one session of an origin.
     *
     * @return whether there was one
     */
    public boolean forgetAny(LearnableSession.Origin origin) {
        int slot = sessions.any(origin);
        if (slot != SessionSlots.NONE) {
            forget(slot);
        }
        return slot != SessionSlots.NONE;
    }

    /** Forgets all sessions of a source. */
    public void forgetSource(long source) {
        while (sessions.sizeOf(source) > 0) {
            forget(sessions.firstOf(source));
        }
    }

    /** Sessions that are learned from. */
    public int size() {
        return sessions.size();
    }

    /** Clicks that are learned from. */
    public long clickCount() {
        return sessions.clickCount();
    }

    /** Items that the sessions have. */
    public int itemCount() {
        return items.size();
    }

    /** What the index takes of memory, about. */
    public long bytes() {
        return items.bytes()
                + sessions.bytes()
                + postings.bytes()
                + successions.bytes()
                + repeats.bytes();
    }

    ItemNumbers items() {
        return items;
    }

    SessionSlots sessions() {
        return sessions;
    }

    Postings postings() {
        return postings;
    }

    Successions successions() {
        return successions;
    }

    RepeatCounts repeats() {
        return repeats;
    }

    RevisitCounts revisits() {
        return revisits;
    }

    /** Event time of the newest click ever taken in. */
    long newestMillis() {
        return newestMillis;
    }

    /** How much time passes on average from one session to the next, at least 1 ms. */
    double meanGapMillis() {
        long oldest = Recency.epochMillis(sessions.recency(sessions.oldest()));
        return Math.max(1, (double) (newestMillis - oldest) / sessions.size());
    }

    private void forget(int slot) {
        count(slot, 0, -1);
        int length = sessions.length(slot);
        for (int i = 0; i < length; i++) {
            int click = sessions.click(slot, i);
            int item = PackedClick.item(click);
            // Then all that was counted of it has been taken away, too.
            if (!PackedClick.isAgain(click) && postings.sessionCount(item) == 0) {
                items.release(item);
            }
        }
        sessions.remove(slot);
    }

    private int pack(List<Click> clicks) {
        int length = Math.min(clicks.size(), settings.bounds().clicksMax());
        if (length > packed.length) {
            packed = Arrays.copyOf(packed, length);
        }
        List<Click> newest = clicks.subList(clicks.size() - length, clicks.size());
        Map<Sku, InteractionKind> strongest = Click.strongest(newest);
        walk.reset();
        for (int i = 0; i < length; i++) {
            Sku sku = newest.get(i).sku();
            int item = items.number(sku);
            walk.click(item);
            packed[i] =
                    PackedClick.of(
                            item,
                            strongest.getOrDefault(sku, InteractionKind.VIEW),
                            walk.isSeenBefore());
        }
        return length;
    }

    /**
     * Adds what a session tells, or takes it away.
     *
     * @param known clicks that have been counted before
     * @param sign 1 to add, -1 to take away
     */
    private void count(int slot, int known, int sign) {
        walk.reset();
        int length = sessions.length(slot);
        for (int i = 0; i < length; i++) {
            int click = sessions.click(slot, i);
            int item = PackedClick.item(click);
            if (i >= known && !PackedClick.isAgain(click)) {
                list(item, sessions.recency(slot), sign);
            }
            if (i > 0 && i >= known) {
                countTransition(item, settings.signals().strength(PackedClick.kind(click)), sign);
            }
            walk.click(item);
        }
    }

    /** Puts a session into the lists of its first clicks' items, or takes it out of them. */
    private void list(int slot, int clicks, int sign) {
        for (int i = 0; i < clicks; i++) {
            int click = sessions.click(slot, i);
            if (!PackedClick.isAgain(click)) {
                list(PackedClick.item(click), sessions.recency(slot), sign);
            }
        }
    }

    private void list(int item, long recency, int sign) {
        if (sign > 0) {
            postings.add(item, recency);
        } else {
            postings.remove(item, recency);
        }
    }

    /** From the newest click of the walk to one on an item. */
    private void countTransition(int item, int strength, int sign) {
        int current = walk.current();
        repeats.add(current, walk.arrival(), item == current, sign);
        if (item == current) {
            return;
        }
        countSuccession(current, item, near, sign * strength);
        if (walk.hasBefore() && walk.before() != item) {
            countSuccession(walk.before(), item, far, sign * strength);
        }
        if (walk.distinct() > 1) {
            revisits.add(walk.isSeenBefore(), walk.distinct() - 1, walk.lag(item), sign);
        }
    }

    private void countSuccession(int item, int successor, int weight, int times) {
        successions.add(item, successor, times * weight);
        successions.add(successor, item, times * (int) Math.round(weight * backward));
    }

    private static int units(double weight) {
        return (int) Math.round(weight * Successions.UNIT);
    }
}
