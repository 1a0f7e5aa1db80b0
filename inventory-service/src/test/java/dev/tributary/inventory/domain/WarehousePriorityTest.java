package dev.tributary.inventory.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Examples, and the choice among all sets of warehouses by trying every one. */
class WarehousePriorityTest {
    private static final int CASES = 20_000;
    private static final int WAREHOUSES = 7;

    @Test
    void shouldTakeFromTheBestWhenItHasAll() {
        assertThat(allocate(List.of("b", "a"), 3, "a", 9, "b", 3)).isEqualTo(units("b", 3));
        assertThat(allocate(List.of(), 3, "a", 9, "b", 3)).isEqualTo(units("a", 3));
    }

    @Test
    void shouldTakeFromOneWhenABetterOneHasTooLittle() {
        assertThat(allocate(List.of("b", "a"), 4, "a", 9, "b", 3)).isEqualTo(units("a", 4));
    }

    @Test
    void shouldTakeMostFromTheBestWhenItMustSplit() {
        assertThat(allocate(List.of("c", "b"), 6, "a", 4, "b", 4, "c", 4))
                .isEqualTo(units("c", 4, "b", 2));
        assertThat(allocate(List.of("c", "b"), 9, "a", 4, "b", 4, "c", 4))
                .isEqualTo(units("c", 4, "b", 4, "a", 1));
    }

    @Test
    void shouldRankByIdWhenAWarehouseIsNotListed() {
        assertThat(allocate(List.of("z"), 2, "b", 2, "a", 2, "z", 1)).isEqualTo(units("a", 2));
    }

    @Test
    void shouldTakeElsewhereWhenUnitsAreReserved() {
        SortedMap<WarehouseId, WarehouseStock> warehouses = new TreeMap<>();
        warehouses.put(new WarehouseId("a"), new WarehouseStock(5, 4));
        warehouses.put(new WarehouseId("b"), new WarehouseStock(5, 0));
        assertThat(WarehousePriority.BY_ID.allocate(warehouses, 2)).isEqualTo(units("b", 2));
        assertThatThrownBy(() -> WarehousePriority.BY_ID.allocate(warehouses, 7))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> WarehousePriority.BY_ID.allocate(new TreeMap<>(), 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldNotExistWhenAWarehouseHasTwoRanks() {
        WarehouseId a = new WarehouseId("a");
        assertThatThrownBy(() -> new WarehousePriority(List.of(a, a)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldEqualTheBestOfAllSetsForRandomStock() {
        long seed = 2_027;
        int splits = 0;
        for (int i = 0; i < CASES; i++) {
            Random random = new Random(seed + i);
            SortedMap<WarehouseId, WarehouseStock> warehouses = new TreeMap<>();
            for (int w = 0; w <= random.nextInt(WAREHOUSES); w++) {
                long reserved = random.nextInt(3);
                warehouses.put(
                        new WarehouseId("w" + w),
                        new WarehouseStock(reserved + random.nextInt(6), reserved));
            }
            long free = warehouses.values().stream().mapToLong(WarehouseStock::free).sum();
            if (free == 0) {
                continue;
            }
            long quantity = 1 + random.nextLong(free);
            List<WarehouseId> listed = new ArrayList<>(warehouses.keySet());
            Collections.shuffle(listed, random);
            listed = listed.subList(0, random.nextInt(listed.size() + 1));

            Allocation actual = new WarehousePriority(listed).allocate(warehouses, quantity);
            assertThat(actual)
                    .as("seed %d: %d of %s by %s", seed + i, quantity, warehouses, listed)
                    .isEqualTo(best(warehouses, listed, quantity));
            splits += actual.units().size() > 1 ? 1 : 0;
        }
        assertThat(splits).as("lines that were split among them").isGreaterThan(CASES / 5);
    }

    /** Every set of warehouses that has enough, compared as the rule is worded. */
    private static Allocation best(
            SortedMap<WarehouseId, WarehouseStock> warehouses,
            List<WarehouseId> listed,
            long quantity) {
        List<WarehouseId> ranked = new ArrayList<>(listed);
        warehouses.keySet().stream().filter(id -> !listed.contains(id)).forEach(ranked::add);
        int[] set =
                IntStream.range(1, 1 << ranked.size())
                        .mapToObj(bits ->
                                IntStream.range(0, ranked.size())
                                        .filter(rank -> (bits >> rank & 1) == 1)
                                        .toArray())
                        .filter(ranks ->
                                Arrays.stream(ranks)
                                                .mapToLong(rank ->
                                                        warehouses.get(ranked.get(rank)).free())
                                                .sum()
                                        >= quantity)
                        .min(
                                Comparator.comparingInt((int[] ranks) -> ranks.length)
                                        .thenComparing(Arrays::compare))
                        .orElseThrow();
        Map<WarehouseId, Long> units = new TreeMap<>();
        long open = quantity;
        for (int rank : set) {
            WarehouseId id = ranked.get(rank);
            long taken = LongStream.of(open, warehouses.get(id).free()).min().orElseThrow();
            units.put(id, taken);
            open -= taken;
        }
        return new Allocation(new TreeMap<>(units));
    }

    private static Allocation allocate(List<String> order, long quantity, Object... free) {
        SortedMap<WarehouseId, WarehouseStock> warehouses = new TreeMap<>();
        units(free)
                .units()
                .forEach((id, units) -> warehouses.put(id, new WarehouseStock(units, 0)));
        return new WarehousePriority(
                        order.stream().map(WarehouseId::new).collect(Collectors.toList()))
                .allocate(warehouses, quantity);
    }

    private static Allocation units(Object... pairs) {
        SortedMap<WarehouseId, Long> units = new TreeMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            units.put(new WarehouseId((String) pairs[i]), ((Integer) pairs[i + 1]).longValue());
        }
        return new Allocation(units);
    }
}
