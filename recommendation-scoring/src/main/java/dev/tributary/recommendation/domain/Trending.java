package dev.tributary.recommendation.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is looked at of late, by windows of event time that hop by a pane: a window ends with the
 * newest pane, and its panes count the less the older they are. For any threads.
 */
public final class Trending {
    private static final Comparator<Trend> MOST_FIRST =
            Comparator.comparingDouble(Trend::interest).reversed().thenComparing(Trend::sku);

    /** Rankings of so many different windows are kept. */
    private static final int WINDOWS_MAX = 16;

    private final TrendSettings settings;

    /** By start in milliseconds since 1970: items and their interest. */
    private final TreeMap<Long, Map<Sku, Long>> panes = new TreeMap<>();

    /** By window, until something changes: many ask between two changes. */
    private final Map<Duration, List<Trend>> ranked = new HashMap<>();

    public Trending(TrendSettings settings) {
        this.settings = settings;
    }

    /**
     * An item had so much interest in a pane; in place of what was told of both before.
     *
     * @param paneStart event time; of a pane that is too old nothing is kept
     * @param interest 0 for none
     */
    public synchronized void put(Sku sku, Instant paneStart, long interest) {
        long start = paneStart.toEpochMilli();
        if (!panes.isEmpty() && start <= panes.lastKey() - settings.kept().toMillis()) {
            return;
        }
        ranked.clear();
        Map<Sku, Long> pane = panes.computeIfAbsent(start, _ -> new HashMap<>());
        if (interest == 0) {
            pane.remove(sku);
        } else if (pane.size() < settings.itemsMax() || pane.containsKey(sku)) {
            pane.put(sku, interest);
        }
        panes.headMap(panes.lastKey() - settings.kept().toMillis(), true).clear();
    }

    /** Forgets all. */
    public synchronized void clear() {
        panes.clear();
        ranked.clear();
    }

    /**
     * The items that anybody looked at, those of most interest first; of equal ones the lower sku.
     *
     * @param window of event time that ends with the newest pane; more than is kept is no more
     */
    public synchronized List<Trend> ranked(Duration window) {
        if (panes.isEmpty()) {
            return List.of();
        }
        if (ranked.size() >= WINDOWS_MAX) {
            ranked.clear();
        }
        return ranked.computeIfAbsent(window, this::rank);
    }

    private List<Trend> rank(Duration window) {
        long newest = panes.lastKey();
        double halfLife = window.toMillis() * settings.halfLifeShare();
        Map<Sku, Double> sums = new HashMap<>();
        panes.tailMap(newest - window.toMillis(), false)
                .forEach((start, pane) -> {
                    double weight = Math.pow(.5, (newest - start) / halfLife);
                    pane.forEach(
                            (sku, interest) -> sums.merge(sku, weight * interest, Double::sum));
                });
        return sums.entrySet().stream()
                .map(entry -> new Trend(entry.getKey(), entry.getValue()))
                .sorted(MOST_FIRST)
                .toList();
    }
}
