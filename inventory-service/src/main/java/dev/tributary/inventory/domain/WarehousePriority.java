package dev.tributary.inventory.domain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Chooses from which warehouses a line is taken: from as few as possible, because each is a parcel;
 * among these sets from the one with the best warehouse, then the best second one, and so on; and
 * of a set as much as possible from the better one. Work for n warehouses: n² log n at most, n log
 * n where one suffices.
 *
 * @param order best first, each once; warehouses that are not named come after them, by id
 */
public record WarehousePriority(List<WarehouseId> order) {
    /** By id only. */
    public static final WarehousePriority BY_ID = new WarehousePriority(List.of());

    /**
     * @param free units that can be taken, above 0
     */
    private record Source(WarehouseId id, long free) {}

    public WarehousePriority {
        order = List.copyOf(order);
        if (new HashSet<>(order).size() < order.size()) {
            throw new IllegalArgumentException("a warehouse has more than one rank: " + order);
        }
    }

    /**
     * Takes units from what is free.
     *
     * @param quantity units, 1 to all that is free
     */
    Allocation allocate(SortedMap<WarehouseId, WarehouseStock> warehouses, long quantity) {
        List<Source> sources = new ArrayList<>();
        warehouses.forEach((id, stock) -> {
            if (stock.free() > 0) {
                sources.add(new Source(id, stock.free()));
            }
        });
        sources.sort(
                Comparator.comparingInt((Source it) -> rank(it.id())).thenComparing(Source::id));
        int places = fewest(sources, quantity);
        SortedMap<WarehouseId, Long> units = new TreeMap<>();
        long open = quantity;
        for (int i = 0; i < sources.size() && open > 0; i++) {
            Source source = sources.get(i);
            int placesAfter = places - units.size() - 1;
            long others = largest(sources.subList(i + 1, sources.size()), placesAfter);
            if (source.free() + others >= open) {
                long taken = Math.min(source.free(), open);
                units.put(source.id(), taken);
                open -= taken;
            }
        }
        if (open > 0) {
            throw new IllegalArgumentException(open + " units more than are free");
        }
        return new Allocation(units);
    }

    private int rank(WarehouseId id) {
        int rank = order.indexOf(id);
        return rank < 0 ? order.size() : rank;
    }

    /** How many sources are needed when the largest are taken. */
    private static int fewest(List<Source> sources, long quantity) {
        int places = 1;
        while (places < sources.size() && largest(sources, places) < quantity) {
            places++;
        }
        return places;
    }

    private static long largest(List<Source> sources, int places) {
        if (places == 0) {
            return 0;
        }
        return sources.stream()
                .mapToLong(Source::free)
                .map(free -> -free)
                .sorted()
                .limit(places)
                .map(free -> -free)
                .sum();
    }
}
