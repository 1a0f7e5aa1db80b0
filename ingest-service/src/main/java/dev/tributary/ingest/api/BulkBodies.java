package dev.tributary.ingest.api;

import dev.tributary.common.web.HttpBody;
import dev.tributary.common.web.Problem;
import dev.tributary.common.web.ProblemException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.MediaType;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;

/** Bounds how many bulk bodies are read at a time, of all kinds together. */
final class BulkBodies {
    private final Semaphore places;

    /**
     * @param max bodies at a time
     */
    BulkBodies(int max) {
        this.places = new Semaphore(max);
    }

    /**
     * Has a body taken in and answered line by line.
     *
     * @throws ProblemException 503 where too many are read
     */
    void run(HttpServletRequest request, HttpServletResponse response, BulkIntake intake)
            throws IOException, InterruptedException {
        InputStream body = HttpBody.open(request);
        if (!places.tryAcquire()) {
            throw new ProblemException(
                    Problem.unavailable(
                            "Too many bulk requests at once. Nothing was taken in.",
                            TransactionIntake.RETRY_AFTER));
        }
        try {
            response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
            intake.run(body, response.getOutputStream());
        } finally {
            places.release();
        }
    }
}
