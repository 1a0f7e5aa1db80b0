package dev.tributary.recommendation.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The same recommendations by the plain definition: everything is counted anew from all sessions at
 * each question, with maps and lists. What the index and its predictions are held against.
 */
final class PlainRecommender {
    private static final Comparator<LearnableSession> OLDEST_FIRST =
            Comparator.comparing(LearnableSession::lastClickAt);

    private final RecommenderSettings settings;
    private final List<LearnableSession> sessions;
    private final Instant newest;
    private final Map<Sku, Integer> sessionCounts = new HashMap<>();
    private int pairs;
    private final Map<Sku, Map<Sku, Double>> followed = new HashMap<>();
    private final Map<Sku, Double> followedInAll = new HashMap<>();
    private final Map<String, Integer> repeats = new HashMap<>();
    private final Map<String, Integer> revisits = new HashMap<>();

    /**
     * @param newest event time of the newest click ever, be it of a session that is gone
     */
    PlainRecommender(
            RecommenderSettings settings, List<LearnableSession> sessions, Instant newest) {
        this.settings = settings;
        this.newest = newest;
        this.sessions = sessions.stream().sorted(OLDEST_FIRST).toList();
        this.sessions.forEach(this::count);
    }

    private void count(LearnableSession session) {
        List<Sku> items = items(session);
        for (Sku item : new LinkedHashSet<>(items)) {
            sessionCounts.merge(item, 1, Integer::sum);
            pairs++;
        }
        countSuccessions(items, Click.strongest(session.clicks()));
        for (int i = 1; i < items.size(); i++) {
            Sku from = items.get(i - 1);
            boolean again = items.get(i).equals(from);
            String arrival = arrival(items.subList(0, i));
            for (String key : List.of("of " + arrival, "of item " + from)) {
                repeats.merge(key, 1, Integer::sum);
                repeats.merge(key + " repeated", again ? 1 : 0, Integer::sum);
            }
            if (!again) {
                countRevisit(items.subList(0, i), items.get(i));
            }
        }
    }

    private void countSuccessions(List<Sku> items, Map<Sku, InteractionKind> kinds) {
        List<Sku> collapsed = new ArrayList<>();
        for (Sku item : items) {
            if (collapsed.isEmpty() || !collapsed.getLast().equals(item)) {
                collapsed.add(item);
            }
        }
        RecommenderSettings.Rules rules = settings.rules();
        for (int i = 0; i < collapsed.size(); i++) {
            for (int k = 1; k <= Math.min(2, i); k++) {
                Sku a = collapsed.get(i - k);
                Sku b = collapsed.get(i);
                if (!a.equals(b)) {
                    double weight =
                            (k == 1 ? rules.near() : rules.far())
                                    * settings.signals().strength(kinds.get(b));
                    countSuccession(a, b, weight);
                    countSuccession(b, a, weight * rules.backward());
                }
            }
        }
    }

    private void countSuccession(Sku a, Sku b, double weight) {
        followed.computeIfAbsent(a, x -> new TreeMap<>()).merge(b, weight, Double::sum);
        followedInAll.merge(a, weight, Double::sum);
    }

    private void countRevisit(List<Sku> before, Sku next) {
        List<Sku> newestFirst = newestFirst(before);
        int back = Math.min(newestFirst.size() - 1, RevisitCounts.LAGS_MAX);
        for (int lag = 1; lag <= back; lag++) {
            String key = seenBefore(before) + " " + back + " " + lag;
            revisits.merge(key, 1, Integer::sum);
            revisits.merge(
                    key + " gone back", newestFirst.get(lag).equals(next) ? 1 : 0, Integer::sum);
        }
    }

    private static String arrival(List<Sku> items) {
        int last = items.size() - 1;
        if (last == 0) {
            return "first";
        }
        return items.get(last).equals(items.get(last - 1)) ? "repeat" : "change";
    }

    private static boolean seenBefore(List<Sku> items) {
        return items.subList(0, items.size() - 1).contains(items.getLast());
    }

    /** Distinct items, the one clicked last in front. */
    static List<Sku> newestFirst(List<Sku> items) {
        return new ArrayList<>(new LinkedHashSet<>(items.reversed()));
    }

    private static List<Sku> items(LearnableSession session) {
        return session.clicks().stream().map(Click::sku).toList();
    }

    private double rarity(Sku item) {
        int count = sessionCounts.getOrDefault(item, 0);
        return count == 0 ? 0 : Math.log((double) pairs / count);
    }

