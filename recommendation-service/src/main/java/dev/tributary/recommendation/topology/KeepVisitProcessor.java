package dev.tributary.recommendation.topology;

import dev.tributary.common.streams.StoreRound;
import dev.tributary.recommendation.domain.Visit;
import dev.tributary.recommendation.store.SessionStores;
import dev.tributary.recommendation.store.VisitAvroMapper;
import dev.tributary.schemas.ingest.Interaction;
import dev.tributary.schemas.recommendation.Session;

import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

import java.time.Instant;
import java.util.Set;

/** Takes each interaction into the visit of its session; forgets sessions that are long over. */
final class KeepVisitProcessor implements Processor<String, Interaction, String, Session> {
    private final VisitSettings settings;
    private ProcessorContext<String, Session> context;
    private KeyValueStore<String, Session> visits;
    private StoreRound<Session> round;

    private KeepVisitProcessor(VisitSettings settings) {
        this.settings = settings;
    }

    /** Makes the processor with the store it needs. */
    record Supplier(VisitSettings settings)
            implements ProcessorSupplier<String, Interaction, String, Session> {
        @Override
        public Processor<String, Interaction, String, Session> get() {
            return new KeepVisitProcessor(settings);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Set.of(SessionStores.visits());
        }
    }

    @Override
    public void init(ProcessorContext<String, Session> context) {
        this.context = context;
        this.visits = context.getStateStore(SessionStores.VISITS);
        this.round = new StoreRound<>(visits, settings.sweepMax());
        context.schedule(
                settings.sweepInterval(), PunctuationType.WALL_CLOCK_TIME, now -> forgetSome());
    }

    @Override
    public void process(Record<String, Interaction> record) {
        Interaction interaction = record.value();
        Session before = visits.get(interaction.getSessionId());
        long offset = context.recordMetadata().orElseThrow().offset();
        Visit.after(
                        before == null ? null : VisitAvroMapper.toDomain(before),
                        InteractionAvroMapper.toDomain(interaction, offset),
                        settings.session())
                .ifPresent(visit -> keep(record, visit));
    }

    private void keep(Record<String, Interaction> record, Visit visit) {
        Session session = VisitAvroMapper.toAvro(visit);
        visits.put(session.getSessionId(), session);
        context.forward(record.withKey(visit.visitId().value()).withValue(session));
    }

    private void forgetSome() {
        Instant streamTime = Instant.ofEpochMilli(context.currentStreamTimeMs());
        for (KeyValue<String, Session> entry : round.turn()) {
            Instant lastClickAt = entry.value.getClicks().getLast().getAt();
            if (lastClickAt.plus(settings.retention()).isBefore(streamTime)) {
                visits.delete(entry.key);
            }
        }
    }
}
