package dev.tributary.recommendation.domain;

import com.carrotsearch.hppc.IntIntHashMap;

/**
 * Finds the past sessions most like the present one (VMIS-kNN, after S. Schelter and others,
 * Serenade, SIGMOD 2022, algorithm 2): those among the newest with items in common, the more items
 * and the later the more alike.
 */
final class NeighbourSearch {
    private final RecommenderSettings.Neighbours settings;
    private final SessionIndex index;
    private final IntIntHashMap places;
    private final long[] candidates;
    private final double[] similarities;

    /** Places of candidates as a heap, the oldest candidate in front. */
    private final int[] oldest;

    private int size;
    private final BestFew best;

    NeighbourSearch(RecommenderSettings.Neighbours settings, SessionIndex index) {
        this.settings = settings;
        this.index = index;
        int max = settings.candidatesMax();
        this.places = new IntIntHashMap(max);
        this.candidates = new long[max];
        this.similarities = new double[max];
        this.oldest = new int[max];
        this.best = new BestFew(settings.neighboursMax(), this::isMoreAlike);
    }

    /** Searches. */
    void search(PresentSession session) {
        places.clear();
        size = 0;
        Postings postings = index.postings();
        for (int back = 0; back < session.count(); back++) {
            int item = session.item(back);
            int length = postings.length(item);
            for (int age = 0; age < length; age++) {
                if (!meet(postings.newest(item, age), session.weights()[back])) {
                    break;
                }
            }
        }
        age();
        best.clear();
        for (int place = 0; place < size; place++) {
            best.offer(place);
        }
    }

    /** How many neighbours were found. */
    int size() {
        return best.size();
    }

    /** Slot of a neighbour, the most alike being 0. */
    int slot(int rank) {
        return Recency.slot(candidates[best.row(rank)]);
    }

    double similarity(int rank) {
        return similarities[best.row(rank)];
    }

    /** Whether sessions that are older still may be met, too. */
    private boolean meet(long session, double weight) {
        int index = places.indexOf(Recency.slot(session));
        if (places.indexExists(index)) {
            similarities[places.indexGet(index)] += weight;
            return true;
        }
        int place;
        if (size < candidates.length) {
            place = size++;
            candidates[place] = session;
            rise(place, place);
        } else {
            place = oldest[0];
            if (candidates[place] > session) {
                return false;
            }
            places.remove(Recency.slot(candidates[place]));
            candidates[place] = session;
            sink(place);
        }
        places.put(Recency.slot(session), place);
        similarities[place] = weight;
        return true;
    }

    /**
     * Older sessions say less: by how many sessions there were since, as many as there are on
     * average.
     */
    private void age() {
        double gap = index.meanGapMillis();
        for (int i = 0; i < size; i++) {
            double since = (index.newestMillis() - Recency.epochMillis(candidates[i])) / gap;
            similarities[i] *= Math.pow(1 + Math.max(0, since), -settings.ageDecay());
        }
    }

    private boolean isMoreAlike(int place, int other) {
        int byLikeness = Double.compare(similarities[place], similarities[other]);
        return byLikeness > 0 || (byLikeness == 0 && candidates[place] > candidates[other]);
    }

    private void rise(int from, int place) {
        int at = from;
        while (at > 0 && candidates[oldest[(at - 1) / 2]] > candidates[place]) {
            oldest[at] = oldest[(at - 1) / 2];
            at = (at - 1) / 2;
        }
        oldest[at] = place;
    }

    private void sink(int place) {
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && candidates[oldest[child + 1]] < candidates[oldest[child]]) {
                child++;
            }
            if (candidates[oldest[child]] >= candidates[place]) {
                break;
            }
            oldest[at] = oldest[child];
            at = child;
        }
        oldest[at] = place;
    }
}
