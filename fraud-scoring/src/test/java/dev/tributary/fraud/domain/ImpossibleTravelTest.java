package dev.tributary.fraud.domain;

import static dev.tributary.fraud.domain.CardLife.codes;
import static dev.tributary.fraud.domain.CardLife.spoken;
import static dev.tributary.fraud.domain.TransactionBuilder.BERLIN;
import static dev.tributary.fraud.domain.TransactionBuilder.NEW_YORK;
import static dev.tributary.fraud.domain.TransactionBuilder.POTSDAM;
import static dev.tributary.fraud.domain.TransactionBuilder.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/**
 * On the equator a degree is 111.3195 km, so that distances and speeds here can be checked by hand.
 */
class ImpossibleTravelTest {
    private static final GeoPoint ORIGIN = new GeoPoint(0, 0);
    private static final GeoPoint TEN_DEGREES_EAST = new GeoPoint(0, 10);

    private final CardLife card = new CardLife();

    /** (1,113.195 km - 50 km) / 1 h = 1,063.195 km/h. */
    @Test
    void shouldAllowForInexactPlaces() {
        card.happens(transaction("a").in(ORIGIN));
        Verdict verdict =
                card.happens(transaction("b").in(TEN_DEGREES_EAST).after(Duration.ofHours(1)));

        assertThat(verdict.features().get(Feature.TRAVEL_KM)).isCloseTo(1_113.195, within(1e-3));
        assertThat(verdict.features().get(Feature.TRAVEL_MINUTES)).isEqualTo(60);
        assertThat(verdict.features().get(Feature.TRAVEL_KM_PER_HOUR))
                .isCloseTo(1_063.195, within(1e-3));
        assertThat(verdict.decision()).isEqualTo(Decision.BLOCK);
        assertThat(verdict.reasons())
                .containsExactly(
                        new Reason(
                                "IMPOSSIBLE_TRAVEL",
                                "Used in person 500 km or more from where it was used in person"
                                        + " before or after, at 900 km/h or more (50 km allowed for"
                                        + " inexact places, 10 min the shortest time counted). Seen:"
                                        + " travelKm 1113.19, travelKmPerHour 1063.19, nextTravelKm"
                                        + " absent, nextTravelKmPerHour absent.",
                                0.9));
    }

    /** (1,113.195 - 50) km at 900 km/h take 70.879... min. */
    @Test
    void shouldSpeakFromTheSpeedLimit() {
        assertThat(codes(journey(Duration.ofMillis(4_252_700)))).contains("IMPOSSIBLE_TRAVEL");
        assertThat(codes(journey(Duration.ofMillis(4_252_800)))).isEmpty();
    }

    @Test
    void shouldSpeakAtBothLimitsExactly() {
        assertThat(spoken(travel(500, 900))).containsExactly("IMPOSSIBLE_TRAVEL");
        assertThat(spoken(travel(Math.nextDown(500.0), 900))).isEmpty();
        assertThat(spoken(travel(500, Math.nextDown(900.0)))).isEmpty();
        assertThat(spoken(new FeatureVector())).isEmpty();
    }

    /** 4 degrees are 445 km: however fast, below the least distance. */
    @Test
    void shouldBeSilentWhenThePlacesAreNear() {
        card.happens(transaction("a").in(ORIGIN));

        assertThat(codes(card.happens(transaction("b").in(new GeoPoint(0, 4))))).isEmpty();
    }

    /** No time at all counts as ten minutes: (1,113.195 - 50) km / (10 / 60) h. */
    @Test
    void shouldCountTheShortestTimeWhenClocksAgree() {
        Verdict verdict = journey(Duration.ZERO);

        assertThat(verdict.features().get(Feature.TRAVEL_MINUTES)).isZero();
        assertThat(verdict.features().get(Feature.TRAVEL_KM_PER_HOUR))
                .isCloseTo(6_379.17, within(1e-2));
    }

    @Test
    void shouldBlockBerlinToNewYorkWithinAnHour() {
        card.happens(transaction("a").in(BERLIN));
        Verdict verdict = card.happens(transaction("b").in(NEW_YORK).after(Duration.ofMinutes(59)));

        assertThat(verdict.features().get(Feature.TRAVEL_KM)).isBetween(6_380.0, 6_410.0);
        assertThat(verdict.decision()).isEqualTo(Decision.BLOCK);
    }

