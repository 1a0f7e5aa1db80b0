package dev.tributary.fraud.domain;

import org.jspecify.annotations.Nullable;

/** Where the scorer learns of entities; any thread may ask. */
public interface EntityRiskSource {
    /** All there is to know is that nothing is. */
    EntityRiskSource NONE =
            new EntityRiskSource() {
                @Override
                public @Nullable EntityRisk risk(EntityKey entity) {
                    return null;
                }

                @Override
                public boolean isLoaded() {
                    return true;
                }
            };

    /** What is known of an entity; null for nothing. */
    @Nullable EntityRisk risk(EntityKey entity);

    /** Whether it tells all that was known when it began. */
    boolean isLoaded();
}
