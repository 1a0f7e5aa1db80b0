package dev.tributary.ingest.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;

/** The ways in of a kind of thing: one a request, or many as lines. */
final class Intake<T> {
    private final SingleIntake<T> single;
    private final BulkIntake bulk;
    private final BulkBodies bodies;
    private final Runnable gate;

    /**
     * @param gate throws where nothing can be taken in yet
     */
    Intake(SingleIntake<T> single, BulkIntake bulk, BulkBodies bodies, Runnable gate) {
        this.single = single;
        this.bulk = bulk;
        this.bodies = bodies;
        this.gate = gate;
    }

    /** Takes one in; see {@link SingleIntake#take}. */
    SingleIntake.Taken<T> take(HttpServletRequest request) {
        return single.take(request);
    }

    /** Takes lines in and answers each; see {@link BulkBodies#run}. */
    void takeLines(HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        gate.run();
        bodies.run(request, response, bulk);
    }
}
