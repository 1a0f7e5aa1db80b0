package dev.tributary.recommendation.topology;

import dev.tributary.common.streams.StoreRound;
import dev.tributary.recommendation.domain.CustomerId;
import dev.tributary.recommendation.domain.InteractionId;
import dev.tributary.recommendation.domain.Visit;
import dev.tributary.recommendation.domain.VisitId;
import dev.tributary.recommendation.store.SessionStores;
import dev.tributary.recommendation.store.VisitAvroMapper;
import dev.tributary.schemas.InteractionKey;
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
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Takes each interaction into the visit of its session, and out of it where it was deleted; forgets
 * sessions that are over, and customers who do not want to be known.
 */
final class KeepVisitProcessor implements Processor<String, Interaction, String, Session> {
    private final VisitSettings settings;
    private final Predicate<CustomerId> mayBeKnown;
    private ProcessorContext<String, Session> context;
    private KeyValueStore<String, Session> visits;
    private StoreRound<Session> round;

    /** The time of the log, which stands still while nothing comes and goes back in a replay. */
    private Instant receivedAt = Instant.EPOCH;

    private KeepVisitProcessor(VisitSettings settings, Predicate<CustomerId> mayBeKnown) {
        this.settings = settings;
        this.mayBeKnown = mayBeKnown;
    }

    /** Makes the processor with the store it needs. */
    record Supplier(VisitSettings settings, Predicate<CustomerId> mayBeKnown)
            implements ProcessorSupplier<String, Interaction, String, Session> {
        @Override
        public Processor<String, Interaction, String, Session> get() {
            return new KeepVisitProcessor(settings, mayBeKnown);
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
                settings.sweepInterval(), PunctuationType.WALL_CLOCK_TIME, this::forgetSome);
    }

    @Override
    public void process(Record<String, Interaction> record) {
        if (record.value() == null) {
            takeOut(InteractionKey.parse(record.key()), record.timestamp());
        } else {
            takeIn(record.value(), record.timestamp());
        }
    }

    private void takeIn(Interaction record, long at) {
        dev.tributary.recommendation.domain.Interaction interaction =
                InteractionAvroMapper.toDomain(record, offset());
        Visit before = visit(interaction.sessionId().value());
        Visit.after(before, interaction, settings.session())
                .ifPresent(visit -> keep(before, permitted(visit), at));
        if (interaction.receivedAt().isAfter(receivedAt)) {
            receivedAt = interaction.receivedAt();
        }
    }

    private void takeOut(InteractionKey deleted, long at) {
        Visit before = visit(deleted.sessionId());
        InteractionId id = new InteractionId(deleted.interactionId());
        if (before != null && before.has(id)) {
            before.without(id, offset())
                    .ifPresentOrElse(visit -> keep(before, visit, at), () -> delete(before, at));
        }
    }

    private long offset() {
        return context.recordMetadata().orElseThrow().offset();
    }

    private @Nullable Visit visit(String session) {
        return Optional.ofNullable(visits.get(session)).map(VisitAvroMapper::toDomain).orElse(null);
    }

    private Visit permitted(Visit visit) {
        CustomerId customer = visit.customerId();
        return customer == null || mayBeKnown.test(customer) ? visit : visit.withoutCustomer();
    }

    private void keep(@Nullable Visit before, Visit visit, long at) {
        Visit told = visit.told();
        visits.put(visit.sessionId().value(), VisitAvroMapper.toAvro(visit));
        // Whoever becomes known, or no longer wants to be, is told under another id.
        if (before != null
                && before.visitId().equals(visit.visitId())
                && !before.told().visitId().equals(told.visitId())) {
            retract(before, at);
        }
        tell(told.visitId(), VisitAvroMapper.toAvro(told), at);
    }

    private void delete(Visit visit, long at) {
        visits.delete(visit.sessionId().value());
        retract(visit, at);
    }

    private void retract(Visit visit, long at) {
        tell(visit.told().visitId(), null, at);
    }

    private void tell(VisitId id, @Nullable Session session, long at) {
        context.forward(new Record<>(id.value(), session, at));
    }

    private void forgetSome(long now) {
        for (KeyValue<String, Session> entry : round.turn()) {
            Visit visit = VisitAvroMapper.toDomain(entry.value);
            Visit permitted = permitted(visit);
            if (permitted.isQuiet(receivedAt, settings.kept(permitted))) {
                visits.delete(entry.key);
            } else if (!permitted.equals(visit)) {
                keep(visit, permitted, now);
            }
        }
    }
}
