package dev.tributary.recommendation.domain;

import dev.tributary.recommendation.domain.RepeatCounts.Arrival;

import java.util.Arrays;

/**
 * Goes through the clicks of one session and keeps what the counts and predictions need to know of
 * it: which items it had, the newest first, and how the newest click came about.
 */
final class SessionWalk {
    private static final int NONE = Integer.MIN_VALUE;

    /** Distinct items, the one clicked first in front. */
    private int[] items = new int[16];

    private int distinct;
    private int clicks;
    private int beforeCurrent = NONE;
    private boolean seenBefore;
    private Arrival arrival = Arrival.FIRST;

    /** Begins another session. */
    void reset() {
        distinct = 0;
        clicks = 0;
        beforeCurrent = NONE;
        seenBefore = false;
        arrival = Arrival.FIRST;
    }

    /** The visitor clicks an item. */
    void click(int item) {
        int lag = lag(item);
        if (clicks == 0) {
            arrival = Arrival.FIRST;
        } else if (lag == 0) {
            arrival = Arrival.REPEAT;
        } else {
            arrival = Arrival.CHANGE;
            beforeCurrent = current();
        }
        seenBefore = lag >= 0;
        moveToFront(item, lag);
        clicks++;
    }

    boolean isEmpty() {
        return clicks == 0;
    }

    /** The item of the newest click. */
    int current() {
        return items[distinct - 1];
    }

    /** The item of the newest click on another item than the current one, if {@link #hasBefore}. */
    int before() {
        return beforeCurrent;
    }

    boolean hasBefore() {
        return beforeCurrent != NONE;
    }

    /** How the newest click came about. */
    Arrival arrival() {
        return arrival;
    }

    /** Whether the session had the item of the newest click before that click. */
    boolean isSeenBefore() {
        return seenBefore;
    }

    /** How many items the session has. */
    int distinct() {
        return distinct;
    }

    /**
     * One of the items.
     *
     * @param lag 0 is the current one, 1 the one before it
     */
    int item(int lag) {
        return items[distinct - 1 - lag];
    }

    /**
     * How many items ago an item was, 0 being the current one; below 0 if the session has it not.
     */
    int lag(int item) {
        for (int i = distinct - 1; i >= 0; i--) {
            if (items[i] == item) {
                return distinct - 1 - i;
            }
        }
        return -1;
    }

    private void moveToFront(int item, int lag) {
        if (lag < 0) {
            if (distinct == items.length) {
                items = Arrays.copyOf(items, items.length * 2);
            }
            items[distinct++] = item;
            return;
        }
        int at = distinct - 1 - lag;
        System.arraycopy(items, at + 1, items, at, lag);
        items[distinct - 1] = item;
    }
}
