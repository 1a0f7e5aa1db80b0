package dev.tributary.common.web;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Answers what Tomcat refuses before any application sees it (requests that are not HTTP, addresses
 * that cannot be decoded, oversized header fields) as a problem document instead of an HTML page.
 * Tomcat makes it by name, hence public.
 */
public final class ProblemReportValve extends ErrorReportValve {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemReportValve.class);

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        boolean toldAlready =
                status < 400 || response.getContentWritten() > 0 || !response.setErrorReported();
        if (toldAlready) {
            return;
        }
        AtomicBoolean ioAllowed = new AtomicBoolean(false);
        response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, ioAllowed);
        if (!ioAllowed.get()) {
            return;
        }
        ProblemType type = ProblemType.of(status);
        byte[] document = Problem.of(type, type.title() + ".").toJson();
        try {
            response.setContentType(Problem.MEDIA_TYPE);
            response.setContentLength(document.length);
            response.getOutputStream().write(document);
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            LOG.debug("could not tell status {}", status, e);
        }
    }
}
