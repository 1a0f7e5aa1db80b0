package dev.tributary.benchmarks;

import dev.tributary.fraud.domain.CardHistory;
import dev.tributary.fraud.domain.CardId;
import dev.tributary.fraud.domain.CardTransaction;
import dev.tributary.fraud.domain.Channel;
import dev.tributary.fraud.domain.CurrencyCode;
import dev.tributary.fraud.domain.DeviceId;
import dev.tributary.fraud.domain.FeatureVector;
import dev.tributary.fraud.domain.FraudScorer;
import dev.tributary.fraud.domain.GeoPoint;
import dev.tributary.fraud.domain.MerchantId;
import dev.tributary.fraud.domain.Money;
import dev.tributary.fraud.domain.ScorerSettings;
import dev.tributary.fraud.domain.TransactionId;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Transactions of cards with a history, in random order. A card is used every few hours, now and
 * then in a burst of minutes; amounts are log-normal around its own mean; it has one device and one
 * town, and seldom others.
 */
final class CardTraffic {
    private static final int CARDS = 64;
    private static final int TRANSACTIONS_A_CARD = 128;

    /** Earlier ones make the history only. */
    private static final int FIRST_USED = 64;

    private static final double HOURS_APART = 6;
    private static final double BURST = 0.1;
    private static final double RARE = 0.03;
    private static final int MERCHANTS = 5_000;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final CurrencyCode EUR = new CurrencyCode("EUR");

    private final Random random;
    private final FraudScorer scorer = new FraudScorer(ScorerSettings.defaults());

    /**
     * @param before the card's history
     * @param features what the scorer sees
     */
    record Event(CardHistory before, CardTransaction transaction, FeatureVector features) {}

    private CardTraffic(Random random) {
        this.random = random;
    }

    static List<Event> events(long seed) {
        Random random = new Random(seed);
        CardTraffic traffic = new CardTraffic(random);
        List<Event> events = new ArrayList<>();
        for (int card = 0; card < CARDS; card++) {
            events.addAll(traffic.life("card-" + card));
        }
        Collections.shuffle(events, random);
        return List.copyOf(events);
    }

    private List<Event> life(String cardId) {
        List<Event> events = new ArrayList<>();
        CardHistory history = CardHistory.EMPTY;
        Instant time = START;
        double meanMinor = 1_000 * Math.exp(random.nextGaussian());
        GeoPoint home = new GeoPoint(random.nextDouble(40, 60), random.nextDouble(0, 20));
        for (int i = 0; i < TRANSACTIONS_A_CARD; i++) {
            double hours = -Math.log(1 - random.nextDouble()) * HOURS_APART;
            if (random.nextDouble() < BURST) {
                hours /= 500;
            }
            time = time.plusMillis((long) (hours * 3_600_000));
            CardTransaction transaction =
                    transaction(cardId, cardId + "-" + i, meanMinor, home, time);
            FraudScorer.Scored scored = scorer.score(history, transaction);
            if (i >= FIRST_USED) {
                events.add(new Event(history, transaction, scored.verdict().features()));
            }
            history = scored.after();
        }
        return events;
    }

    private CardTransaction transaction(
            String cardId, String transactionId, double meanMinor, GeoPoint home, Instant time) {
        boolean away = random.nextDouble() < RARE;
        GeoPoint place =
                away
                        ? new GeoPoint(random.nextDouble(-60, 60), random.nextDouble(-170, 170))
                        : new GeoPoint(
                                home.latitude() + random.nextGaussian() / 20,
                                home.longitude() + random.nextGaussian() / 20);
        boolean otherDevice = random.nextDouble() < RARE;
        return new CardTransaction(
                new TransactionId(transactionId),
                new CardId(cardId),
                new Money(1 + (long) (meanMinor * Math.exp(random.nextGaussian())), EUR),
                new MerchantId("merchant-" + random.nextInt(MERCHANTS)),
                null,
                random.nextInt(3) == 0 ? Channel.ECOMMERCE : Channel.CARD_PRESENT,
                new DeviceId(otherDevice ? "device-" + random.nextInt(1_000) : cardId),
                null,
                place,
                time);
    }
}
