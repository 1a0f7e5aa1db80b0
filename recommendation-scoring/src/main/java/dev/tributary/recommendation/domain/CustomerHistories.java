package dev.tributary.recommendation.domain;

import dev.tributary.recommendation.domain.LearnableSession.Origin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What customers did before, of each the newest: what somebody may want of whose present visit
 * nothing is known, and what need not be shown because it was bought. For any threads.
 */
public final class CustomerHistories {
    private static final Comparator<PastClick> NEWEST_FIRST =
            Comparator.comparing(PastClick::at).reversed();

    private final HistorySettings settings;

    /** Whoever was quiet for longest comes first. */
    private final Map<CustomerId, List<PastClick>> histories = new LinkedHashMap<>();

    public CustomerHistories(HistorySettings settings) {
        this.settings = settings;
    }

    /**
     * What a customer did in a visit or an order, as it is now; in place of what was told of it.
     *
     * @param clicks with their event times
     */
    public synchronized void put(
            CustomerId customer, VisitId session, Origin origin, List<SessionClick> clicks) {
        long hash = Identifier.hash(session.value());
        List<PastClick> before = histories.remove(customer);
        List<PastClick> all = new ArrayList<>(before == null ? List.of() : before);
        all.removeIf(it -> it.session() == hash);
        clicks.forEach(it -> all.add(new PastClick(hash, origin, it.click(), it.at())));
        all.sort(NEWEST_FIRST);
        histories.put(
                customer,
                Stream.concat(
                                newest(all, PastClick::isPurchase),
                                newest(all, it -> !it.isPurchase()))
                        .sorted(NEWEST_FIRST)
                        .toList());
        if (histories.size() > settings.customersMax()) {
            histories.remove(histories.keySet().iterator().next());
        }
    }

    /** Of each item the newest. */
    private Stream<PastClick> newest(List<PastClick> all, Predicate<PastClick> which) {
        Map<Sku, PastClick> newest = new LinkedHashMap<>();
        all.stream().filter(which).forEach(it -> newest.putIfAbsent(it.click().sku(), it));
        return newest.values().stream().limit(settings.itemsMax());
    }

    /** Forgets a visit or an order, of whomever it was. */
    public synchronized void forget(VisitId session) {
        long hash = Identifier.hash(session.value());
        forgetAll(it -> it.session() == hash);
    }

    /** Forgets all visits, or all orders. */
    public synchronized void forgetAll(Origin origin) {
        forgetAll(it -> it.origin() == origin);
    }

    private void forgetAll(Predicate<PastClick> which) {
        histories.replaceAll((_, clicks) -> clicks.stream().filter(which.negate()).toList());
        histories.values().removeIf(List::isEmpty);
    }

    /** Forgets a customer. */
    public synchronized void forget(CustomerId customer) {
        histories.remove(customer);
    }

    /** How many customers there are. */
    public synchronized int size() {
        return histories.size();
    }

    /** What a customer did, the newest first, each item once with the strongest thing done. */
    public List<Click> of(CustomerId customer) {
        List<Click> clicks = history(customer).stream().map(PastClick::click).toList();
        Map<Sku, InteractionKind> strongest = Click.strongest(clicks);
        return clicks.stream()
                .map(Click::sku)
                .collect(Collectors.toCollection(LinkedHashSet::new))
                .stream()
                .map(sku -> new Click(sku, strongest.getOrDefault(sku, InteractionKind.VIEW)))
                .toList();
    }

    /** What a customer has bought so lately that it need not be shown. */
    public Set<Sku> justBought(CustomerId customer, Instant now) {
        Instant since = now.minus(settings.boughtFor());
        return history(customer).stream()
                .filter(it -> it.isPurchase() && it.at().isAfter(since))
                .map(it -> it.click().sku())
                .collect(Collectors.toUnmodifiableSet());
    }

    private synchronized List<PastClick> history(CustomerId customer) {
        return histories.getOrDefault(customer, List.of());
    }
}
