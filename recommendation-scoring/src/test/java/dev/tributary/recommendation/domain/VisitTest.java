package dev.tributary.recommendation.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

class VisitTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final SessionSettings SETTINGS = new SessionSettings(Duration.ofMinutes(30), 3);

    private static final Instant RECEIVED = NOON.plus(Duration.ofHours(3));

    private long offset;

    private Interaction click(String id, String sku, Duration after) {
        return click(id, sku, after, null);
    }

    private Interaction click(String id, String sku, Duration after, @Nullable String customer) {
        return new Interaction(
                new InteractionId(id),
                new SessionId("s"),
                customer == null ? null : new CustomerId(customer),
                Click.view(new Sku(sku)),
                NOON.plus(after),
                RECEIVED.plusSeconds(offset),
                offset++);
    }

    private static Visit visit(Interaction... interactions) {
        Visit visit = null;
        for (Interaction each : interactions) {
            visit = Visit.after(visit, each, SETTINGS).orElse(visit);
        }
        return Objects.requireNonNull(visit);
    }

    private static List<String> skus(Visit visit) {
        return visit.clicks().stream().map(it -> it.click().sku().value()).toList();
    }

    @Test
    void shouldGatherClicksInTheOrderOfTheLog() {
        Visit visit =
                visit(
                        click("i1", "a", Duration.ZERO),
                        click("i2", "b", Duration.ofMinutes(1)),
                        click("i3", "a", Duration.ofMinutes(2)));

        assertThat(skus(visit)).containsExactly("a", "b", "a");
        assertThat(visit.startedAt()).isEqualTo(NOON);
        assertThat(visit.lastClickAt()).isEqualTo(NOON.plusSeconds(120));
        assertThat(visit.offset()).isEqualTo(2);
    }

    @Test
    void shouldKeepTheOrderOfTheLogWhenAClockGoesBackwards() {
        Visit visit =
                visit(
                        click("i1", "a", Duration.ofMinutes(5)),
                        click("i2", "b", Duration.ofMinutes(-60)));

        assertThat(skus(visit)).containsExactly("a", "b");
        assertThat(visit.lastClickAt()).isEqualTo(NOON.plus(Duration.ofMinutes(5)));
    }

    @Test
    void shouldBeginAnotherVisitAfterAPause() {
        Visit first = visit(click("i1", "a", Duration.ZERO));
        Visit atTheEdge =
                Visit.after(first, click("i2", "b", SETTINGS.gap()), SETTINGS).orElseThrow();
        Visit after =
                Visit.after(first, click("i3", "b", SETTINGS.gap().plusMillis(1)), SETTINGS)
                        .orElseThrow();

        assertThat(skus(atTheEdge)).containsExactly("a", "b");
        assertThat(atTheEdge.visitId()).isEqualTo(first.visitId());
        assertThat(skus(after)).containsExactly("b");
        assertThat(after.visitId()).isNotEqualTo(first.visitId());
    }

    @Test
    void shouldKeepNoMoreThanTheNewestClicks() {
        Visit full =
                visit(
                        click("i1", "a", Duration.ZERO),
                        click("i2", "b", Duration.ZERO),
                        click("i3", "c", Duration.ZERO));
        Visit over = Visit.after(full, click("i4", "d", Duration.ZERO), SETTINGS).orElseThrow();

        assertThat(skus(full)).containsExactly("a", "b", "c");
        assertThat(skus(over)).containsExactly("b", "c", "d");
        assertThat(over.startedAt()).isEqualTo(NOON);
    }

    @Test
    void shouldCountAnInteractionOnceHoweverOftenItIsSent() {
        Visit visit =
                visit(
                        click("i1", "a", Duration.ZERO),
                        click("i2", "a", Duration.ofSeconds(1)),
                        click("i1", "a", Duration.ofSeconds(2)));

        assertThat(skus(visit)).containsExactly("a", "a");
        assertThat(visit.offset()).isEqualTo(2);
    }

    @Test
    void shouldChangeNothingWhenTheLogIsReadAgain() {
        Interaction first = click("i1", "a", Duration.ZERO);
        Interaction second = click("i2", "b", Duration.ofHours(1));
        Visit visit = visit(first, second);

        assertThat(Visit.after(visit, first, SETTINGS)).isEmpty();
        assertThat(Visit.after(visit, second, SETTINGS)).isEmpty();
    }

    @Test
    void shouldTeachNothingWithOneItemOnly() {
        Visit one = visit(click("i1", "a", Duration.ZERO), click("i2", "a", Duration.ZERO));
        Visit two = Visit.after(one, click("i3", "b", Duration.ZERO), SETTINGS).orElseThrow();

        assertThat(one.toLearn()).isEmpty();
        assertThat(two.toLearn())
                .hasValue(
                        new LearnableSession(
                                VisitId.of(new SessionId("s"), NOON),
                                List.of(
                                        Click.view(new Sku("a")),
                                        Click.view(new Sku("a")),
                                        Click.view(new Sku("b"))),
                                NOON,
                                LearnableSession.NO_SOURCE));
    }

    @Test
    void shouldKnowTheCustomerOnceToldAndForgetThemWithTheVisit() {
        Visit visit =
                visit(
                        click("i1", "a", Duration.ZERO, "u-1"),
                        click("i2", "b", Duration.ofSeconds(1)));
        Visit later =
                Visit.after(visit, click("i3", "c", Duration.ofDays(1)), SETTINGS).orElseThrow();

        assertThat(visit.customerId()).isEqualTo(new CustomerId("u-1"));
        assertThat(visit.toLearn().orElseThrow().source()).isEqualTo(new CustomerId("u-1").hash());
        assertThat(later.customerId()).isNull();
    }

    @Test
    void shouldBeQuietByTheTimeAtWhichThingsComeIn() {
        Visit visit =
                visit(
                        click("i1", "a", Duration.ZERO),
                        click("i2", "b", Duration.ofSeconds(1)),
                        click("i2", "b", Duration.ofSeconds(1)));
        Duration hour = Duration.ofHours(1);

        assertThat(visit.receivedAt()).isEqualTo(RECEIVED.plusSeconds(2));
        assertThat(visit.isQuiet(RECEIVED.plusSeconds(2).plus(hour), hour)).isFalse();
        assertThat(visit.isQuiet(RECEIVED.plusSeconds(2).plus(hour).plusMillis(1), hour)).isTrue();
    }

    @Test
    void shouldLoseTheClicksThatAreDeletedUntilNothingIsLeft() {
        Visit visit = visit(click("i1", "a", Duration.ZERO), click("i2", "b", Duration.ZERO));
        Visit left = visit.without(new InteractionId("i1"), 7).orElseThrow();

        assertThat(skus(left)).containsExactly("b");
        assertThat(left.visitId()).isEqualTo(visit.visitId());
        assertThat(left.offset()).isEqualTo(7);
        assertThat(left.without(new InteractionId("i2"), 8)).isEmpty();
        assertThat(visit.has(new InteractionId("i1"))).isTrue();
        assertThat(left.has(new InteractionId("i1"))).isFalse();
    }

    @Test
    void shouldTellOfSomebodyUnknownNothingThatLeadsBackToThem() {
        Visit clicked =
                visit(click("i1", "a", Duration.ZERO), click("i2", "b", Duration.ofSeconds(1)));
        Visit unknown =
                new Visit(
                        new SessionId("cookie-of-somebody"),
                        null,
                        clicked.startedAt(),
                        clicked.clicks(),
                        clicked.receivedAt(),
                        clicked.offset());
        Visit told = unknown.told();

        assertThat(told.sessionId()).isNotEqualTo(unknown.sessionId());
        assertThat(told.clicks()).allMatch(it -> it.interaction() == 0);
        assertThat(told.offset()).isZero();
        assertThat(told.done()).isEqualTo(unknown.done());
        assertThat(told.lastClickAt()).isEqualTo(unknown.lastClickAt());
        assertThat(told.toString()).doesNotContain("cookie-of-somebody").doesNotContain("i1");
        // The same visit is told under the same id as it goes on, another one under another.
        Visit more =
                Visit.after(unknown, click("i3", "c", Duration.ofSeconds(2)), SETTINGS)
                        .orElseThrow();
        Visit next =
                Visit.after(unknown, click("i4", "c", Duration.ofDays(2)), SETTINGS).orElseThrow();
        assertThat(more.told().visitId()).isEqualTo(told.visitId());
        assertThat(next.told().visitId()).isNotEqualTo(told.visitId());
    }

    @Test
    void shouldTellOfACustomerEverythingUntilTheyWithdraw() {
        Visit known = visit(click("i1", "a", Duration.ZERO, "u-1"));

        assertThat(known.told()).isEqualTo(known);
        assertThat(known.withoutCustomer().customerId()).isNull();
        assertThat(known.withoutCustomer().told().visitId()).isNotEqualTo(known.visitId());
    }
}
