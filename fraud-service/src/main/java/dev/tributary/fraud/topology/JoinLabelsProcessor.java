package dev.tributary.fraud.topology;

import dev.tributary.common.streams.ExpiringStore;
import dev.tributary.fraud.domain.learning.DecidedTransaction;
import dev.tributary.fraud.domain.learning.Label;
import dev.tributary.fraud.domain.learning.Labelling;
import dev.tributary.fraud.store.DecidedTransactionAvroMapper;
import dev.tributary.fraud.store.LearningStores;
import dev.tributary.fraud.topology.LearningListener.Happening;
import dev.tributary.schemas.fraud.state.WaitingLabel;
import dev.tributary.schemas.ingest.LabelSource;

import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Brings transactions and their labels together, in whichever order they come. A label without a
 * transaction waits, and is diverted when it has waited for too long by the time of arrivals, which
 * is that of the latest arrival here.
 *
 * <p>Of one id the transaction that comes first stands, as everywhere.
 */
final class JoinLabelsProcessor implements Processor<String, Fact, String, Joined> {
    private final LearningSettings settings;
    private final LearningListener listener;

    private ProcessorContext<String, Joined> context;
    private ExpiringStore<dev.tributary.schemas.fraud.state.DecidedTransaction> decided;
    private KeyValueStore<String, WaitingLabel> waiting;
    private KeyValueStore<String, String> waitingOrder;
    private LatestTime arrival;

    JoinLabelsProcessor(LearningSettings settings, LearningListener listener) {
        this.settings = settings;
        this.listener = listener;
    }

    @Override
    public void init(ProcessorContext<String, Joined> context) {
        this.context = context;
        this.decided =
                new ExpiringStore<>(
                        context.getStateStore(LearningStores.DECIDED),
                        settings.transactionRetention());
        this.waiting = context.getStateStore(LearningStores.WAITING_LABELS);
        this.waitingOrder = context.getStateStore(LearningStores.WAITING_ORDER);
        this.arrival =
                new LatestTime(
                        context.getStateStore(LearningStores.TRANSACTION_TIMES), "received-at");
        schedule();
    }

    private void schedule() {
        context.schedule(
                settings.entityInterval(), PunctuationType.WALL_CLOCK_TIME, _ -> divertUnmatched());
    }

    /**
     * @throws IllegalArgumentException when the label is about another transaction than its key
     */
    @Override
    public void process(Record<String, Fact> record) {
        switch (record.value()) {
            case Fact.Decided(DecidedTransaction transaction) -> {
                arrival.see(transaction.receivedAtMs());
                decided(record, transaction);
            }
            case Fact.Labelled(dev.tributary.schemas.ingest.Label label) -> {
                if (!label.getTransactionId().equals(record.key())) {
                    throw new IllegalArgumentException(
                            "a label of transaction %s has the key %s"
                                    .formatted(label.getTransactionId(), record.key()));
                }
                arrival.see(label.getReceivedAt().toEpochMilli());
                labelled(record, label);
            }
        }
    }

    private void decided(Record<String, Fact> record, DecidedTransaction transaction) {
        String id = record.key();
        if (find(id) != null) {
            listener.happened(Happening.DECIDED_AGAIN);
            return;
        }
        context.forward(record.withValue(new Joined.Decided(transaction)));
        WaitingLabel early = waiting.get(id);
        if (early == null) {
            put(id, transaction);
            return;
        }
        waiting.delete(id);
        waitingOrder.delete(LearningStores.arrivalKey(early.getWaitsSince().toEpochMilli(), id));
        apply(record, transaction, label(early.getFraud(), early.getLabelledAt()));
    }

    private void labelled(Record<String, Fact> record, dev.tributary.schemas.ingest.Label label) {
        DecidedTransaction transaction = find(record.key());
        if (transaction == null) {
            await(label);
        } else {
            apply(record, transaction, label(label.getFraud(), label.getLabelledAt()));
        }
    }

