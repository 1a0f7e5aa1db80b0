package dev.tributary.common.web;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects everything that is wrong with one request, so that a client learns it at once. Keeps the
 * first {@value #MAX} faults and counts the rest: the answer to a body made of faults stays small.
 * For one thread.
 */
public final class Faults {
    /** How many faults are told one by one. */
    public static final int MAX = 100;

    private static final int MAX_FIELD_LENGTH = 100;

    private final List<Fault> noted = new ArrayList<>();
    private int more;

    /** Notes a fault; a name longer than any that exists is cut. */
    public void add(String field, String message) {
        if (noted.size() == MAX) {
            more++;
            return;
        }
        String name =
                field.length() <= MAX_FIELD_LENGTH
                        ? field
                        : field.substring(0, MAX_FIELD_LENGTH) + "...";
        noted.add(new Fault(name, message));
    }

    /** True as long as nothing is wrong. */
    public boolean isEmpty() {
        return noted.isEmpty();
    }

    /** What was noted, in order, closed by a count of what was not. */
    public List<Fault> list() {
        List<Fault> all = new ArrayList<>(noted);
        if (more > 0) {
            all.add(new Fault(StrictJson.ROOT, "has " + more + " more faults"));
        }
        return List.copyOf(all);
    }

    /**
     * Refuses the request if anything is wrong with it.
     *
     * @throws ProblemException of type {@link ProblemType#INVALID_REQUEST} with all faults
     */
    public void throwIfAny() {
        if (!isEmpty()) {
            throw new ProblemException(Problem.invalid(list()));
        }
    }
}
