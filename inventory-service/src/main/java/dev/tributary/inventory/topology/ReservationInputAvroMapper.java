package dev.tributary.inventory.topology;

import dev.tributary.inventory.domain.BasketLine;
import dev.tributary.inventory.domain.FraudDecision;
import dev.tributary.inventory.domain.ReservationId;
import dev.tributary.inventory.domain.ReservationInput;
import dev.tributary.inventory.domain.ReservationInput.Confirm;
import dev.tributary.inventory.domain.ReservationInput.Expire;
import dev.tributary.inventory.domain.ReservationInput.LineHeld;
import dev.tributary.inventory.domain.ReservationInput.LineShort;
import dev.tributary.inventory.domain.ReservationInput.Release;
import dev.tributary.inventory.domain.ReservationInput.Reserve;
import dev.tributary.inventory.domain.ReservationInput.Resolved;
import dev.tributary.inventory.domain.ReservationInput.Resolved.Resolution;
import dev.tributary.inventory.domain.ReservationInput.VerdictGiven;
import dev.tributary.inventory.domain.Sku;
import dev.tributary.schemas.inventory.OrderDecision;
import dev.tributary.schemas.inventory.ReservationInputKind;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/** What reservations are told, from the topic and to it. */
final class ReservationInputAvroMapper {
    private ReservationInputAvroMapper() {}

    /**
     * @param at when it was appended
     * @throws IllegalArgumentException where it lacks what its kind needs, or is of no known kind
     */
    static ReservationInput toDomain(
            dev.tributary.schemas.inventory.ReservationInput input, Instant at) {
        return switch (input.getKind()) {
            case RESERVE ->
                    new Reserve(
                            input.getLines().stream()
                                    .map(it ->
                                            new BasketLine(new Sku(it.getSku()), it.getQuantity()))
                                    .toList(),
                            Duration.ofMillis(needed("ttlMs", input.getTtlMs())),
                            needed("fingerprint", input.getFingerprint()),
                            input.getCustomerId(),
                            at);
            case LINE_HELD -> new LineHeld(sku(input), at);
            case LINE_SHORT ->
                    new LineShort(sku(input), needed("available", input.getAvailable()), at);
            case CONFIRM -> new Confirm(at);
            case RELEASE -> new Release(at);
            case EXPIRE -> new Expire(needed("dueAt", input.getDueAt()));
            case VERDICT ->
                    new VerdictGiven(
                            verdict(needed("decision", input.getDecision())),
                            needed("fingerprint", input.getFingerprint()),
                            at);
            case RESOLUTION ->
                    new Resolved(resolution(needed("decision", input.getDecision())), at);
            case UNKNOWN ->
                    throw new IllegalArgumentException("an input of a kind that is not known");
        };
    }

    private static Sku sku(dev.tributary.schemas.inventory.ReservationInput input) {
        return new Sku(needed("sku", input.getSku()));
    }

    private static FraudDecision verdict(OrderDecision decision) {
        return switch (decision) {
            case APPROVE -> FraudDecision.APPROVE;
            case BLOCK -> FraudDecision.BLOCK;
            // A person must look at what this version cannot understand.
            case REVIEW, UNKNOWN -> FraudDecision.REVIEW;
        };
    }

    private static Resolution resolution(OrderDecision decision) {
        return switch (decision) {
            case APPROVE -> Resolution.APPROVE;
            case BLOCK -> Resolution.BLOCK;
            case REVIEW, UNKNOWN ->
                    throw new IllegalArgumentException(decision + " resolves nothing");
        };
    }

    private static <T> T needed(String field, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("it has no " + field);
        }
        return value;
    }

    /** A line's stock is held. */
    static dev.tributary.schemas.inventory.ReservationInput held(ReservationId id, Sku sku) {
        return to(id, ReservationInputKind.LINE_HELD).setSku(sku.value()).build();
    }

    /** A line's stock is short. */
    static dev.tributary.schemas.inventory.ReservationInput shortOf(
            ReservationId id, Sku sku, long available) {
        return to(id, ReservationInputKind.LINE_SHORT)
                .setSku(sku.value())
                .setAvailable(available)
                .build();
    }

    /** Its time went by. */
    static dev.tributary.schemas.inventory.ReservationInput expire(
            ReservationId id, Instant dueAt) {
        return to(id, ReservationInputKind.EXPIRE).setDueAt(dueAt).build();
    }

    private static dev.tributary.schemas.inventory.ReservationInput.Builder to(
            ReservationId id, ReservationInputKind kind) {
        return dev.tributary.schemas.inventory.ReservationInput.newBuilder()
                .setReservationId(id.toString())
                .setKind(kind);
    }
}
