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

    /** Of the entities that take part in a transaction. */
    public static EntityRisks of(CardTransaction transaction, EntityRiskSource source) {
        EntityRisks risks = NONE;
        for (EntityKey key : EntityKey.of(transaction)) {
            EntityRisk risk = source.risk(key);
            if (risk != null) {
                risks = risks.with(key.kind(), risk);
            }
        }
        return risks;
    }

    private EntityRisks with(EntityKind kind, EntityRisk risk) {
        return switch (kind) {
            case TERMINAL -> new EntityRisks(risk, merchant, device, ip);
            case MERCHANT -> new EntityRisks(terminal, risk, device, ip);
            case DEVICE -> new EntityRisks(terminal, merchant, risk, ip);
            case IP -> new EntityRisks(terminal, merchant, device, risk);
        };
    }
}
