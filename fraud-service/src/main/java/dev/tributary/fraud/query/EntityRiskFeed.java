package dev.tributary.fraud.query;

import dev.tributary.common.streams.CompactedFeed;
import dev.tributary.fraud.domain.EntityKey;
import dev.tributary.fraud.domain.EntityRisk;
import dev.tributary.fraud.domain.EntityRiskSource;
import dev.tributary.fraud.wire.EntityRiskAvroMapper;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is known of terminals, merchants, devices and addresses, from {@code fraud.entity-risk.v1},
 * in the form in which the scorer looks at it. Only entities above the reporting floor are there;
 * one takes about 5 KB at most.
 */
public final class EntityRiskFeed
        implements CompactedFeed.Listener<String, dev.tributary.schemas.fraud.EntityRisk>,
                EntityRiskSource {
    private final Map<EntityKey, EntityRisk> risks = new ConcurrentHashMap<>();
    private volatile boolean loaded;

    /**
     * @param meters takes the metric {@code tributary.fraud.entities}
     */
    public EntityRiskFeed(MeterRegistry meters) {
        Gauge.builder("tributary.fraud.entities", risks, Map::size)
                .description("Terminals, merchants, devices and addresses that are told of")
                .baseUnit("entities")
                .register(meters);
    }

    /**
     * @throws IllegalArgumentException where the record is no summary of an entity; what was known
     *     before stands
     */
    @Override
    public void put(String key, dev.tributary.schemas.fraud.EntityRisk value) {
        risks.put(EntityKey.of(key), EntityRiskAvroMapper.toDomain(value));
    }

    @Override
    public void removed(String key) {
        risks.remove(EntityKey.of(key));
    }

    @Override
    public void caughtUp() {
        loaded = true;
    }

    @Override
    public @Nullable EntityRisk risk(EntityKey entity) {
        return risks.get(entity);
    }

    @Override
    public boolean isLoaded() {
        return loaded;
    }
}
