package dev.tributary.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.Stream;

class ServicePlaceTest {
    @Test
    void shouldBeWhereTheSuiteSaysWhenItIsTheSuitesOwn() {
        ServicePlace own = ServicePlace.own(Service.INVENTORY, SuitePorts.standard());

        assertThat(own.name()).isEqualTo("inventory-service");
        assertThat(own.memberId()).isEqualTo("inventory-service-1");
        assertThat(own.url()).isEqualTo("http://127.0.0.1:8084");
        assertThat(own.readinessUrl()).isEqualTo("http://127.0.0.1:9084/actuator/health/readiness");
    }

    @Test
    void shouldShareNeitherNameNorPortsWhenItIsAFurtherOne() {
        ServicePlace own = ServicePlace.own(Service.INVENTORY, SuitePorts.standard());
        ServicePlace second = ServicePlace.further(Service.INVENTORY, 2);
        ServicePlace third = ServicePlace.further(Service.INVENTORY, 3);
        List<ServicePlace> all = List.of(own, second, third);

        assertThat(second.name()).isEqualTo("inventory-service-2");
        assertThat(all).extracting(ServicePlace::name).doesNotHaveDuplicates();
        assertThat(all).extracting(ServicePlace::memberId).doesNotHaveDuplicates();
        assertThat(all)
                .flatExtracting(it -> Stream.of(it.port(), it.managementPort()).toList())
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldRefuseANumberBelowOne() {
        assertThatThrownBy(() -> new ServicePlace(Service.FRAUD, 0, 1, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0");
    }
}
