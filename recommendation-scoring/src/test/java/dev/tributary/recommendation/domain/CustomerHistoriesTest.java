package dev.tributary.recommendation.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.recommendation.domain.LearnableSession.Origin;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

class CustomerHistoriesTest {
    private static final Instant NOON = Instant.parse("2026-02-07T12:00:00Z");
    private static final CustomerId ANN = new CustomerId("u-1");
    private static final CustomerId BOB = new CustomerId("u-2");
    private static final Duration DAYS = Duration.ofDays(30);

    private final CustomerHistories histories =
            new CustomerHistories(new HistorySettings(2, 3, DAYS));

    private void visit(CustomerId customer, String visit, int minutes, String... skus) {
        histories.put(
                customer,
                new VisitId(visit),
                Origin.VISIT,
                clicks(InteractionKind.VIEW, minutes, skus));
    }

    private void order(CustomerId customer, String order, int minutes, String... skus) {
        histories.put(
                customer,
                new VisitId(order),
                Origin.ORDER,
                clicks(InteractionKind.PURCHASE, minutes, skus));
    }

    private static List<SessionClick> clicks(InteractionKind kind, int minutes, String... skus) {
        return Arrays.stream(skus)
                .map(sku ->
                        new SessionClick(
                                0,
                                new Click(new Sku(sku), kind),
                                NOON.plus(Duration.ofMinutes(minutes))))
                .toList();
    }

    private List<String> history(CustomerId customer) {
        return histories.of(customer).stream()
                .map(it -> it.sku().value() + " " + it.kind())
                .toList();
    }

    @Test
    void shouldTellTheNewestFirstAndEachItemOnceWithTheStrongestThingDone() {
        visit(ANN, "v1", 0, "book");
        order(ANN, "o1", 1, "book");
        visit(ANN, "v2", 2, "pen");
        visit(ANN, "v3", 3, "book");

        assertThat(history(ANN)).containsExactly("book PURCHASE", "pen VIEW");
        assertThat(history(BOB)).isEmpty();
    }

    @Test
    void shouldTakeWhatIsToldOfAVisitInPlaceOfWhatWasToldBefore() {
        visit(ANN, "v1", 0, "book");
        visit(ANN, "v1", 1, "pen");

        assertThat(history(ANN)).containsExactly("pen VIEW");
    }

    @Test
    void shouldKeepWhatWasBoughtHoweverMuchIsLookedAtAfterwards() {
        order(ANN, "o1", 0, "book");
        visit(ANN, "v1", 1, "a");
        visit(ANN, "v2", 2, "b");
        visit(ANN, "v3", 3, "c");
        visit(ANN, "v4", 4, "d");

        assertThat(history(ANN)).containsExactly("d VIEW", "c VIEW", "b VIEW", "book PURCHASE");
        assertThat(histories.justBought(ANN, NOON)).containsExactly(new Sku("book"));
    }

    @Test
    void shouldShowAgainWhatWasBoughtLongAgo() {
        order(ANN, "o1", 0, "book");

        assertThat(histories.justBought(ANN, NOON.plus(DAYS).minusMillis(1))).isNotEmpty();
        assertThat(histories.justBought(ANN, NOON.plus(DAYS))).isEmpty();
        assertThat(histories.justBought(BOB, NOON)).isEmpty();
    }

    @Test
    void shouldLetTheCustomerGoWhoWasQuietForLongest() {
        visit(ANN, "v1", 0, "book");
        visit(BOB, "v2", 1, "book");
        visit(ANN, "v3", 2, "pen");
        visit(new CustomerId("u-3"), "v4", 3, "book");

        assertThat(histories.size()).isEqualTo(2);
        assertThat(history(BOB)).isEmpty();
        assertThat(history(ANN)).containsExactly("pen VIEW", "book VIEW");
    }

    @Test
    void shouldForgetWhatItIsToldToForgetAndNothingElse() {
        visit(ANN, "v1", 0, "book");
        order(ANN, "o1", 1, "pen");
        visit(BOB, "v2", 1, "book");

        histories.forget(new VisitId("v1"));
        assertThat(history(ANN)).containsExactly("pen PURCHASE");

        histories.forgetAll(Origin.ORDER);
        assertThat(history(ANN)).isEmpty();
        assertThat(history(BOB)).containsExactly("book VIEW");

        histories.forget(BOB);
        assertThat(histories.size()).isZero();
    }
}
