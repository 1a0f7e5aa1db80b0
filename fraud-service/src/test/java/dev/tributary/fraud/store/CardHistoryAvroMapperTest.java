package dev.tributary.fraud.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tributary.common.serde.StateSerde;
import dev.tributary.fraud.domain.Attempt;
import dev.tributary.fraud.domain.Attempts;
import dev.tributary.fraud.domain.CardHistory;
import dev.tributary.fraud.domain.CurrencyCode;
import dev.tributary.fraud.domain.DayTotal;
import dev.tributary.fraud.domain.DeviceId;
import dev.tributary.fraud.domain.GeoPoint;
import dev.tributary.fraud.domain.KnownMerchants;
import dev.tributary.fraud.domain.ReferenceRates;
import dev.tributary.fraud.domain.Spending;
import dev.tributary.fraud.domain.TransactionId;
import dev.tributary.fraud.domain.UsualAmount;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.time.Instant;
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
    void shouldWriteColumnsOfEightBytes() {
        CardHistory history =
                history(
                        List.of(
                                attempt("a", 0, ReferenceRates.NO_AMOUNT),
                                attempt("b", 1, 0),
                                attempt("c", 2, ReferenceRates.MAX_REFERENCE_MINOR)));

        ByteBuffer amounts = CardHistoryAvroMapper.toAvro(history).getAttemptAmounts();
        assertThat(amounts.remaining()).isEqualTo(3 * 8);
        assertThat(amounts.getLong(0)).isEqualTo(-1);
        assertThat(amounts.getLong(16)).isEqualTo(ReferenceRates.MAX_REFERENCE_MINOR);
    }

    /** State of the version before kept ids as text and a day only. */
    @Test
    void shouldTakeOverAttemptsWrittenBeforeThereWereColumns() {
        var old = CardHistoryAvroMapper.toAvro(CardHistory.EMPTY);
        old.setReferenceCurrency("EUR");
        old.setAttempts(
                List.of(
                        new dev.tributary.schemas.fraud.state.Attempt(
                                "a", Instant.ofEpochMilli(NOON_MS), 5_00L),
                        new dev.tributary.schemas.fraud.state.Attempt(
                                "b", Instant.ofEpochMilli(NOON_MS + 1), null)));

        assertThat(CardHistoryAvroMapper.fromAvro(old).attempts().toList())
                .containsExactly(attempt("a", 0, 5_00), attempt("b", 1, ReferenceRates.NO_AMOUNT));
    }

    @Test
    void shouldRefuseARecordThatIsNoHistory() {
        CardHistory history = history(List.of(attempt("a", 0, 1), attempt("b", 1, 1)));
        var outOfOrder = CardHistoryAvroMapper.toAvro(history);
        outOfOrder.setAttemptTimes(
                ByteBuffer.allocate(16).putLong(NOON_MS + 1).putLong(NOON_MS).flip());
        var tooShort = CardHistoryAvroMapper.toAvro(history);
        tooShort.setAttemptIds(ByteBuffer.allocate(15));
        var noFlags = CardHistoryAvroMapper.toAvro(history);
        noFlags.setAttemptFlags(ByteBuffer.allocate(0));
        var impossible = CardHistoryAvroMapper.toAvro(history);
        impossible.setSpendMeanMinor(Double.NaN);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> CardHistoryAvroMapper.fromAvro(outOfOrder));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CardHistoryAvroMapper.fromAvro(impossible));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CardHistoryAvroMapper.fromAvro(tooShort))
                .withMessageContaining("15 bytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CardHistoryAvroMapper.fromAvro(noFlags));
    }

    private static CardHistory throughBytes(CardHistory history) {
        byte[] bytes = SERDE.serializer().serialize("", CardHistoryAvroMapper.toAvro(history));
        return CardHistoryAvroMapper.fromAvro(SERDE.deserializer().deserialize("", bytes));
    }

    private static CardHistory randomHistory(Random random) {
        Attempts attempts = Attempts.NONE;
        for (int i = 0; i < random.nextInt(130); i++) {
            attempts = attempts.plus(randomAttempt(random, i));
        }
        List<DayTotal> days = new ArrayList<>();
        for (int i = 0; i < random.nextInt(31); i++) {
            int count = random.nextInt(1, 100);
            days.add(
                    new DayTotal(
                            20_000 + i,
                            count,
                            random.nextInt(count + 1),
                            random.nextLong(DayTotal.MAX_SUM_MINOR),
                            random.nextInt(count + 1),
                            random.nextFloat(100)));
        }
        long[] merchantIds = random.longs(random.nextInt(33)).toArray();
        long[] firstSeenMs = new long[merchantIds.length];
        long[] lastSeenMs = new long[merchantIds.length];
        for (int i = 0; i < merchantIds.length; i++) {
            lastSeenMs[i] = NOON_MS + i;
            firstSeenMs[i] = lastSeenMs[i] - random.nextInt(1_000_000);
        }
        KnownMerchants merchants = KnownMerchants.ofColumns(merchantIds, firstSeenMs, lastSeenMs);
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
                days,
                places,
                devices,
                merchants,
                new Spending(
                        random.nextLong(1_000), random.nextDouble(1e15), random.nextDouble(1e30)),
                new UsualAmount(random.nextLong(1_000), random.nextDouble(1e15)));
    }

    private static Attempt randomAttempt(Random random, int i) {
        boolean hasAmount = random.nextInt(5) > 0;
        return new Attempt(
                random.nextLong(),
                NOON_MS + i * 1_000L + random.nextInt(1_000),
                hasAmount
                        ? random.nextLong(ReferenceRates.MAX_REFERENCE_MINOR + 1)
                        : ReferenceRates.NO_AMOUNT,
                hasAmount ? random.nextFloat(1_000) : Float.NaN,
                random.nextBoolean(),
                List.of(Attempt.DeviceUse.values()).get(random.nextInt(3)));
    }

    private static Attempt attempt(String id, long afterMs, long amountMinor) {
        return Attempt.of(new TransactionId(id), NOON_MS + afterMs, amountMinor);
    }

    private static CardHistory history(List<Attempt> made) {
        Attempts attempts = Attempts.NONE;
        for (Attempt attempt : made) {
            attempts = attempts.plus(attempt);
        }
        return new CardHistory(
                new CurrencyCode("EUR"),
                attempts,
                List.of(),
                List.of(),
                List.of(),
                KnownMerchants.NONE,
                Spending.NONE,
                UsualAmount.NONE);
    }
}
