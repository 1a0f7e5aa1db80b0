package dev.tributary.inventory.domain;

/**
 * Identity of a movement of a sku's stock, 1 to 64 characters: the same id again on the same sku is
 * the same movement.
 */
public record MovementId(String value) {
    public MovementId {
        Identifier.checked("movementId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
