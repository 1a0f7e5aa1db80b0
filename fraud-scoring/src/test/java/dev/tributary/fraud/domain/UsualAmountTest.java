package dev.tributary.fraud.domain;

import static dev.tributary.fraud.domain.TransactionBuilder.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** What a card usually pays, and amounts against it, on histories computed by hand. */
class UsualAmountTest {
    private final UsualSettings settings = UsualSettings.defaults();
    private final CardLife card =
            new CardLife(SettingsVariations.with(SettingsVariations.noRules()));

    /** Prior 50.00 of weight 3: none 50.00; after 20.00 (150 + 20) / 4 = 42.50. */
    @Test
    void shouldStartAtThePrior() {
        assertThat(UsualAmount.NONE.minor(settings)).isEqualTo(50_00);
        assertThat(UsualAmount.NONE.plus(20_00, settings).minor(settings)).isEqualTo(42_50);
    }

    /** Four of 1,000.00 enter as 150.00 each: (150 + 600) / 7 = 107.142857. */
    @Test
    void shouldCapTheFirstFew() {
        assertThat(after(4, 1_000_00).minor(settings)).isCloseTo(107_14.2857, within(1e-4));
    }

    /**
     * Seven of 50.00: usual 50.00 from a sum of 500.00 over 10. Then 120.00 enters as 110.00 (2.2
     * times), 140.00 likewise (2.8 times, not above), 140.01 as 50.00.
     */
    @Test
    void shouldClipAndIgnoreWhatIsFarOut() {
        UsualAmount usual = after(7, 50_00);

        assertThat(usual.minor(settings)).isEqualTo(50_00);
        assertThat(usual.plus(109_00, settings).sumMinor()).isCloseTo(459_00, within(1e-6));
        assertThat(usual.plus(120_00, settings).sumMinor()).isCloseTo(460_00, within(1e-6));
        assertThat(usual.plus(140_00, settings).sumMinor()).isCloseTo(460_00, within(1e-6));
        assertThat(usual.plus(140_01, settings).sumMinor()).isCloseTo(400_00, within(1e-6));
    }

    /**
     * Seven of 50.00 a day apart, then 250.00: five times the usual 50.00 and unusual from 2.5
     * times; ((5 - 1) / 0.5)^2 / 2 - 0 - ln 5 = 32 - 1.609, cut at 20. No spread: z = 200.00 /
     * 1.00.
     */
    @Test
    void shouldSeeASurge() {
        sevenOf50();
        Verdict surge = card.happens(transaction("big").of(250_00).after(Duration.ofDays(7)));

        assertThat(surge.features().get(Feature.AMOUNT_TO_USUAL_RATIO)).isEqualTo(5);
        assertThat(surge.features().get(Feature.AMOUNT_TO_MEDIAN_30D)).isEqualTo(5);
        assertThat(surge.features().get(Feature.AMOUNT_TO_OWN_MEAN_30D)).isEqualTo(5);
        assertThat(surge.features().get(Feature.AMOUNT_ROBUST_Z_30D)).isEqualTo(200);
        assertThat(surge.features().get(Feature.AMOUNT_SURGE)).isEqualTo(20);
        assertThat(surge.features().get(Feature.UNUSUAL_COUNT_7D)).isZero();
    }

    /** The usual amount stays 50.00, since 250.00 entered as that. */
    @Test
    void shouldRememberASurge() {
        sevenOf50();
        card.happens(transaction("big").of(250_00).after(Duration.ofDays(7)));
        Verdict next = card.happens(transaction("next").of(50_00).after(Duration.ofDays(9)));
        Verdict later = card.happens(transaction("later").of(50_00).after(Duration.ofDays(14)));
        Verdict last = card.happens(transaction("last").of(50_00).after(Duration.ofDays(21)));

        assertThat(next.features().get(Feature.USUAL_AMOUNT_MINOR)).isEqualTo(50_00);
        assertThat(next.features().get(Feature.UNUSUAL_COUNT_7D)).isEqualTo(1);
        assertThat(next.features().get(Feature.UNUSUAL_SHARE_7D)).isEqualTo(1 / 5.0);
        assertThat(next.features().get(Feature.UNUSUAL_DAYS_SINCE_30D)).isEqualTo(2);
        assertThat(next.features().get(Feature.HIGHEST_RATIO_7D)).isEqualTo(5);
        assertThat(later.features().get(Feature.UNUSUAL_COUNT_7D)).isZero();
        assertThat(later.features().get(Feature.UNUSUAL_COUNT_14D)).isEqualTo(1);
        assertThat(last.features().get(Feature.UNUSUAL_COUNT_14D)).isZero();
        assertThat(last.features().get(Feature.UNUSUAL_DAYS_SINCE_30D)).isEqualTo(14);
    }

