package dev.tributary.recommendation.domain;

/**
 * What an index has.
 *
 * @param sessions that are learned from
 * @param clicks of these
 * @param items that these have
 * @param bytes of memory, about
 */
public record IndexSize(int sessions, long clicks, int items, long bytes) {}
