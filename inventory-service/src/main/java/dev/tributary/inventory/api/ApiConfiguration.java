package dev.tributary.inventory.api;

import dev.tributary.common.streams.StreamsRuntime;
import dev.tributary.common.streams.StreamsRuntime.Phase;
import dev.tributary.common.streams.TopicTail;
import dev.tributary.inventory.query.AwaitedReservations;
import dev.tributary.schemas.inventory.ReservationUpdate;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.util.Optional;

/** What the controllers share. */
@Configuration(proxyBeanMethods = false)
class ApiConfiguration {
    @Bean
    InventoryReader inventoryReader(ApiSettings settings) {
        return new InventoryReader(settings);
    }

    @Bean
    ReservationDesk reservationDesk(
            AwaitedReservations awaited,
            @Qualifier("stockRuntime") StreamsRuntime stock,
            TopicTail<ReservationUpdate> replies) {
        return new ReservationDesk(
                awaited, () -> obstacle(stock).or(() -> Optional.ofNullable(replies.obstacle())));
    }

    private static Optional<String> obstacle(StreamsRuntime stock) {
        return switch (stock.phase()) {
            case Phase.Started() -> Optional.empty();
            case Phase.Waiting(String reason) -> Optional.of(reason);
            case Phase.Warming() -> Optional.of("it runs its code once");
            case Phase.Failed(String reason) -> Optional.of("it failed: " + reason);
        };
    }
}
