package dev.tributary.recommendation.api;

import java.time.Duration;

/**
 * Bounds of the API.
 *
 * @param limitDefault items of an answer, unless it is asked for others
 * @param limitMax the most that can be asked for
 * @param trendWindow window of what is looked at of late, unless it is asked for another
 * @param trendWindowMax the longest
 */
public record ApiSettings(
        int limitDefault, int limitMax, Duration trendWindow, Duration trendWindowMax) {}
