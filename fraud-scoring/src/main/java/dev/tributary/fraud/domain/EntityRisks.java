package dev.tributary.fraud.domain;

/**
 * What is known of the entities of one transaction; {@link EntityRisk#NONE} for one that it does
 * not name or that nothing is told of.
 */
public record EntityRisks(
        EntityRisk terminal, EntityRisk merchant, EntityRisk device, EntityRisk ip) {
    /** Nothing is known of any. */
    public static final EntityRisks NONE =
            new EntityRisks(EntityRisk.NONE, EntityRisk.NONE, EntityRisk.NONE, EntityRisk.NONE);
}
