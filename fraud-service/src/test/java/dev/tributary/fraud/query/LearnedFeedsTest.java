package dev.tributary.fraud.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.fraud.domain.EntityKey;
import dev.tributary.fraud.domain.EntityRisk;
import dev.tributary.fraud.domain.EntitySettings;
import dev.tributary.fraud.domain.EntityUse;
import dev.tributary.fraud.domain.learning.DayCounts;
import dev.tributary.fraud.domain.learning.Performance;
import dev.tributary.fraud.domain.learning.PerformanceKey;
import dev.tributary.fraud.wire.EntityRiskAvroMapper;
import dev.tributary.schemas.fraud.RulePerformance;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** What instances make of the topics that tell what was learned. */
class LearnedFeedsTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-01-01");
    private static final int DAY = (int) FIRST.toEpochDay();
    private static final PerformanceKey RULE = PerformanceKey.rule("R");

    private final PerformanceFeed performances = new PerformanceFeed(Duration.ofDays(7));
    private final EntityRiskFeed entities = new EntityRiskFeed(new SimpleMeterRegistry());

    @Test
    void shouldSumOverPartitionsByDay() {
        performances.put("rule/R/0", told(0, List.of(DAY, DAY + 1), 5, 2, 1));
        performances.put("rule/R/3", told(0, List.of(DAY + 1), 7, 0, 7));
        performances.put("rule/OTHER/3", told(0, List.of(DAY), 100, 0, 0));

        assertThat(performances.of(RULE).days())
                .extracting(Performance.Day::date, Performance.Day::counts)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(FIRST, new DayCounts(5, 2, 1)),
                        org.assertj.core.groups.Tuple.tuple(
                                FIRST.plusDays(1), new DayCounts(12, 2, 8)));
    }

    @Test
    void shouldReplaceWhatAPartitionToldBeforeAndForgetWhatItTakesBack() {
        performances.put("rule/R/0", told(0, List.of(DAY), 5, 2, 1));
        performances.put("rule/R/0", told(0, List.of(DAY), 6, 2, 2));
        assertThat(performances.of(RULE).immature()).isEqualTo(new DayCounts(6, 2, 2));

        performances.removed("rule/R/0");
        performances.removed("rule/R/0");
        assertThat(performances.find(RULE)).isEmpty();
        assertThat(performances.of(RULE).days()).isEmpty();
    }

    @Test
    void shouldTakeTheNewestEventOfAllTransactionsNotOfTheHits() {
        Instant newest = FIRST.plusDays(8).atStartOfDay().toInstant(java.time.ZoneOffset.UTC);
        performances.put("rule/R/0", told(0, List.of(DAY), 5, 2, 1));
        assertThat(performances.of(RULE).mature()).isEqualTo(DayCounts.NONE);

        performances.put("all//0", told(newest.toEpochMilli() - 1, List.of(DAY), 9, 2, 1));
        assertThat(performances.of(RULE).mature()).isEqualTo(DayCounts.NONE);
        performances.put("all//2", told(newest.toEpochMilli(), List.of(DAY), 9, 2, 1));

        assertThat(performances.of(RULE).mature()).isEqualTo(new DayCounts(5, 2, 1));
        assertThat(performances.of(RULE).asOf()).isEqualTo(newest);
    }

    @Test
    void shouldKeepModelsApartFromRulesAndTakeVersionsWithSlashes() {
        performances.put("model/a/b/1", told(0, List.of(DAY), 3, 3, 0));

        assertThat(performances.find(PerformanceKey.model("a/b"))).isPresent();
        assertThat(performances.find(PerformanceKey.rule("a/b"))).isEmpty();
    }

    @Test
    void shouldRefuseWhatIsNoPerformance() {
        for (String key : List.of("", "rule/R", "rule/R/x", "R/0", "other/R/0")) {
            assertThatThrownBy(() -> performances.put(key, told(0, List.of(DAY), 1, 0, 0)))
                    .as(key)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        RulePerformance uneven = told(0, List.of(DAY), 1, 0, 0);
        uneven.setHonest(List.of());
        assertThatThrownBy(() -> performances.put("rule/R/0", uneven))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> performances.put("rule/R/0", told(0, List.of(DAY), 1, 1, 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(performances.find(RULE)).isEmpty();
    }

    @Test
    void shouldTellOfEntitiesAsTheTopicSaysAndKeepTheLastThatCouldBeRead() {
        EntityKey device = EntityKey.of("device/d");
        EntityRisk risk = EntityRisk.NONE.plus(new EntityUse(1, 2, 3), EntitySettings.defaults());
        assertThat(entities.isLoaded()).isFalse();
        assertThat(entities.risk(device)).isNull();

        entities.put("device/d", EntityRiskAvroMapper.toAvro(risk));
        entities.caughtUp();
        assertThat(entities.isLoaded()).isTrue();
        assertThat(entities.risk(device)).isEqualTo(risk);

        var spoilt = EntityRiskAvroMapper.toAvro(risk);
        spoilt.getUses().setIds(List.of());
        assertThatThrownBy(() -> entities.put("device/d", spoilt))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(entities.risk(device)).isEqualTo(risk);

        entities.removed("device/d");
        assertThat(entities.risk(device)).isNull();
    }

    private static RulePerformance told(
            long newestMs, List<Integer> days, long hits, long frauds, long honest) {
        return new RulePerformance(
                Instant.ofEpochMilli(newestMs),
                days,
                days.stream().map(_ -> hits).toList(),
                days.stream().map(_ -> frauds).toList(),
                days.stream().map(_ -> honest).toList());
    }
}
