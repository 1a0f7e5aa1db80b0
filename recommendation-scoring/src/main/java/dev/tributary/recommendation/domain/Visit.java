package dev.tributary.recommendation.domain;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a visitor does between two pauses: the session that recommendations are made for. The order
 * of a visit is the order of its log: an interaction whose clock says an earlier time than the one
 * before happened after it all the same, at the same time.
 *
 * @param customerId the newest that was told in the visit; null for somebody who is not known
 * @param startedAt event time of the first click
 * @param clicks the newest ones, oldest first; at least one
 * @param receivedAt when the newest interaction came in; unlike event times it never lies
 * @param offset place in the log of the newest interaction that was taken in, counted or not
 */
public record Visit(
        SessionId sessionId,
        @Nullable CustomerId customerId,
        Instant startedAt,
        List<SessionClick> clicks,
        Instant receivedAt,
        long offset) {
    private static final String UNKNOWN_VISITOR = "visitor-";

    public Visit {
        clicks = List.copyOf(clicks);
        if (clicks.isEmpty()) {
            throw new IllegalArgumentException("a visit has at least one click");
        }
    }

    /**
     * Takes an interaction in.
     *
     * @param before what the session was up to then; null where nothing is known of it
     * @return what the session is now; empty where the interaction was taken in before, as when the
     *     log is read again
     */
    public static Optional<Visit> after(
            @Nullable Visit before, Interaction interaction, SessionSettings settings) {
        if (before == null) {
            return Optional.of(begun(interaction));
        }
        if (interaction.offset() <= before.offset) {
            return Optional.empty();
        }
        if (before.has(interaction.id())) {
            return Optional.of(before.at(interaction.receivedAt(), interaction.offset()));
        }
        boolean paused =
                interaction.occurredAt().isAfter(before.lastClickAt().plus(settings.gap()));
        return Optional.of(paused ? begun(interaction) : before.with(interaction, settings));
    }

    private static Visit begun(Interaction interaction) {
        return new Visit(
                interaction.sessionId(),
                interaction.customerId(),
                interaction.occurredAt(),
                List.of(click(interaction, interaction.occurredAt())),
                interaction.receivedAt(),
                interaction.offset());
    }

    private Visit with(Interaction interaction, SessionSettings settings) {
        Instant at = later(interaction.occurredAt(), lastClickAt());
        List<SessionClick> all = new ArrayList<>(clicks);
        all.add(click(interaction, at));
        CustomerId told = interaction.customerId();
        return new Visit(
                sessionId,
                told == null ? customerId : told,
                startedAt,
                all.subList(Math.max(0, all.size() - settings.clicksMax()), all.size()),
                later(interaction.receivedAt(), receivedAt),
                interaction.offset());
    }

    private Visit at(Instant received, long newOffset) {
        return new Visit(
                sessionId, customerId, startedAt, clicks, later(received, receivedAt), newOffset);
    }

    /**
     * An interaction was deleted.
     *
     * @param deletedAt place in the log of what says so
     * @return the visit without it; empty where nothing is left
     */
    public Optional<Visit> without(InteractionId id, long deletedAt) {
        List<SessionClick> left =
                clicks.stream().filter(it -> it.interaction() != id.hash()).toList();
        return left.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Visit(
                                sessionId,
                                customerId,
                                startedAt,
                                left,
                                receivedAt,
                                Math.max(offset, deletedAt)));
    }

    /** The same of somebody who is not known. */
    public Visit withoutCustomer() {
        return new Visit(sessionId, null, startedAt, clicks, receivedAt, offset);
    }

    /**
     * What may be told of it: all where the customer is known, who let it be kept; else what was
     * done, in a session that nobody finds out about. Its id is a hash of the real one, so that the
     * same visit has the same.
     */
    public Visit told() {
        return customerId == null
                ? new Visit(
                        new SessionId(UNKNOWN_VISITOR + Identifier.digest(visitId().value())),
                        null,
                        startedAt,
                        clicks.stream()
                                .map(it -> new SessionClick(0, it.click(), it.at()))
                                .toList(),
                        receivedAt,
                        0)
                : this;
    }

    /** Whether an interaction is one of its clicks. */
    public boolean has(InteractionId id) {
        long hash = id.hash();
        return clicks.stream().anyMatch(click -> click.interaction() == hash);
    }

    /** Event time of the newest click. */
    public Instant lastClickAt() {
        return clicks.getLast().at();
    }

    /** Whether nobody clicked for so long, by the time at which things come in. */
    public boolean isQuiet(Instant now, Duration time) {
        return now.isAfter(receivedAt.plus(time));
    }

    /** Which of the session's visits it is: no other one has this id. */
    public VisitId visitId() {
        return VisitId.of(sessionId, startedAt);
    }

    /**
     * What the index learns of it; empty where it has one item only, which tells nothing of what
     * goes with it. Nor can anybody crowd others out of the index with such visits.
     */
    public Optional<LearnableSession> toLearn() {
        Sku first = clicks.getFirst().click().sku();
        if (clicks.stream().allMatch(it -> it.click().sku().equals(first))) {
            return Optional.empty();
        }
        return Optional.of(
                new LearnableSession(
                        visitId(),
                        done(),
                        lastClickAt(),
                        customerId == null ? LearnableSession.NO_SOURCE : customerId.hash()));
    }

    /** What was done, oldest first. */
    public List<Click> done() {
        return clicks.stream().map(SessionClick::click).toList();
    }

    /** Items that were bought. */
    public Set<Sku> bought() {
        return clicks.stream()
                .map(SessionClick::click)
                .filter(click -> click.kind() == InteractionKind.PURCHASE)
                .map(Click::sku)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static SessionClick click(Interaction interaction, Instant at) {
        return new SessionClick(interaction.id().hash(), interaction.click(), at);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