    /**
     * After one of 50.00, which speaks as ln(2/3 + e^s / 3) with s = (0 - (4 / 2.5)^2) / 2 - ln 5 =
     * -2.8894: -0.3780.
     */
    @Test
    void shouldWeighWhatSpeaksForAMisusedCard() {
        card.happens(transaction("a").of(50_00));
        Verdict second = card.happens(transaction("b").of(50_00).after(Duration.ofDays(1)));

        assertThat(second.features().get(Feature.SURGE_EVIDENCE_14D))
                .isCloseTo(-0.3780, within(1e-4));
    }

    /** Two small amounts, a large one, a small one, a large one: each large one sees its own. */
    @Test
    void shouldCountSmallAmountsSinceTheLastLargeOne() {
        small("a", 0);
        small("b", 10);
        assertThat(large("first", 20)).isEqualTo(2);
        small("c", 30);
        assertThat(large("second", 89)).isEqualTo(1);
        assertThat(large("third", 90)).isZero();
    }

    /** At an hour, the small amount is no longer within it. */
    @Test
    void shouldForgetSmallAmountsAfterAnHour() {
        small("a", 0);
        small("b", 10);

        assertThat(large("large", 60)).isEqualTo(1);
    }

    @Test
    void shouldSeeALargeAmountAfterANewDevice() {
        card.happens(transaction("a").on("phone"));
        card.happens(transaction("b").on("phone").after(Duration.ofHours(1)));
        Verdict large =
                card.happens(transaction("c").on("phone").of(200_00).after(Duration.ofHours(23)));
        Verdict tooLate = card.happens(transaction("d").of(199_99).after(Duration.ofHours(23)));

        assertThat(large.features().get(Feature.NEW_DEVICE_THEN_LARGE_24H)).isEqualTo(1);
        assertThat(tooLate.features().get(Feature.NEW_DEVICE_THEN_LARGE_24H)).isZero();
    }

    @Test
    void shouldKnowMerchants() {
        card.happens(transaction("a").at("m-1", null));
        card.happens(transaction("b").at("m-2", null).after(Duration.ofHours(1)));
        Verdict again = card.happens(transaction("c").at("m-1", null).after(Duration.ofHours(3)));
        Verdict fresh = card.happens(transaction("d").at("m-3", null).after(Duration.ofHours(4)));

        assertThat(again.features().get(Feature.MERCHANT_KNOWN)).isEqualTo(1);
        assertThat(again.features().get(Feature.MERCHANT_AGE_HOURS)).isEqualTo(3);
        assertThat(again.features().get(Feature.OTHER_MERCHANTS)).isEqualTo(1);
        assertThat(fresh.features().get(Feature.MERCHANT_KNOWN)).isZero();
        assertThat(fresh.features().get(Feature.MERCHANT_AGE_HOURS)).isZero();
        assertThat(fresh.features().get(Feature.OTHER_MERCHANTS)).isEqualTo(2);
    }

    @Test
    void shouldForgetTheMerchantUnusedForLongestFirst() {
        KnownMerchants merchants = KnownMerchants.NONE;
        for (long id = 1; id <= 3; id++) {
            merchants = merchants.plus(id, id * 1_000, 3);
        }
        assertThat(merchants.ids()).containsExactly(1, 2, 3);
        merchants = merchants.plus(1, 4_000, 3).plus(4, 5_000, 3);

        assertThat(merchants.ids()).containsExactly(3, 1, 4);
        assertThat(merchants.firstSeenMs()).containsExactly(3_000, 1_000, 5_000);
    }

    @Test
    void shouldRefuseWhatIsNoUsualAmount() {
        assertThatIllegalArgumentException().isThrownBy(() -> new UsualAmount(-1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new UsualAmount(1, Double.NaN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UsualSettings(50_00, 3, 4, 150_00, 2.9, 2.8, 2.5));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UsualSettings(0, 3, 4, 150_00, 2.2, 2.8, 2.5));
    }

    private void small(String id, int minute) {
        card.happens(transaction(id).of(9_99).after(Duration.ofMinutes(minute)));
    }

    private double large(String id, int minute) {
        return card.happens(transaction(id).of(200_00).after(Duration.ofMinutes(minute)))
                .features()
                .get(Feature.SMALL_THEN_LARGE_1H);
    }

    private void sevenOf50() {
        for (int i = 0; i < 7; i++) {
            card.happens(transaction("t-" + i).of(50_00).after(Duration.ofDays(i)));
        }
    }

    private UsualAmount after(int times, long amountMinor) {
        UsualAmount usual = UsualAmount.NONE;
        for (int i = 0; i < times; i++) {
            usual = usual.plus(amountMinor, settings);
        }
        return usual;
    }
}
