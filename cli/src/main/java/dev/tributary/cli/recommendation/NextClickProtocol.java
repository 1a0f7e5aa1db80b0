package dev.tributary.cli.recommendation;

import dev.tributary.cli.progress.ProgressBar;
import dev.tributary.recommendation.domain.Click;
import dev.tributary.recommendation.domain.Recommendation;
import dev.tributary.recommendation.domain.Recommender;
import dev.tributary.recommendation.domain.RecommenderSettings;
import dev.tributary.recommendation.domain.Sku;
import dev.tributary.recommendation.domain.Wanted;

import org.HdrHistogram.Histogram;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Next-click prediction: a test session is revealed click by click, and each time what comes next
 * is predicted from what the session had so far. All predictions are made in the order of time.
 *
 * @param excludeCurrent whether the item just clicked is never predicted, though it may be clicked
 *     again
 * @param frozen whether only training sessions are learned from; otherwise a test session is
 *     learned, too, once its last click is before the moment of prediction
 */
record NextClickProtocol(boolean excludeCurrent, boolean frozen) {
    /** Items of a prediction that count. */
    static final int CUTOFF = 20;

    /** So many predictions are made first that are not judged, until code is compiled. */
    private static final int WARM_UP = 40_000;

    /**
     * What was found.
     *
     * @param catalogue items that there were in training
     * @param nanos that predictions took
     */
    record Result(NextClickMetrics metrics, Set<Sku> catalogue, Histogram nanos) {}

    private record Moment(PastSession session, int clicks) {
        long atMillis() {
            return session.times().get(clicks - 1);
        }
    }

    Result judge(RecommenderSettings settings, List<PastSession> training, List<PastSession> test)
            throws InterruptedException {
        Recommender recommender = new Recommender(settings, 1);
        learn(recommender, training);
        warmUp(recommender, training);
        NextClickMetrics metrics = new NextClickMetrics(CUTOFF);
        Histogram nanos = new Histogram(3);
        List<Moment> moments = moments(test);
        List<PastSession> toEnd =
                test.stream().sorted(Comparator.comparingLong(PastSession::endMillis)).toList();
        int ended = 0;
        Wanted wanted = new Wanted(CUTOFF, sku -> true, excludeCurrent);
        try (ProgressBar progress =
                ProgressBar.onStandardError("predict", Math.max(1, moments.size()))) {
            for (Moment moment : moments) {
                while (!frozen && toEnd.get(ended).endMillis() < moment.atMillis()) {
                    recommender.learn(toEnd.get(ended++).toLearn());
                }
                List<Click> clicks = moment.session().clicks();
                List<Click> soFar = clicks.subList(0, moment.clicks());
                long begun = System.nanoTime();
                List<Recommendation> predicted = recommender.recommend(soFar, wanted);
                nanos.recordValue(System.nanoTime() - begun);
                metrics.add(
                        predicted,
                        clicks.get(moment.clicks()).sku(),
                        skus(clicks.subList(moment.clicks(), clicks.size())));
                progress.advance(1);
            }
        }
        return new Result(metrics, catalogue(training), nanos);
    }

    private static void learn(Recommender recommender, List<PastSession> training) {
        try (ProgressBar progress =
                ProgressBar.onStandardError("learn", Math.max(1, training.size()))) {
            training.stream()
                    .sorted(Comparator.comparingLong(PastSession::endMillis))
                    .forEach(session -> {
                        recommender.learn(session.toLearn());
                        progress.advance(1);
                    });
        }
    }

    /** By the newest sessions of training; a prediction changes nothing. */
    private void warmUp(Recommender recommender, List<PastSession> training)
            throws InterruptedException {
        Wanted wanted = new Wanted(CUTOFF, sku -> true, excludeCurrent);
        List<Moment> moments = moments(training);
        for (int i = 1; i <= WARM_UP && !moments.isEmpty(); i++) {
            Moment moment = moments.get(moments.size() - 1 - i % moments.size());
            List<Recommendation> _ =
                    recommender.recommend(
                            moment.session().clicks().subList(0, moment.clicks()), wanted);
        }
    }

    private static List<Moment> moments(List<PastSession> test) {
        List<Moment> moments = new ArrayList<>();
        for (PastSession session : test) {
            for (int clicks = 1; clicks < session.clicks().size(); clicks++) {
                moments.add(new Moment(session, clicks));
            }
        }
        moments.sort(Comparator.comparingLong(Moment::atMillis));
        return moments;
    }

    private static Set<Sku> catalogue(List<PastSession> training) {
        Set<Sku> catalogue = new HashSet<>();
        training.forEach(session -> catalogue.addAll(skus(session.clicks())));
        return catalogue;
    }

    private static Set<Sku> skus(List<Click> clicks) {
        Set<Sku> skus = new HashSet<>();
        clicks.forEach(click -> skus.add(click.sku()));
        return skus;
    }
}
