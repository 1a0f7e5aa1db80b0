package dev.tributary.inventory.domain;

/** A stock keeping unit, 1 to 64 characters. All of its stock has one writer. */
public record Sku(String value) implements Comparable<Sku> {
    public Sku {
        Identifier.checked("sku", value);
    }

    @Override
    public int compareTo(Sku other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
