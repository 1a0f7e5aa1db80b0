package dev.tributary.recommendation.domain;

import dev.tributary.recommendation.domain.RecommenderSettings.Neighbours;
import dev.tributary.recommendation.domain.RecommenderSettings.OwnItems;
import dev.tributary.recommendation.domain.RecommenderSettings.Rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a visitor clicks next, from what the index has learned and the session so far: half of it
 * what neighbours did, half what followed the last items, then one step further from the best, and
 * at last the items of the session itself by how often visitors go back or stay.
 *
 * <p>Keeps its arrays from prediction to prediction; for one thread at a time.
 */
final class Prediction {
    /** The row of the item looked at now. */
    private static final int CURRENT = 0;

    private final RecommenderSettings settings;
    private final SessionIndex index;
    private final PresentSession session;
    private final NeighbourSearch neighbours;
    private final Candidates candidates = new Candidates();
    private final FrequencyPowers frequencies;
    private final BestFew hopFrom;
    private final BestFew reasons;
    private int reasonsFor;

    /** How much an item counts so many after the one in common, and before it. */
    private final double[] after;

    private final double[] before;

    /** Of the neighbour that is listened to: its distinct items. */
    private final int[] rows;

    private final double[] strengths;

    Prediction(RecommenderSettings settings, SessionIndex index) {
        this.settings = settings;
        this.index = index;
        this.session = new PresentSession(settings, index);
        this.neighbours = new NeighbourSearch(settings.neighbours(), index);
        Neighbours of = settings.neighbours();
        this.frequencies = new FrequencyPowers(index.postings(), of.scoreFrequencyPower());
        this.rows = new int[settings.bounds().clicksMax()];
        this.strengths = new double[settings.bounds().clicksMax()];
        this.after = nearness(settings.bounds().clicksMax(), of.afterDecay());
        this.before = nearness(settings.bounds().clicksMax(), of.beforeDecay());
        this.reasons = new BestFew(settings.reasons().max(), this::isBetterReason);
        this.hopFrom = new BestFew(settings.rules().hopItems(), this::isBetter);
    }

    private static double[] nearness(int distanceMax, double decay) {
        double[] nearness = new double[distanceMax];
        Arrays.setAll(nearness, distance -> Math.exp(-Math.max(0, distance - 1) / decay));
        return nearness;
    }

    /**
     * Predicts.
     *
     * @param clicks of the session, oldest first; at least one
     */
    List<Recommendation> predict(List<Click> clicks, Wanted wanted) {
        session.take(clicks);
        candidates.begin(session);
        listen();
        follow();
        hop();
        if (settings.ownItems() == OwnItems.CALIBRATED) {
            double mass = goBack();
            if (!wanted.excludeCurrent()) {
                stay(mass);
            }
        }
        return best(wanted);
    }

    /** What neighbours did around the items in common. */
    private void listen() {
        neighbours.search(session);
        for (int rank = 0; rank < neighbours.size(); rank++) {
            listen(neighbours.slot(rank), neighbours.similarity(rank));
        }
        frequencies.refresh();
        double sum = 0;
        for (int row = 0; row < candidates.size(); row++) {
            double said = candidates.factor(row, frequencies.power(candidates.item(row)));
            sum += row == CURRENT ? 0 : said;
        }
        candidates.scale(sum > 0 ? (1 - settings.rules().share()) / sum : 0);
    }

    /** One of the items in common, the newest of the session, is what a neighbour is heard on. */
    private void listen(int slot, double similarity) {
        SessionSlots sessions = index.sessions();
        int length = sessions.length(slot);
        int distinct = 0;
        int common = candidates.sessionItems();
        int match = 0;
        for (int i = 0; i < length; i++) {
            int click = sessions.click(slot, i);
            if (!PackedClick.isAgain(click)) {
                int row = candidates.row(PackedClick.item(click));
                if (row < common) {
                    common = row;
                    match = distinct;
                }
                rows[distinct] = row;
                strengths[distinct++] = settings.signals().strength(PackedClick.kind(click));
            }
        }
        double decay = settings.neighbours().clickDecay();
        double weight = similarity * Math.max(0, 1 - decay * session.distance(common));
        for (int i = 0; i < distinct; i++) {
            candidates.add(rows[i], common, weight * nearness(i - match) * strengths[i]);
        }
    }

    private double nearness(int distance) {
        return distance >= 0 ? after[distance] : before[-distance];
    }

    /** What followed the current item and the one before it. */
    private void follow() {
        Rules rules = settings.rules();
        Successions successions = index.successions();
        double share = rules.share();
        for (int back = 0; back < Math.min(2, session.count()); back++) {
            int item = session.item(back);
            double held = share / (successions.total(item) + rules.prior()) / Successions.UNIT;
            for (int i = 0; i < successions.length(item); i++) {
                int row = candidates.row(successions.successor(item, i));
                candidates.add(row, back, held * successions.weight(item, i));
            }
            share *= rules.beforeShare();
        }
    }

