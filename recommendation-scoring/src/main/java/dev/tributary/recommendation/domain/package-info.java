/**
 * What a visitor will click next, in plain Java: an index of sessions that every click changes, and
 * predictions from it. No framework, no clock, no I/O; the library is HPPC, for maps of numbers.
 *
 * <p>Read {@link dev.tributary.recommendation.domain.RecommenderSettings} for every constant. The
 * doors are {@link dev.tributary.recommendation.domain.SessionIndex}, which learns, and {@link
 * dev.tributary.recommendation.domain.Recommender}, which predicts.
 */
@NullMarked
package dev.tributary.recommendation.domain;

import org.jspecify.annotations.NullMarked;
