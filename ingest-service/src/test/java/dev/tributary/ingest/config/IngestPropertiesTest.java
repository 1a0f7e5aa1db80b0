package dev.tributary.ingest.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.util.unit.DataSize;

import java.time.Duration;

class IngestPropertiesTest {
    private final ApplicationContextRunner context =
            new ApplicationContextRunner()
                    .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
                    .withUserConfiguration(Binding.class);

    @Test
    void shouldHaveTheseDefaultsWhenNothingIsSet() {
        context.run(it ->
                assertThat(it.getBean(IngestProperties.class))
                        .isEqualTo(
                                new IngestProperties(
                                        Duration.ofSeconds(1),
                                        Duration.ofSeconds(30),
                                        1_500,
                                        750,
                                        DataSize.ofKilobytes(64),
                                        1_000_000_000_000L,
                                        100,
                                        1_000_000,
                                        Duration.ofSeconds(60),
                                        Duration.ofSeconds(5),
                                        new IngestProperties.Bulk(
                                                4, DataSize.ofKilobytes(64), 1_000, 200_000),
                                        new IngestProperties.Recent(20_000, Duration.ofMinutes(10)),
                                        new IngestProperties.Status(
                                                Duration.ofDays(7), Duration.ofMillis(200)),
                                        new IngestProperties.Stream(50, Duration.ofSeconds(15)),
                                        new IngestProperties.Catalog(50_000, Duration.ofSeconds(5)),
                                        new IngestProperties.WarmUp(
                                                4_000, Duration.ofSeconds(5)))));
    }

    @Test
    void shouldTakeEveryNameWhenAllAreSet() {
        context.withPropertyValues(
                        "tributary.ingest.deadline=2s",
                        "tributary.ingest.wait-max=20s",
                        "tributary.ingest.waiting-max=10",
                        "tributary.ingest.orders-waiting-max=12",
                        "tributary.ingest.body-limit=32KB",
                        "tributary.ingest.amount-minor-max=5",
                        "tributary.ingest.items-max=6",
                        "tributary.ingest.quantity-max=7",
                        "tributary.ingest.future-tolerance=8s",
                        "tributary.ingest.close-timeout=9s",
                        "tributary.ingest.bulk.max=2",
                        "tributary.ingest.bulk.line-limit=16KB",
                        "tributary.ingest.bulk.outstanding-max=11",
                        "tributary.ingest.bulk.answers-max=1200",
                        "tributary.ingest.recent.max=13",
                        "tributary.ingest.recent.age=14s",
                        "tributary.ingest.status.retention=15d",
                        "tributary.ingest.status.repeat-timeout=16ms",
                        "tributary.ingest.stream.max=17",
                        "tributary.ingest.stream.heartbeat=18s",
                        "tributary.ingest.catalog.items-max=21",
                        "tributary.ingest.catalog.shown-wait=22s",
                        "tributary.ingest.warm-up.rounds=19",
                        "tributary.ingest.warm-up.time=20s")
                .run(it ->
                        assertThat(it.getBean(IngestProperties.class))
                                .isEqualTo(
                                        new IngestProperties(
                                                Duration.ofSeconds(2),
                                                Duration.ofSeconds(20),
                                                10,
                                                12,
                                                DataSize.ofKilobytes(32),
                                                5,
                                                6,
                                                7,
                                                Duration.ofSeconds(8),
                                                Duration.ofSeconds(9),
                                                new IngestProperties.Bulk(
                                                        2, DataSize.ofKilobytes(16), 11, 1_200),
                                                new IngestProperties.Recent(
                                                        13, Duration.ofSeconds(14)),
                                                new IngestProperties.Status(
                                                        Duration.ofDays(15), Duration.ofMillis(16)),
                                                new IngestProperties.Stream(
                                                        17, Duration.ofSeconds(18)),
                                                new IngestProperties.Catalog(
                                                        21, Duration.ofSeconds(22)),
                                                new IngestProperties.WarmUp(
                                                        19, Duration.ofSeconds(20)))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deadline=-1s",
                "deadline=31s",
                "wait-max=1h",
                "waiting-max=0",
                "orders-waiting-max=0",
                "body-limit=10MB",
                "body-limit=10B",
                "amount-minor-max=0",
                "items-max=0",
                "future-tolerance=1d",
                "bulk.line-limit=2MB",
                "bulk.outstanding-max=0",
                "recent.max=0",
                "status.retention=1s",
                "stream.max=0",
                "catalog.items-max=0",
                "catalog.items-max=1000001",
                "catalog.shown-wait=-1s",
                "catalog.shown-wait=31s",
                "deadline=soon"
            })
    void shouldNotStartWhenASettingIsOutOfItsRange(String setting) {
        context.withPropertyValues("tributary.ingest." + setting)
                .run(it -> assertThat(it).hasFailed());
    }

    @EnableConfigurationProperties(IngestProperties.class)
    static class Binding {}
}
