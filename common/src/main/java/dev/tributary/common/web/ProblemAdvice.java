package dev.tributary.common.web;

import io.micrometer.core.instrument.MeterRegistry;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

import java.io.IOException;

/**
 * Turns whatever ends a request into {@code application/problem+json}, and counts it ({@code
 * tributary.http.problems}, by type). What the framework throws is mapped by its status; what
 * nobody expected is logged with its stack trace, which the client does not see.
 */
@RestControllerAdvice
final class ProblemAdvice extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    private final MeterRegistry meters;

    ProblemAdvice(MeterRegistry meters) {
        this.meters = meters;
    }

    @ExceptionHandler
    @Nullable ResponseEntity<Object> refused(ProblemException e, HttpServletResponse response) {
        return response.isCommitted() ? null : entity(e.problem(), new HttpHeaders());
    }

    /** The connection is gone, so nobody is left to be answered. */
    @ExceptionHandler
    void disconnected(IOException e, HttpServletRequest request) {
        LOG.debug("{} {} ended by the client", request.getMethod(), request.getRequestURI(), e);
    }

    @ExceptionHandler
    @Nullable ResponseEntity<Object> unexpected(
            Exception e, HttpServletRequest request, HttpServletResponse response) {
        LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), e);
        if (response.isCommitted()) {
            return null;
        }
        return entity(
                Problem.of(ProblemType.INTERNAL, "The service failed to handle this request."),
                new HttpHeaders());
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception e,
            @Nullable Object body,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return entity(problem(e, status.value()), headers);
    }

    private static Problem problem(Exception e, int status) {
        return switch (e) {
            case MissingServletRequestParameterException missing ->
                    Problem.invalid(missing.getParameterName(), "is required");
            case MethodArgumentTypeMismatchException mismatch ->
                    Problem.invalid(mismatch.getName(), "cannot be read");
            case TypeMismatchException _ -> Problem.invalid(StrictJson.ROOT, "cannot be read");
            case ErrorResponse response when response.getBody().getDetail() != null ->
                    Problem.of(ProblemType.of(status), response.getBody().getDetail());
            default -> Problem.of(ProblemType.of(status), ProblemType.of(status).title() + ".");
        };
    }

    private ResponseEntity<Object> entity(Problem problem, HttpHeaders headers) {
        meters.counter("tributary.http.problems", "type", problem.kind().label()).increment();
        HttpHeaders all = new HttpHeaders(headers);
        all.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        String retryAfter = problem.retryAfterSeconds();
        if (retryAfter != null) {
            all.set(HttpHeaders.RETRY_AFTER, retryAfter);
        }
        return ResponseEntity.status(problem.status()).headers(all).body(problem);
    }
}
