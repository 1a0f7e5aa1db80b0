package dev.tributary.recommendation.domain;

import java.time.Instant;

/**
 * A click as a session keeps it.
 *
 * @param interaction hash of the interaction that it was
 * @param at event time, not before that of the click before
 */
public record SessionClick(long interaction, Click click, Instant at) {}
