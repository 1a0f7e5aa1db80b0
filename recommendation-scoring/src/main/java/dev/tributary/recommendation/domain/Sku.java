package dev.tributary.recommendation.domain;

/** Stock keeping unit, 1 to 64 characters: what is looked at, recommended and sold. */
public record Sku(String value) implements Comparable<Sku> {
    public Sku {
        Identifier.checked("sku", value);
    }

    /** Shorter ones first, so that those that are numbers are in the order of numbers. */
    @Override
    public int compareTo(Sku other) {
        int byLength = Integer.compare(value.length(), other.value.length());
        return byLength != 0 ? byLength : value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
