package dev.tributary.fraud.query;

import dev.tributary.common.query.Lookup;
import dev.tributary.common.query.ReadDemand;
import dev.tributary.common.query.StoreRead;
import dev.tributary.common.query.StoreRouter;
import dev.tributary.fraud.domain.CardHistory;
import dev.tributary.fraud.store.CardHistoryAvroMapper;
import dev.tributary.fraud.store.FraudStores;
import dev.tributary.schemas.fraud.state.CardSpend;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.query.WindowKeyQuery;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.apache.kafka.streams.state.WindowStoreIterator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A card as the scorer sees it, and what it spent. The history is read from the scorer's own store,
 * so that an answer can be one commit interval ahead of what was committed: meant for people, not
 * for decisions. Spend is summed from committed verdicts and follows them by a fraction of a
 * second.
 */
public final class CardQuery {
    private final StoreRouter scorer;
    private final StoreRouter reports;
    private final String referenceCurrency;
    private final Duration spendWindow;
    private final Serializer<String> keySerializer = Serdes.String().serializer();

    /**
     * @param scorer reaches the stores of the scorer
     * @param reports reaches the stores of the reports
     * @param referenceCurrency what spend is summed in
     * @param spendWindow length of the windows that spend is kept in
     */
    public CardQuery(
            StoreRouter scorer,
            StoreRouter reports,
            String referenceCurrency,
            Duration spendWindow) {
        this.scorer = scorer;
        this.reports = reports;
        this.referenceCurrency = referenceCurrency;
        this.spendWindow = spendWindow;
    }

    /**
     * What a card spent, without what was blocked.
     *
     * @param currency what amounts are minor units of
     * @param windows oldest first; those without a transaction are left out
     */
    public record Spend(String cardId, String currency, List<SpendWindow> windows) {}

    /**
     * One window of spend.
     *
     * @param from start in event time, inclusive
     * @param to end in event time, exclusive
     * @param withoutRate transactions left out of the sum because their currency has no rate
     */
    public record SpendWindow(
            Instant from, Instant to, long transactions, long amountMinor, long withoutRate) {}

    /** The card's history. */
    public Lookup<CardHistory> history(String cardId, ReadDemand demand) {
        return scorer.find(
                StoreRead.<dev.tributary.schemas.fraud.state.CardHistory>ofKey(
                                FraudStores.CARD_HISTORY, cardId)
                        .map(CardHistoryAvroMapper::fromAvro),
                demand);
    }

    /** The card's windows of spend that start within {@code [from, to]}. */
    public Lookup<Spend> spend(String cardId, Instant from, Instant to, ReadDemand demand) {
        return reports.find(
                new StoreRead<>(
                        FraudStores.SPEND,
                        cardId,
                        keySerializer,
                        WindowKeyQuery
                                .<String, ValueAndTimestamp<CardSpend>>withKeyAndWindowStartRange(
                                        cardId, from, to),
                        windows ->
                                Optional.of(new Spend(cardId, referenceCurrency, read(windows)))),
                demand);
    }

    private List<SpendWindow> read(WindowStoreIterator<ValueAndTimestamp<CardSpend>> windows) {
        List<SpendWindow> spend = new ArrayList<>();
        while (windows.hasNext()) {
            KeyValue<Long, ValueAndTimestamp<CardSpend>> window = windows.next();
            Instant start = Instant.ofEpochMilli(window.key);
            CardSpend spent = window.value.value();
            spend.add(
                    new SpendWindow(
                            start,
                            start.plus(spendWindow),
                            spent.getTransactions(),
                            spent.getAmountMinor(),
                            spent.getWithoutRate()));
        }
        return spend;
    }
}