    @Test
    void shouldAllowBerlinToNewYorkByPlaneAndBerlinToPotsdam() {
        card.happens(transaction("a").in(BERLIN));

        assertThat(codes(card.happens(transaction("b").in(POTSDAM)))).isEmpty();
        assertThat(codes(card.happens(transaction("c").in(NEW_YORK).after(Duration.ofHours(9)))))
                .isEmpty();
    }

    @Test
    void shouldLookAtCashMachinesButNotAtOnlineUse() {
        card.happens(transaction("a").in(BERLIN));
        Verdict online = card.happens(transaction("b").through(Channel.ECOMMERCE, NEW_YORK));
        Verdict unknown = card.happens(transaction("c").through(Channel.UNKNOWN, NEW_YORK));
        Verdict nowhere = card.happens(transaction("d").in(null));
        Verdict cash = card.happens(transaction("e").through(Channel.ATM, NEW_YORK));

        assertThat(online.features().has(Feature.TRAVEL_KM)).isFalse();
        assertThat(unknown.features().has(Feature.TRAVEL_KM)).isFalse();
        assertThat(nowhere.features().has(Feature.TRAVEL_KM)).isFalse();
        assertThat(codes(cash)).contains("IMPOSSIBLE_TRAVEL");
    }

    /** Berlin at 12:00 and 14:00; New York at 13:00 arrives last and fits to neither. */
    @Test
    void shouldLookAtBothNeighboursWhenOutOfOrder() {
        card.happens(transaction("a").in(BERLIN));
        card.happens(transaction("c").in(BERLIN).after(Duration.ofHours(2)));
        Verdict between = card.happens(transaction("b").in(NEW_YORK).after(Duration.ofHours(1)));

        assertThat(between.features().get(Feature.TRAVEL_MINUTES)).isEqualTo(60);
        assertThat(between.features().get(Feature.NEXT_TRAVEL_MINUTES)).isEqualTo(60);
        assertThat(codes(between)).containsExactly("IMPOSSIBLE_TRAVEL");
    }

    /** In New York long ago: the way there was possible, the way to Berlin afterwards is not. */
    @Test
    void shouldSpeakWhenOnlyTheWayToTheNextUseIsImpossible() {
        card.happens(transaction("c").in(BERLIN));
        Verdict before = card.happens(transaction("b").in(NEW_YORK).after(Duration.ofHours(-1)));

        assertThat(before.features().has(Feature.TRAVEL_KM)).isFalse();
        assertThat(before.reasons().getFirst().detail())
                .contains("travelKm absent", "nextTravelKm 6402.43");
    }

    @Test
    void shouldNotBeMovedByABlockedUse() {
        card.happens(transaction("a").in(BERLIN));
        card.happens(transaction("b").in(NEW_YORK).after(Duration.ofHours(1)));
        Verdict home = card.happens(transaction("c").in(BERLIN).after(Duration.ofHours(2)));

        assertThat(codes(home)).isEmpty();
        assertThat(home.features().get(Feature.TRAVEL_KM)).isZero();
    }

    @Test
    void shouldIgnoreItsOwnPlaceWhenTheSameTransactionComesAgain() {
        card.happens(transaction("a").in(ORIGIN));
        Verdict first =
                card.happens(transaction("b").in(TEN_DEGREES_EAST).after(Duration.ofHours(9)));
        Verdict again =
                card.happens(transaction("b").in(TEN_DEGREES_EAST).after(Duration.ofHours(9)));

        assertThat(again.features().get(Feature.TRAVEL_KM))
                .isEqualTo(first.features().get(Feature.TRAVEL_KM));
        assertThat(again.features().has(Feature.NEXT_TRAVEL_KM)).isFalse();
    }

    private static FeatureVector travel(double km, double kmPerHour) {
        FeatureVector features = new FeatureVector();
        features.set(Feature.TRAVEL_KM, km);
        features.set(Feature.TRAVEL_MINUTES, 60);
        features.set(Feature.TRAVEL_KM_PER_HOUR, kmPerHour);
        return features;
    }

    private static Verdict journey(Duration time) {
        CardLife traveller = new CardLife();
        traveller.happens(transaction("a").in(ORIGIN));
        return traveller.happens(transaction("b").in(TEN_DEGREES_EAST).after(time));
    }
}
