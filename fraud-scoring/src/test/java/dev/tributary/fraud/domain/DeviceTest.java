package dev.tributary.fraud.domain;

import static dev.tributary.fraud.domain.CardLife.codes;
import static dev.tributary.fraud.domain.CardLife.spoken;
import static dev.tributary.fraud.domain.TransactionBuilder.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** Devices known of a card, and large amounts on new ones. */
class DeviceTest {
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration TICK = Duration.ofMillis(1);

    private final CardLife card = new CardLife();

    @Test
    void shouldFlagAFirstLargeSpendOnANewDevice() {
        card.happens(transaction("a").on("phone"));
        Verdict verdict = card.happens(transaction("b").on("stranger").of(500_00).after(DAY));

        assertThat(verdict.features().get(Feature.DEVICE_KNOWN)).isZero();
        assertThat(verdict.reasons())
                .containsExactly(
                        new Reason(
                                "NEW_DEVICE_LARGE_SPEND",
                                "500.00 EUR or more on a device that this card was first used with"
                                        + " less than 24 h ago, while others are known. Seen:"
                                        + " amountMinor 50000, deviceAgeHours 0.00, otherDevices 1.",
                                0.6));
    }

    @Test
    void shouldBeSilentWhenTheAmountIsBelowLarge() {
        card.happens(transaction("a").on("phone"));

        assertThat(codes(card.happens(transaction("b").on("stranger").of(499_99)))).isEmpty();
    }

    @Test
    void shouldStillBeNewJustBeforeADayHasPassed() {
        card.happens(transaction("a").on("phone"));
        card.happens(transaction("b").on("stranger").of(1_00));
        Verdict verdict =
                card.happens(transaction("c").on("stranger").of(500_00).after(DAY.minus(TICK)));

        assertThat(verdict.features().get(Feature.DEVICE_KNOWN)).isEqualTo(1);
        assertThat(verdict.reasons().getFirst().detail()).contains("deviceAgeHours 24.00");
    }

    @Test
    void shouldNoLongerBeNewWhenADayHasPassed() {
        card.happens(transaction("a").on("phone"));
        card.happens(transaction("b").on("stranger").of(1_00));
        Verdict verdict = card.happens(transaction("c").on("stranger").of(500_00).after(DAY));

        assertThat(verdict.features().get(Feature.DEVICE_AGE_HOURS)).isEqualTo(24);
        assertThat(codes(verdict)).isEmpty();
    }

    @Test
    void shouldBeSilentWhenItIsTheCardsFirstDevice() {
        Verdict verdict = card.happens(transaction("a").on("phone").of(500_00));

        assertThat(verdict.features().get(Feature.OTHER_DEVICES)).isZero();
        assertThat(codes(verdict)).isEmpty();
    }

    @Test
    void shouldBeSilentWhenNoDeviceIsNamed() {
        card.happens(transaction("a").on("phone"));
        Verdict verdict = card.happens(transaction("b").of(500_00));

        assertThat(verdict.features().has(Feature.DEVICE_KNOWN)).isFalse();
        assertThat(codes(verdict)).isEmpty();
    }

    /** The stranger was first seen at 12:10; an event of 12:05 comes late, when it was unknown. */
    @Test
    void shouldGoByEventTimeWhenOutOfOrder() {
        card.happens(transaction("a").on("phone"));
        card.happens(transaction("c").on("stranger").of(1_00).after(Duration.ofMinutes(10)));
        Verdict late =
                card.happens(
                        transaction("b").on("stranger").of(500_00).after(Duration.ofMinutes(5)));
        Verdict beforeAll =
                card.happens(transaction("0").on("tablet").of(500_00).after(DAY.negated()));

        assertThat(late.features().get(Feature.DEVICE_KNOWN)).isZero();
        assertThat(codes(late)).containsExactly("NEW_DEVICE_LARGE_SPEND");
        assertThat(beforeAll.features().get(Feature.OTHER_DEVICES)).isZero();
        assertThat(card.history().devices())
                .contains(
                        new CardHistory.KnownDevice(
                                new DeviceId("stranger"),
                                TransactionBuilder.NOON.plus(Duration.ofMinutes(5)).toEpochMilli(),
                                TransactionBuilder.NOON
                                        .plus(Duration.ofMinutes(10))
                                        .toEpochMilli()));
    }

    @Test
    void shouldNotGetToKnowADeviceFromABlockedTransaction() {
        card.happens(transaction("a").on("phone").in(TransactionBuilder.BERLIN));
        Verdict blocked =
                card.happens(transaction("b").on("stranger").in(TransactionBuilder.NEW_YORK));

        assertThat(blocked.decision()).isEqualTo(Decision.BLOCK);
        assertThat(card.history().devices())
                .extracting(device -> device.deviceId().value())
                .containsExactly("phone");
    }

    @Test
    void shouldSpeakAtTheLimitsExactly() {
        String code = "NEW_DEVICE_LARGE_SPEND";

        assertThat(spoken(device(500_00, Math.nextDown(24.0), 1))).containsExactly(code);
        assertThat(spoken(device(499_99, 0, 1))).isEmpty();
        assertThat(spoken(device(500_00, 24, 1))).isEmpty();
        assertThat(spoken(device(500_00, 0, 0))).isEmpty();
    }

    private static FeatureVector device(long amountMinor, double ageHours, int others) {
        FeatureVector features = new FeatureVector();
        features.set(Feature.AMOUNT_MINOR, (double) amountMinor);
        features.set(Feature.DEVICE_KNOWN, ageHours > 0 ? 1 : 0);
        features.set(Feature.DEVICE_AGE_HOURS, ageHours);
        features.set(Feature.OTHER_DEVICES, others);
        return features;
    }
}
