package dev.tributary.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.cli.chaos.Breach.Rule;
import dev.tributary.cli.chaos.Evidence.Audit;
import dev.tributary.cli.chaos.Evidence.Place;
import dev.tributary.cli.chaos.Evidence.Stock;
import dev.tributary.cli.chaos.Operation.Kind;
import dev.tributary.cli.chaos.Told.Sense;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;

/** Each promise is broken once, in a day that keeps all others: the judge must find that one. */
class JudgeTest {
    private final DoctoredDay day = new DoctoredDay();

    @Test
    void shouldFindNothingInADayThatKeptAllPromises() {
        assertThat(day.judge()).isEmpty();
    }

    @Test
    void shouldFindAnOperationThatWasNeverAnswered() {
        day.intend(Kind.RECEIPT, "m-open", List.of(DoctoredDay.line("a", 3)), "w-1");
        day.tell("m-open/RECEIPT", Sense.UNKNOWN, 503, null);
        assertThat(rules()).containsExactly(Rule.ANSWERED);
    }

    @Test
    void shouldFindWhatWasRefusedWronglyOrTakenWrongly() {
        day.tell("m-1/RECEIPT", Sense.REFUSED, 400, null);
        assertThat(rules()).containsExactly(Rule.REFUSED_RIGHTLY);
        DoctoredDay other = new DoctoredDay();
        other.tell("r-bad/BAD_RESERVE", Sense.ANSWERED, 201, null);
        assertThat(other.rules()).containsExactly(Rule.REFUSED_RIGHTLY);
    }

    @Test
    void shouldFindAMovementThatIsNotInTheLogOrNotCounted() {
        day.deliveries.removeIf(it -> it.movementId().equals("m-1"));
        assertThat(rules()).contains(Rule.NOT_LOST);
        DoctoredDay other = new DoctoredDay();
        other.counted.remove(new Place(0, 0));
        assertThat(other.rules()).containsExactly(Rule.NOT_LOST);
    }

    @Test
    void shouldFindAMovementThatWasCountedTwice() {
        day.counted.put(new Place(0, 0), List.of(10L, 10L));
        assertThat(rules()).containsExactly(Rule.NOT_TWICE);
        DoctoredDay other = new DoctoredDay();
        // The delivery that came again was counted, too.
        other.counted.put(new Place(0, 1), List.of(10L));
        other.stock.put("a", new Stock(17, 0, 0, 17, 20, 1, -1, 3, 17, 0));
        assertThat(other.rules()).containsExactlyInAnyOrder(Rule.NOT_TWICE, Rule.SUMS, Rule.SUMS);
    }

    @Test
    void shouldFindAMovementThatWasCountedByOtherUnits() {
        day.counted.put(new Place(0, 0), List.of(9L));
        assertThat(rules()).containsExactly(Rule.SUMS);
    }

    @Test
    void shouldFindAMovementThatWasParkedTwiceOrForNothing() {
        day.parked.put(new Place(0, 4), 2);
        assertThat(rules()).containsExactly(Rule.NOT_TWICE);
        DoctoredDay other = new DoctoredDay();
        other.parked.put(new Place(0, 2), 1);
        assertThat(other.rules()).contains(Rule.NOT_LOST, Rule.NOT_TWICE);
    }

    @Test
    void shouldFindWhatWasRefusedOrNeverSentAndIsInTheLog() {
        day.deliver(9, "m-bad", "a", "RECEIPT", 0);
        assertThat(rules()).containsExactly(Rule.NOT_INVENTED);
        DoctoredDay other = new DoctoredDay();
        other.deliver(9, "m-from-nowhere", "a", "RECEIPT", 5);
        assertThat(other.rules()).containsExactly(Rule.NOT_INVENTED);
    }

    @Test
    void shouldFindAMovementThatIsInTheLogAsAnother() {
        day.deliveries.removeIf(it -> it.place().equals(new Place(0, 1)));
        day.deliver(1, "m-1", "a", "RECEIPT", 11);
        assertThat(rules()).containsExactly(Rule.NOT_INVENTED);
    }

    @Test
    void shouldFindAReservationThatIsLostOrWasInvented() {
        day.reservations.remove("r-kept");
        assertThat(rules()).containsExactly(Rule.NOT_LOST);
        DoctoredDay other = new DoctoredDay();
        other.reservations.put("r-bad", DoctoredDay.standing("REJECTED", "a", 0));
        assertThat(other.rules()).containsExactly(Rule.NOT_INVENTED);
    }

    @Test
    void shouldFindAReservationThatCameToTwoEnds() {
        day.ended.put("r-kept", Set.of("CONFIRMED", "EXPIRED"));
        assertThat(rules()).containsExactly(Rule.ONE_ANSWER);
    }

