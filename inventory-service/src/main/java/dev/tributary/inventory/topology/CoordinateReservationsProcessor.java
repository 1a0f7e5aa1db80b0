package dev.tributary.inventory.topology;

import dev.tributary.inventory.domain.Reservation;
import dev.tributary.inventory.domain.ReservationCoordinator;
import dev.tributary.inventory.domain.ReservationDecision;
import dev.tributary.inventory.domain.ReservationId;
import dev.tributary.inventory.domain.ReservationReply;
import dev.tributary.inventory.domain.ReservationState;
import dev.tributary.inventory.domain.SkuCommand;
import dev.tributary.inventory.store.ReservationStores;
import dev.tributary.inventory.store.Reservations;
import dev.tributary.schemas.inventory.ReservationInput;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One writer a reservation: takes what it is told, and tells the stock of its lines and the world.
 * Now and then it looks which reservations are due, and tells them so; that, too, is decided upon
 * only when it comes back as an input.
 */
final class CoordinateReservationsProcessor
        implements Processor<String, ReservationInput, String, SpecificRecord> {
    private final InventorySettings settings;
    private final ReservationCoordinator coordinator;
    private final InventoryListener listener;

    private ProcessorContext<String, SpecificRecord> context;
    private Reservations reservations;

    private CoordinateReservationsProcessor(
            InventorySettings settings, InventoryListener listener) {
        this.settings = settings;
        this.coordinator = new ReservationCoordinator(settings.reservations());
        this.listener = listener;
    }

    /** Makes the processor with the stores it needs. */
    record Supplier(InventorySettings settings, InventoryListener listener)
            implements ProcessorSupplier<String, ReservationInput, String, SpecificRecord> {
        @Override
        public Processor<String, ReservationInput, String, SpecificRecord> get() {
            return new CoordinateReservationsProcessor(settings, listener);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            // In one order always, which the description of the topology shows.
            return new LinkedHashSet<>(
                    List.of(
                            ReservationStores.open(),
                            ReservationStores.settled(settings.reservationRetention()),
                            ReservationStores.due()));
        }
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        this.context = context;
        this.reservations =
                new Reservations(
                        context.getStateStore(ReservationStores.OPEN),
                        context.getStateStore(ReservationStores.SETTLED),
                        context.getStateStore(ReservationStores.DUE),
                        settings.reservationRetention());
        schedule();
    }

    private void schedule() {
        context.schedule(
                settings.expiryInterval(), PunctuationType.WALL_CLOCK_TIME, this::tellWhatIsDue);
    }

    /**
     * @throws IllegalArgumentException when the input is none, or of another reservation than its
     *     key
     */
    @Override
    public void process(Record<String, ReservationInput> record) {
        ReservationInput input = record.value();
        if (input == null || !input.getReservationId().equals(record.key())) {
            throw new IllegalArgumentException("no input of reservation " + record.key());
        }
        ReservationId id = ReservationId.parse(input.getReservationId());
        ReservationState before =
                reservations.find(id, Instant.ofEpochMilli(context.currentStreamTimeMs()));
        ReservationDecision decision =
                coordinator.decide(
                        id,
                        before,
                        ReservationInputAvroMapper.toDomain(
                                input, Instant.ofEpochMilli(record.timestamp())));
        ReservationState after = decision.state();
        listener.replied(decision.reply());
        if (after != null && !after.equals(before)) {
            reservations.replace(before, after);
        }
        decision.commands().forEach(command -> tell(record, command));
        switch (id.origin()) {
            case API -> tellCaller(record, id, before, after, decision.reply());
            case ORDER -> tellOfOrder(record, id, before, after, decision.reply());
        }
        if (after instanceof Reservation reservation && isNews(before, reservation)) {
            listener.stands(reservation.status());
        }
    }

    private void tell(Record<String, ReservationInput> record, SkuCommand command) {
        context.forward(
                record.withKey(command.sku().value())
                        .withValue(StockCommandAvroMapper.toAvro(command)));
    }

    private void tellCaller(
            Record<String, ReservationInput> record,
            ReservationId id,
            @Nullable ReservationState before,
            @Nullable ReservationState after,
            ReservationReply reply) {
        Reservation reservation = after instanceof Reservation it ? it : null;
        String commandId = record.value().getCommandId();
        if (commandId != null || (reservation != null && isNews(before, reservation))) {
            context.forward(
                    record.withKey(id.name())
                            .withValue(
                                    ReservationAvroMapper.update(
                                            id, commandId, reply, reservation)));
        }
    }

    private void tellOfOrder(
            Record<String, ReservationInput> record,
            ReservationId id,
            @Nullable ReservationState before,
            @Nullable ReservationState after,
            ReservationReply reply) {
        if (after instanceof Reservation reservation && isNews(before, reservation)) {
            context.forward(
                    record.withKey(id.name()).withValue(OrderAvroMapper.order(reservation)));
        } else if (reply instanceof ReservationReply.Refused) {
            // Nobody could ever hold it; whoever waits for the order must hear of that, too.
            context.forward(
                    record.withKey(id.name())
                            .withValue(
                                    OrderAvroMapper.refused(
                                            id,
                                            record.value(),
                                            Instant.ofEpochMilli(record.timestamp()))));
        }
    }

    /** Lines that answer one by one are no news: what matters is what all of them come to. */
    private static boolean isNews(@Nullable ReservationState before, Reservation after) {
        return !(before instanceof Reservation it
                && it.status() == after.status()
                && it.expiresAt().equals(after.expiresAt()));
    }

    private void tellWhatIsDue(long wallClockMs) {
        for (Reservations.Due due :
                reservations.takeDue(Instant.ofEpochMilli(wallClockMs), settings.expiriesMax())) {
            context.forward(
                    new Record<>(
                            due.id().toString(),
                            ReservationInputAvroMapper.expire(due.id(), due.at()),
                            wallClockMs));
        }
    }
}
