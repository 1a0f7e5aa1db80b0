package dev.tributary.inventory.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.inventory.api.ApiSettings;
import dev.tributary.inventory.domain.ReservationSettings;
import dev.tributary.inventory.domain.StockSettings;
import dev.tributary.inventory.domain.WarehouseId;
import dev.tributary.inventory.topology.InventorySettings;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.unit.DataSize;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** What stands in the application's configuration file is what the code calls its defaults. */
class InventoryPropertiesTest {
    @Test
    void shouldBindTheFileToTheDefaults() throws IOException {
        InventoryProperties bound = bind(Map.of());

        assertThat(bound.settings()).isEqualTo(InventorySettings.defaults());
        assertThat(bound.apiSettings())
                .isEqualTo(
                        new ApiSettings(
                                DataSize.ofKilobytes(64),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(30),
                                Duration.ofMinutes(10),
                                ReservationSettings.defaults(),
                                StockSettings.defaults()));
        assertThat(bound.api().waitingMax()).isEqualTo(750);
        assertThat(bound.view())
                .isEqualTo(new InventoryProperties.ViewProperties(Duration.ofDays(30), 10_000));
    }

    @Test
    void shouldTakeWarehousesInTheirOrder() throws IOException {
        InventoryProperties bound =
                bind(Map.of("tributary.inventory.stock.warehouse-priority", "north,south"));

        assertThat(bound.settings().stock().priority().order())
                .containsExactly(new WarehouseId("north"), new WarehouseId("south"));
    }

    @Test
    void shouldNameTheSettingWhenItIsImpossible() {
        assertImpossible("tributary.inventory.api.ttl-default", "25h", "ttlDefault");
        assertImpossible("tributary.inventory.reservations.ttl-max", "0s", "no reservation");
        assertThatThrownBy(() ->
                        bind(Map.of("tributary.inventory.topology.hold-retention", "5d"))
                                .settings())
                .hasMessageContaining("reservationRetention")
                .hasMessageContaining("holdRetention");
        assertThatThrownBy(() ->
                        bind(Map.of("tributary.inventory.topology.order-hold", "25h")).settings())
                .hasMessageContaining("orderHold");
    }

    private static void assertImpossible(String name, String value, String message) {
        assertThatThrownBy(() -> bind(Map.of(name, value)))
                .isInstanceOf(BindException.class)
                .rootCause()
                .hasMessageContaining(message);
    }

    private static InventoryProperties bind(Map<String, Object> environment) throws IOException {
        StandardEnvironment all = new StandardEnvironment();
        new YamlPropertySourceLoader()
                .load("file", new ClassPathResource("application.yml"))
                .forEach(all.getPropertySources()::addLast);
        all.getPropertySources().addFirst(new MapPropertySource("environment", environment));
        return Binder.get(all).bind("tributary.inventory", InventoryProperties.class).get();
    }
}