    @Test
    void shouldFindAnswersThatContradictTheEnd() {
        day.tell("r-kept/RESERVE", Sense.ANSWERED, 409, "REJECTED");
        assertThat(rules()).containsExactly(Rule.ONE_ANSWER);
        DoctoredDay released = new DoctoredDay();
        released.tell("r-back/RESERVE", Sense.ANSWERED, 404, null);
        assertThat(released.rules()).containsExactly(Rule.ONE_ANSWER);
        DoctoredDay confirmed = new DoctoredDay();
        confirmed.tell("r-kept/CONFIRM", Sense.ANSWERED, 409, "CONFIRMED");
        assertThat(confirmed.rules()).containsExactly(Rule.ONE_ANSWER);
        DoctoredDay silent = new DoctoredDay();
        silent.tell("r-kept/CONFIRM", Sense.ANSWERED, 200, null);
        assertThat(silent.rules()).containsExactly(Rule.ONE_ANSWER);
    }

    @Test
    void shouldFindAReservationThatWasHeldAndThenFellShort() {
        day.reservations.put("r-back", DoctoredDay.standing("REJECTED", "a", 2));
        day.ended.put("r-back", Set.of("REJECTED"));
        assertThat(rules()).contains(Rule.ONE_ANSWER);
    }

    @Test
    void shouldFindAReservationOfOtherLines() {
        day.reservations.put("r-kept", DoctoredDay.standing("CONFIRMED", "a", 4));
        assertThat(rules()).containsExactly(Rule.NOT_INVENTED);
    }

    @Test
    void shouldFindAReservationThatIsOpenAfterItsTime() {
        day.reservations.put("r-back", DoctoredDay.standing("RESERVED", "a", 2));
        assertThat(rules()).contains(Rule.NOT_STRANDED);
    }

    @Test
    void shouldFindAnOrderWithoutVerdictOrWithTwo() {
        day.decisions.remove("o-1");
        assertThat(rules()).containsExactly(Rule.NOT_LOST);
        DoctoredDay other = new DoctoredDay();
        other.decisions.put("o-1", List.of("APPROVE", "APPROVE"));
        assertThat(other.rules()).containsExactly(Rule.NOT_TWICE);
    }

    @Test
    void shouldFindAnOrderThatIsLostOrOpen() {
        day.orders.remove("o-fraud");
        assertThat(rules()).containsExactly(Rule.NOT_LOST);
        DoctoredDay other = new DoctoredDay();
        other.orders.put("o-fraud", DoctoredDay.standing("HELD", "a", 1));
        assertThat(other.rules()).containsExactly(Rule.NOT_STRANDED);
    }

    @Test
    void shouldFindAnOrderThatDoesNotFollowItsVerdict() {
        day.decisions.put("o-1", List.of("BLOCK"));
        assertThat(rules()).containsExactly(Rule.ONE_ANSWER);
        DoctoredDay review = new DoctoredDay();
        review.decisions.put("o-1", List.of("REVIEW"));
        assertThat(review.rules()).containsExactly(Rule.ONE_ANSWER);
        DoctoredDay approved = new DoctoredDay();
        approved.decisions.put("o-fraud", List.of("APPROVE"));
        assertThat(approved.rules()).containsExactly(Rule.ONE_ANSWER);
    }

    @Test
    void shouldFindStockThatIsNotWhatCameLessWhatWent() {
        day.stock.put("a", new Stock(8, 0, 0, 8, 10, 1, -1, 2, 8, 0));
        assertThat(rules()).containsExactly(Rule.SUMS, Rule.SUMS);
        DoctoredDay unknown = new DoctoredDay();
        unknown.stock.remove("a");
        assertThat(unknown.rules()).containsExactly(Rule.NOT_LOST);
        DoctoredDay split = new DoctoredDay();
        split.stock.put("a", new Stock(7, 0, 0, 6, 10, 1, -1, 3, 8, 1));
        assertThat(split.rules()).containsExactly(Rule.SUMS, Rule.SUMS, Rule.SUMS);
    }

    @Test
    void shouldFindWhatIsStillReserved() {
        day.stock.put("a", new Stock(7, 2, 0, 5, 10, 1, -1, 3, 7, 2));
        assertThat(rules()).containsExactly(Rule.NOT_STRANDED);
        DoctoredDay audited = new DoctoredDay();
        audited.audit = new Audit(1, 2, 0);
        assertThat(audited.rules()).containsExactly(Rule.NOT_STRANDED);
    }

    @Test
    void shouldFindWhatTheSuiteItselfFoundWrong() {
        day.audit = new Audit(0, 0, 1);
        assertThat(rules()).containsExactly(Rule.INVARIANTS);
        DoctoredDay meanwhile = new DoctoredDay();
        meanwhile.violations.add("sku a");
        assertThat(meanwhile.rules()).containsExactly(Rule.INVARIANTS);
    }

    private List<Rule> rules() {
        return day.rules();
    }
}
