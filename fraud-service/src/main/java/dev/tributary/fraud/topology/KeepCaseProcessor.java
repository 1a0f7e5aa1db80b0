package dev.tributary.fraud.topology;

import dev.tributary.fraud.domain.cases.Resolution;
import dev.tributary.fraud.domain.cases.ReviewCase;
import dev.tributary.fraud.domain.cases.ReviewCase.Status;
import dev.tributary.fraud.store.CaseStores;
import dev.tributary.fraud.store.ReviewCaseAvroMapper;
import dev.tributary.fraud.topology.CaseListener.Happening;

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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Folds news about a case into what is kept of it, and removes what is kept for long enough by the
 * time of arrivals, which is that of the latest arrival here.
 */
final class KeepCaseProcessor
        implements Processor<String, dev.tributary.schemas.fraud.state.ReviewCase, Void, Void> {
    private final CaseSettings settings;
    private final CaseListener listener;
    private final Map<Status, KeyValueStore<String, dev.tributary.schemas.fraud.state.ReviewCase>>
            byArrival = new EnumMap<>(Status.class);

    private ProcessorContext<Void, Void> context;
    private KeyValueStore<String, dev.tributary.schemas.fraud.state.ReviewCase> byTransaction;

    KeepCaseProcessor(CaseSettings settings, CaseListener listener) {
        this.settings = settings;
        this.listener = listener;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        this.context = context;
        this.byTransaction = context.getStateStore(CaseStores.BY_TRANSACTION);
        for (Status status : Status.values()) {
            byArrival.put(status, context.getStateStore(CaseStores.byArrival(status)));
        }
        schedule();
    }

    private void schedule() {
        context.schedule(
                settings.sweepInterval(), PunctuationType.WALL_CLOCK_TIME, _ -> removeOld());
    }

    @Override
    public void process(Record<String, dev.tributary.schemas.fraud.state.ReviewCase> record) {
        ReviewCase news = ReviewCaseAvroMapper.fromAvro(record.value());
        dev.tributary.schemas.fraud.state.ReviewCase kept = byTransaction.get(record.key());
        ReviewCase before = kept == null ? null : ReviewCaseAvroMapper.fromAvro(kept);
        ReviewCase after = before == null ? news : before.hear(news);
        if (after.equals(before)) {
            return;
        }
        if (before != null) {
            ofStatus(before.status()).delete(place(before));
        }
        dev.tributary.schemas.fraud.state.ReviewCase state = ReviewCaseAvroMapper.toAvro(after);
        byTransaction.put(record.key(), state);
        ofStatus(after.status()).put(place(after), state);
        tell(before, after);
    }

    private void tell(@Nullable ReviewCase before, ReviewCase after) {
        if (after.opening() == null) {
            return;
        }
        boolean opens = before == null || before.opening() == null;
        if (opens) {
            listener.happened(Happening.OPENED);
        }
        Resolution resolution = after.resolution();
        if (resolution == null) {
            return;
        }
        Resolution earlier = opens || before == null ? null : before.resolution();
        if (earlier == null) {
            listener.happened(Happening.RESOLVED);
        } else if (earlier.ruling() != resolution.ruling()) {
            listener.happened(Happening.CORRECTED);
        }
    }

    /** After a start nothing has arrived yet, and nothing is over. */
    private void removeOld() {
        long oldestMs = context.currentStreamTimeMs() - settings.retention().toMillis();
        if (oldestMs <= 0) {
            return;
        }
        String end = CaseStores.arrivalKey(Instant.ofEpochMilli(oldestMs), "");
        for (Status status : Status.values()) {
            removeBefore(end, status);
        }
    }

    private void removeBefore(String end, Status status) {
        KeyValueStore<String, dev.tributary.schemas.fraud.state.ReviewCase> store =
                ofStatus(status);
        List<KeyValue<String, String>> over = new ArrayList<>();
        try (KeyValueIterator<String, dev.tributary.schemas.fraud.state.ReviewCase> oldest =
                store.range(null, end)) {
            while (oldest.hasNext() && over.size() < settings.sweepMax()) {
                KeyValue<String, dev.tributary.schemas.fraud.state.ReviewCase> entry =
                        oldest.next();
                over.add(KeyValue.pair(entry.key, entry.value.getTransactionId()));
            }
        }
        for (KeyValue<String, String> entry : over) {
            store.delete(entry.key);
            byTransaction.delete(entry.value);
            switch (status) {
                case LABELLED -> {}
                case OPEN -> listener.happened(Happening.EXPIRED_OPEN);
                case RESOLVED -> listener.happened(Happening.EXPIRED_RESOLVED);
            }
        }
    }

    private KeyValueStore<String, dev.tributary.schemas.fraud.state.ReviewCase> ofStatus(
            Status status) {
        return Objects.requireNonNull(byArrival.get(status), "one for each");
    }

    private static String place(ReviewCase known) {
        return CaseStores.arrivalKey(known.arrivedAt(), known.transactionId().value());
    }
}