    private void apply(Record<String, Fact> record, DecidedTransaction transaction, Label label) {
        switch (transaction.labelled(label)) {
            case Labelling.First(DecidedTransaction after) ->
                    counts(record, null, after, Happening.LABELLED);
            case Labelling.Corrected(Label before, DecidedTransaction after) ->
                    counts(record, before, after, Happening.CORRECTED);
            case Labelling.Repeated() -> listener.happened(Happening.REPEATED);
            case Labelling.Superseded() -> listener.happened(Happening.SUPERSEDED);
        }
    }

    private void counts(
            Record<String, Fact> record,
            @Nullable Label before,
            DecidedTransaction after,
            Happening happening) {
        put(record.key(), after);
        listener.happened(happening);
        context.forward(record.withValue(new Joined.Labelled(before, after)));
    }

    /** Of several that wait, the one that would count once their transaction comes. */
    private void await(dev.tributary.schemas.ingest.Label label) {
        String id = label.getTransactionId();
        WaitingLabel before = waiting.get(id);
        Label next = label(label.getFraud(), label.getLabelledAt());
        if (before != null) {
            Label known = label(before.getFraud(), before.getLabelledAt());
            if (known.equals(next) || !next.supersedes(known)) {
                listener.happened(known.equals(next) ? Happening.REPEATED : Happening.SUPERSEDED);
                return;
            }
        }
        Instant since = before == null ? label.getReceivedAt() : before.getWaitsSince();
        waiting.put(
                id,
                new WaitingLabel(
                        label.getFraud(),
                        label.getSource().name(),
                        label.getNote(),
                        label.getLabelledAt(),
                        label.getReceivedAt(),
                        since));
        if (before == null) {
            waitingOrder.put(LearningStores.arrivalKey(since.toEpochMilli(), id), "");
            listener.happened(Happening.WAITING);
        } else {
            listener.happened(Happening.CORRECTED);
        }
    }

    private void divertUnmatched() {
        if (arrival.ms().isEmpty()) {
            return;
        }
        long oldestMs = arrival.ms().getAsLong() - settings.labelRetention().toMillis();
        if (oldestMs <= 0) {
            return;
        }
        List<String> over = new ArrayList<>();
        try (KeyValueIterator<String, String> oldest =
                waitingOrder.range(null, LearningStores.arrivalKey(oldestMs, ""))) {
            while (oldest.hasNext() && over.size() < settings.publishMax()) {
                KeyValue<String, String> entry = oldest.next();
                over.add(entry.key);
            }
        }
        for (String key : over) {
            String id = LearningStores.transactionId(key);
            WaitingLabel label = Objects.requireNonNull(waiting.get(id), "in both or in none");
            waiting.delete(id);
            waitingOrder.delete(key);
            listener.happened(Happening.UNMATCHED);
            context.forward(
                    new Record<>(
                            id,
                            new Joined.Unmatched(
                                    new dev.tributary.schemas.ingest.Label(
                                            id,
                                            label.getFraud(),
                                            LabelSource.valueOf(label.getSource()),
                                            label.getNote(),
                                            label.getLabelledAt(),
                                            label.getReceivedAt())),
                            label.getLabelledAt().toEpochMilli()));
        }
    }

    private @Nullable DecidedTransaction find(String id) {
        Instant latest = Instant.ofEpochMilli(arrival.ms().orElseThrow());
        dev.tributary.schemas.fraud.state.DecidedTransaction state =
                decided.find(id, latest.minus(settings.transactionRetention()), latest, _ -> true);
        return state == null ? null : DecidedTransactionAvroMapper.fromAvro(state);
    }

    private void put(String id, DecidedTransaction transaction) {
        decided.put(
                id,
                DecidedTransactionAvroMapper.toAvro(transaction),
                Instant.ofEpochMilli(transaction.receivedAtMs()));
    }

    private static Label label(boolean fraud, Instant labelledAt) {
        return new Label(fraud, labelledAt.toEpochMilli());
    }
}
