package dev.tributary.common.web;

/**
 * Ends a request with a {@link Problem}. An expected answer, not a fault of the program: it carries
 * no stack trace.
 */
public final class ProblemException extends RuntimeException {
    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.kind() + ": " + problem.detail(), null, false, false);
        this.problem = problem;
    }

    /** What the client is told. */
    public Problem problem() {
        return problem;
    }
}
