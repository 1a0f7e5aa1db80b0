package dev.tributary.fraud.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tributary.common.serde.StateSerde;
import dev.tributary.fraud.domain.CardHistory;
import dev.tributary.fraud.domain.CurrencyCode;
import dev.tributary.fraud.domain.DeviceId;
import dev.tributary.fraud.domain.GeoPoint;
import dev.tributary.fraud.domain.ReferenceRates;
import dev.tributary.fraud.domain.Spending;
import dev.tributary.fraud.domain.TransactionId;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Histories survive the way to bytes and back, and impossible records are refused. */
class CardHistoryAvroMapperTest {
    private static final StateSerde<dev.tributary.schemas.fraud.state.CardHistory> SERDE =
            StateSerde.of(dev.tributary.schemas.fraud.state.CardHistory.class);

    private static final long NOON_MS = 1_772_452_800_000L;

    @Test
    void shouldCarryTheEmptyHistory() {
        assertThat(throughBytes(CardHistory.EMPTY)).isEqualTo(CardHistory.EMPTY);
    }

    @Test
    void shouldCarryRandomHistories() {
        long seed = 7;
        for (int i = 0; i < 2_000; i++) {
            CardHistory history = randomHistory(new Random(seed + i));

            assertThat(throughBytes(history)).as("seed %d", seed + i).isEqualTo(history);
        }
    }

    @Test
    void shouldWriteAnUnknownAmountAsAbsent() {
        CardHistory history =
                history(
                        List.of(
                                attempt("a", 0, ReferenceRates.NO_AMOUNT),
                                attempt("b", 1, 0),
                                attempt("c", 2, ReferenceRates.MAX_REFERENCE_MINOR)));

        assertThat(CardHistoryAvroMapper.toAvro(history).getAttempts())
                .extracting(attempt -> attempt.getAmountMinor())
                .containsExactly(null, 0L, ReferenceRates.MAX_REFERENCE_MINOR);
    }

    @Test
    void shouldRefuseARecordThatIsNoHistory() {
        CardHistory history = history(List.of(attempt("a", 0, 1), attempt("b", 1, 1)));
        var outOfOrder = CardHistoryAvroMapper.toAvro(history);
        outOfOrder.setAttempts(outOfOrder.getAttempts().reversed());
        var impossible = CardHistoryAvroMapper.toAvro(history);
        impossible.setSpendMeanMinor(Double.NaN);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> CardHistoryAvroMapper.fromAvro(outOfOrder));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CardHistoryAvroMapper.fromAvro(impossible));
    }

    private static CardHistory throughBytes(CardHistory history) {
        byte[] bytes = SERDE.serializer().serialize("", CardHistoryAvroMapper.toAvro(history));
        return CardHistoryAvroMapper.fromAvro(SERDE.deserializer().deserialize("", bytes));
    }

    private static CardHistory randomHistory(Random random) {
        List<CardHistory.Attempt> attempts = new ArrayList<>();
        for (int i = 0; i < random.nextInt(130); i++) {
            long amountMinor =
                    random.nextInt(5) == 0
                            ? ReferenceRates.NO_AMOUNT
                            : random.nextLong(ReferenceRates.MAX_REFERENCE_MINOR + 1);
            attempts.add(attempt("ä-" + i, i * 1_000L + random.nextInt(1_000), amountMinor));
        }
        List<CardHistory.Place> places = new ArrayList<>();
        for (int i = 0; i < random.nextInt(9); i++) {
            places.add(
                    new CardHistory.Place(
                            new TransactionId("p-" + i),
                            NOON_MS + i,
                            new GeoPoint(
                                    random.nextDouble(-90, 90), random.nextDouble(-180, 180))));
        }
        List<CardHistory.KnownDevice> devices = new ArrayList<>();
        for (int i = 0; i < random.nextInt(17); i++) {
            devices.add(
                    new CardHistory.KnownDevice(
                            new DeviceId("d-" + i),
                            NOON_MS - random.nextLong(1_000_000_000_000L),
                            NOON_MS + i));
        }
        return new CardHistory(
                new CurrencyCode("EUR"),
                attempts,
                places,
                devices,
                new Spending(
                        random.nextLong(1_000), random.nextDouble(1e15), random.nextDouble(1e30)));
    }

    private static CardHistory.Attempt attempt(String id, long afterMs, long amountMinor) {
        return new CardHistory.Attempt(new TransactionId(id), NOON_MS + afterMs, amountMinor);
    }

    private static CardHistory history(List<CardHistory.Attempt> attempts) {
        return new CardHistory(
                new CurrencyCode("EUR"), attempts, List.of(), List.of(), Spending.NONE);
    }
}