    private double successions(Sku from, Sku to) {
        return followed.getOrDefault(from, Map.of()).getOrDefault(to, 0.0);
    }

    /** Scores of all items that have any, by the definition. */
    Map<Sku, Double> scores(List<Click> clicks, boolean excludeCurrent) {
        int last = settings.neighbours().lastClicks();
        List<Sku> recent =
                clicks.subList(Math.max(0, clicks.size() - last), clicks.size()).stream()
                        .map(Click::sku)
                        .toList();
        List<Sku> newestFirst = newestFirst(recent);
        Sku current = newestFirst.getFirst();
        Map<Sku, Double> scores =
                neighbours(
                        recent,
                        Click.strongest(
                                clicks.subList(Math.max(0, clicks.size() - last), clicks.size())));
        double sum =
                scores.entrySet().stream()
                        .filter(it -> !it.getKey().equals(current))
                        .mapToDouble(Map.Entry::getValue)
                        .sum();
        double share = sum > 0 ? (1 - settings.rules().share()) / sum : 0;
        scores.replaceAll((item, score) -> score * share);
        addSuccessors(scores, newestFirst);
        addHops(scores, current);
        if (settings.ownItems() == RecommenderSettings.OwnItems.CALIBRATED) {
            double mass = goBack(scores, recent, newestFirst);
            if (!excludeCurrent) {
                scores.put(current, stay(recent, mass));
            }
        }
        if (excludeCurrent) {
            scores.remove(current);
        }
        scores.values().removeIf(score -> !(score > 0));
        return scores;
    }

    private Map<Sku, Double> neighbours(List<Sku> recent, Map<Sku, InteractionKind> kinds) {
        RecommenderSettings.Neighbours of = settings.neighbours();
        List<Sku> newestFirst = newestFirst(recent);
        Map<LearnableSession, Double> alike = new HashMap<>();
        for (int back = 0; back < newestFirst.size(); back++) {
            Sku item = newestFirst.get(back);
            int distance = recent.reversed().indexOf(item) + 1;
            double weight =
                    switch (of.itemWeights()) {
                        case LINEAR -> (recent.size() - distance + 1.0) / newestFirst.size();
                        case DECAYED ->
                                settings.signals().strength(kinds.get(item))
                                        * Math.exp(-back / of.itemDecay())
                                        * Math.pow(rarity(item), of.itemFrequencyPower());
                    };
            meet(alike, item, weight);
        }
        double gap = gapMillis();
        alike.replaceAll((session, similarity) ->
                similarity * Math.pow(1 + ageMillis(session) / gap, -of.ageDecay()));
        Map<Sku, Double> scores = new TreeMap<>();
        alike.entrySet().stream()
                .sorted(
                        Map.Entry.<LearnableSession, Double>comparingByValue()
                                .thenComparing(it -> it.getKey().lastClickAt())
                                .reversed())
                .limit(of.neighboursMax())
                .forEach(it -> listen(scores, it.getKey(), it.getValue(), recent));
        scores.replaceAll(
                (item, score) -> score * Math.pow(rarity(item), of.scoreFrequencyPower()));
        return scores;
    }

    private double gapMillis() {
        return Math.max(1, ageMillis(sessions.getFirst()) / sessions.size());
    }

    private double ageMillis(LearnableSession session) {
        return newest.toEpochMilli() - session.lastClickAt().toEpochMilli();
    }

    private void meet(Map<LearnableSession, Double> alike, Sku item, double weight) {
        RecommenderSettings.Neighbours of = settings.neighbours();
        List<LearnableSession> newest =
                sessions.reversed().stream()
                        .filter(session -> items(session).contains(item))
                        .limit(settings.bounds().newestMax())
                        .toList();
        for (LearnableSession session : newest) {
            if (alike.containsKey(session)) {
                alike.merge(session, weight, Double::sum);
            } else if (alike.size() < of.candidatesMax()) {
                alike.put(session, weight);
            } else {
                LearnableSession oldest = alike.keySet().stream().min(OLDEST_FIRST).orElseThrow();
                if (OLDEST_FIRST.compare(session, oldest) < 0) {
                    return;
                }
                alike.remove(oldest);
                alike.put(session, weight);
            }
        }
    }

