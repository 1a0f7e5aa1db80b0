package dev.tributary.recommendation.api;

import dev.tributary.recommendation.domain.CustomerId;
import dev.tributary.recommendation.domain.InteractionKind;
import dev.tributary.recommendation.domain.Visit;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** What a visitor did since the last pause. */
@Schema(name = "Session")
record SessionDocument(
        String sessionId,
        @Nullable String customerId,
        @Schema(description = "Event time of the first click after the pause.") Instant startedAt,
        @Schema(description = "Event time of the newest click.") Instant lastClickAt,
        @Schema(description = "The newest ones, oldest first.") List<ClickDocument> clicks) {
    /** One thing that was done. */
    @Schema(name = "Click")
    record ClickDocument(String sku, InteractionKind kind, Instant at) {}

    static SessionDocument of(Visit visit) {
        CustomerId customer = visit.customerId();
        return new SessionDocument(
                visit.sessionId().value(),
                customer == null ? null : customer.value(),
                visit.startedAt(),
                visit.lastClickAt(),
                visit.clicks().stream()
                        .map(it ->
                                new ClickDocument(
                                        it.click().sku().value(), it.click().kind(), it.at()))
                        .toList());
    }
}
