package dev.tributary.fraud.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.fraud.domain.EntityRisk;
import dev.tributary.fraud.domain.EntitySettings;
import dev.tributary.fraud.domain.EntityUse;
import dev.tributary.fraud.domain.Outcome;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

class EntityRiskAvroMapperTest {
    private static final long NOON = 1_767_268_800_000L;
    private static final long DAY = 86_400_000;

    @Test
    void shouldBringBackEverySummaryAsItWas() {
        long seed = 99;
        int withDays = 0;
        for (int i = 0; i < 300; i++) {
            EntityRisk risk = random(new Random(seed + i));
            assertThat(EntityRiskAvroMapper.toDomain(EntityRiskAvroMapper.toAvro(risk)))
                    .as("seed %d", seed + i)
                    .isEqualTo(risk);
            withDays += risk.days().isEmpty() ? 0 : 1;
        }
        assertThat(withDays).as("summaries with days").isGreaterThan(50);
        assertThat(EntityRiskAvroMapper.toDomain(EntityRiskAvroMapper.toAvro(EntityRisk.NONE)))
                .isEqualTo(EntityRisk.NONE);
    }

    @Test
    void shouldRefuseWhatNoSummaryCanHold() {
        assertRefused(it -> it.getFrauds().setTimesMs(List.of()), "outcomes differ");
        assertRefused(it -> it.getDays().setFrauds(List.of()), "days differ");
        assertRefused(it -> it.getUses().setCards(List.of()), "uses differ");
        assertRefused(it -> it.getUses().setTimesMs(it.getUses().getTimesMs().reversed()), "order");
        assertRefused(
                it ->
                        it.getHonest()
                                .setLabelledAtMs(
                                        it.getHonest().getLabelledAtMs().stream()
                                                .map(_ -> 0L)
                                                .toList()),
                "labelled before");
    }

    private static void assertRefused(
            Consumer<dev.tributary.schemas.fraud.EntityRisk> spoil, String reason) {
        EntityRisk risk = EntityRisk.NONE;
        for (long seed = 1; risk.days().isEmpty() || risk.uses().size() < 2; seed++) {
            risk = random(new Random(seed));
        }
        dev.tributary.schemas.fraud.EntityRisk avro = EntityRiskAvroMapper.toAvro(risk);
        spoil.accept(avro);
        assertThatThrownBy(() -> EntityRiskAvroMapper.toDomain(avro))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    private static EntityRisk random(Random random) {
        EntitySettings settings = EntitySettings.defaults();
        EntityRisk risk = EntityRisk.NONE;
        for (int i = random.nextInt(200); i >= 0; i--) {
            long occurredAt = NOON - random.nextLong(40 * DAY);
            risk =
                    risk.plus(
                            new Outcome(
                                    random.nextLong(),
                                    occurredAt,
                                    occurredAt + random.nextLong(9 * DAY),
                                    random.nextBoolean(),
                                    random.nextLong(-1, 500_00),
                                    random.nextInt(4) == 0 ? Float.NaN : random.nextFloat(-3, 4)),
                            settings);
        }
        for (int i = random.nextInt(80); i >= 0; i--) {
            risk =
                    risk.plus(
                            new EntityUse(
                                    random.nextLong(),
                                    random.nextLong(),
                                    NOON - random.nextLong(DAY)),
                            settings);
        }
        return risk;
    }
}