    private void listen(
            Map<Sku, Double> scores,
            LearnableSession neighbour,
            double similarity,
            List<Sku> recent) {
        RecommenderSettings.Neighbours of = settings.neighbours();
        List<Sku> items = new ArrayList<>(new LinkedHashSet<>(items(neighbour)));
        Sku common = newestFirst(recent).stream().filter(items::contains).findFirst().orElseThrow();
        int distance = recent.reversed().indexOf(common) + 1;
        Map<Sku, InteractionKind> kinds = Click.strongest(neighbour.clicks());
        double weight = similarity * Math.max(0, 1 - of.clickDecay() * distance);
        for (int i = 0; i < items.size(); i++) {
            int d = i - items.indexOf(common);
            double near =
                    d == 0
                            ? 1
                            : d > 0
                                    ? Math.exp(-(d - 1) / of.afterDecay())
                                    : Math.exp(-(-d - 1) / of.beforeDecay());
            int strength = settings.signals().strength(kinds.get(items.get(i)));
            scores.merge(items.get(i), strength * weight * near, Double::sum);
        }
    }

    private void addSuccessors(Map<Sku, Double> scores, List<Sku> newestFirst) {
        RecommenderSettings.Rules rules = settings.rules();
        double share = rules.share();
        for (Sku from : newestFirst.subList(0, Math.min(2, newestFirst.size()))) {
            double total = followedInAll.getOrDefault(from, 0.0) + rules.prior();
            double of = share;
            followed.getOrDefault(from, Map.of())
                    .forEach((to, weight) -> scores.merge(to, of * weight / total, Double::sum));
            share *= rules.beforeShare();
        }
    }

    private void addHops(Map<Sku, Double> scores, Sku current) {
        RecommenderSettings.Rules rules = settings.rules();
        Map<Sku, Double> hops = new TreeMap<>();
        scores.entrySet().stream()
                .filter(it -> it.getValue() > 0)
                .sorted(Map.Entry.<Sku, Double>comparingByValue().reversed())
                .limit(rules.hopItems())
                .forEach(from ->
                        followed.getOrDefault(from.getKey(), Map.of())
                                .keySet()
                                .forEach(to ->
                                        hops.merge(
                                                to,
                                                hop(from.getKey(), to) * from.getValue(),
                                                Double::sum)));
        hops.remove(current);
        hops.forEach((item, score) -> scores.merge(item, score, Double::sum));
    }

    private double hop(Sku from, Sku to) {
        RecommenderSettings.Rules rules = settings.rules();
        return rules.hopShare()
                * successions(from, to)
                / (followedInAll.getOrDefault(from, 0.0) + rules.hopPrior());
    }

    private double goBack(Map<Sku, Double> scores, List<Sku> recent, List<Sku> newestFirst) {
        RecommenderSettings.Revisits of = settings.revisits();
        TreeSet<Sku> own = new TreeSet<>(newestFirst);
        double fresh =
                scores.entrySet().stream()
                        .filter(it -> !own.contains(it.getKey()))
                        .mapToDouble(Map.Entry::getValue)
                        .sum();
        int back = Math.min(newestFirst.size() - 1, RevisitCounts.LAGS_MAX);
        double[] rates = new double[back + 1];
        double all = 0;
        for (int lag = 1; lag <= back; lag++) {
            String key = seenBefore(recent) + " " + back + " " + lag;
            rates[lag] =
                    (1.0 / (lag + 1) + revisits.getOrDefault(key + " gone back", 0))
                            / (of.priorOccasions() + revisits.getOrDefault(key, 0));
            all += rates[lag];
        }
        double mass = fresh;
        for (int lag = 1; lag <= back; lag++) {
            double score = scores.getOrDefault(newestFirst.get(lag), 0.0);
            if (fresh > 0) {
                double expected = rates[lag] * fresh / (1 - Math.min(all, of.rateMax()));
                score = Math.sqrt((score > 0 ? score : of.floor() * expected) * expected);
                scores.put(newestFirst.get(lag), score);
            }
            mass += score;
        }
        return mass;
    }

    private double stay(List<Sku> recent, double mass) {
        RecommenderSettings.Repeats of = settings.repeats();
        String arrival = "of " + arrival(recent);
        double general =
                (of.priorRepeats() + repeats.getOrDefault(arrival + " repeated", 0))
                        / (of.priorTransitions() + repeats.getOrDefault(arrival, 0));
        String item = "of item " + recent.getLast();
        double rate =
                (repeats.getOrDefault(item + " repeated", 0) + of.itemPrior() * general)
                        / (repeats.getOrDefault(item, 0) + of.itemPrior());
        return of.share() * (mass > 0 ? mass : 1) * rate / (1 - Math.min(rate, of.rateMax()));
    }
}