    /** One step further from the best items. */
    private void hop() {
        hopFrom.clear();
        for (int row = 0; row < candidates.size(); row++) {
            if (candidates.score(row) > 0) {
                hopFrom.offer(row);
            }
        }
        Rules rules = settings.rules();
        Successions successions = index.successions();
        for (int rank = 0; rank < hopFrom.size(); rank++) {
            int from = hopFrom.row(rank);
            int item = candidates.item(from);
            double held =
                    rules.hopShare()
                            / (successions.total(item) + rules.hopPrior())
                            / Successions.UNIT;
            for (int i = 0; i < successions.length(item); i++) {
                int to = candidates.row(successions.successor(item, i));
                if (to != CURRENT) {
                    candidates.hop(from, to, held * successions.weight(item, i));
                }
            }
        }
        candidates.addHops();
    }

    /**
     * Scores the items seen before by how often visitors go back.
     *
     * @return the sum of all scores but that of the current item
     */
    private double goBack() {
        double fresh = 0;
        for (int row = candidates.sessionItems(); row < candidates.size(); row++) {
            fresh += candidates.score(row);
        }
        RecommenderSettings.Revisits of = settings.revisits();
        int lags = Math.min(session.count() - 1, RevisitCounts.LAGS_MAX);
        double rates = 0;
        for (int lag = 1; lag <= lags; lag++) {
            rates += revisitRate(lag);
        }
        double mass = fresh;
        for (int lag = 1; lag <= lags; lag++) {
            if (fresh > 0) {
                double expected = revisitRate(lag) * fresh / (1 - Math.min(rates, of.rateMax()));
                double said = candidates.score(lag);
                double heard = said > 0 ? said : of.floor() * expected;
                candidates.set(lag, Math.sqrt(heard * expected));
            }
            mass += candidates.score(lag);
        }
        return mass;
    }

    private double revisitRate(int lag) {
        return index.revisits()
                .rate(session.isSeenBefore(), session.count() - 1, lag, settings.revisits());
    }

    /** Scores the current item by how often it is clicked again. */
    private void stay(double mass) {
        RecommenderSettings.Repeats of = settings.repeats();
        double rate = index.repeats().rate(session.item(0), session.arrival(), of);
        candidates.set(
                CURRENT,
                of.share() * (mass > 0 ? mass : 1) * rate / (1 - Math.min(rate, of.rateMax())));
    }

    private List<Recommendation> best(Wanted wanted) {
        BestFew best = best(wanted, _ -> true);
        // Nearly always all may be shown, and to ask of the few that are left costs less.
        for (int rank = 0; rank < best.size(); rank++) {
            if (!wanted.shown().test(sku(best.row(rank)))) {
                best = best(wanted, wanted.shown());
                break;
            }
        }
        return told(best);
    }

    private BestFew best(Wanted wanted, Predicate<Sku> shown) {
        BestFew best = new BestFew(wanted.limit(), this::isBetter);
        for (int row = wanted.excludeCurrent() ? CURRENT + 1 : 0; row < candidates.size(); row++) {
            if (candidates.score(row) > 0 && best.admits(row) && shown.test(sku(row))) {
                best.offer(row);
            }
        }
        return best;
    }

    private List<Recommendation> told(BestFew best) {
        candidates.attribute(best, hopFrom);
        List<Recommendation> recommendations = new ArrayList<>(best.size());
        for (int rank = 0; rank < best.size(); rank++) {
            int row = best.row(rank);
            recommendations.add(new Recommendation(sku(row), candidates.score(row), because(row)));
        }
        return recommendations;
    }

    /** Of equal scores the lower sku is better. */
    private boolean isBetter(int row, int other) {
        int byScore = Double.compare(candidates.score(row), candidates.score(other));
        return byScore > 0 || (byScore == 0 && sku(row).compareTo(sku(other)) < 0);
    }

    private Sku sku(int row) {
        int item = candidates.item(row);
        return item >= 0 ? index.items().sku(item) : session.sku(row);
    }

    private List<Sku> because(int row) {
        if (row < candidates.sessionItems()) {
            return List.of(session.sku(row));
        }
        double least = settings.reasons().shareMin() * candidates.score(row);
        reasons.clear();
        reasonsFor = row;
        for (int back = 0; back < session.count(); back++) {
            if (candidates.share(row, back) >= least) {
                reasons.offer(back);
            }
        }
        List<Sku> because = new ArrayList<>(reasons.size());
        for (int rank = 0; rank < reasons.size(); rank++) {
            because.add(session.sku(reasons.row(rank)));
        }
        return because;
    }

    /** Of equal shares the later item is the better reason. */
    private boolean isBetterReason(int back, int other) {
        int byShare =
                Double.compare(
                        candidates.share(reasonsFor, back), candidates.share(reasonsFor, other));
        return byShare > 0 || (byShare == 0 && back < other);
    }
}
