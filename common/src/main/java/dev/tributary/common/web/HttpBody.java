package dev.tributary.common.web;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.util.unit.DataSize;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The bytes of a request's body, within a limit, as they were sent: UTF-8 and not compressed. */
public final class HttpBody {
    private HttpBody() {}

    /**
     * Reads the whole body.
     *
     * @throws ProblemException 413 beyond the limit, without reading it; 415 for another charset or
     *     an encoding such as gzip; 400 where the body ends before its announced length; 408 where
     *     it does not come
     */
    public static byte[] read(HttpServletRequest request, DataSize limit) {
        InputStream in = open(request);
        if (request.getContentLengthLong() > limit.toBytes()) {
            throw tooLarge(limit);
        }
        try {
            byte[] body = in.readNBytes(Math.toIntExact(limit.toBytes() + 1));
            if (body.length > limit.toBytes()) {
                throw tooLarge(limit);
            }
            return body;
        } catch (IOException e) {
            throw new ProblemException(broken(e));
        }
    }

    /**
     * Opens the body for reading it in parts.
     *
     * @throws ProblemException 415 for another charset or an encoding such as gzip
     */
    public static InputStream open(HttpServletRequest request) {
        String encoding = request.getHeader("Content-Encoding");
        if (encoding != null && !encoding.isBlank() && !encoding.equalsIgnoreCase("identity")) {
            throw new ProblemException(
                    Problem.of(
                            ProblemType.UNSUPPORTED_MEDIA_TYPE,
                            "Bodies are read as they are, without Content-Encoding."));
        }
        if (!isUtf8(request.getContentType())) {
            throw new ProblemException(
                    Problem.of(
                            ProblemType.UNSUPPORTED_MEDIA_TYPE, "Bodies are read as UTF-8 only."));
        }
        try {
            return request.getInputStream();
        } catch (IOException e) {
            throw new ProblemException(broken(e));
        }
    }

    /** What to tell a client whose body broke off, if it still listens. */
    public static Problem broken(IOException cause) {
        if (cause instanceof SocketTimeoutException
                || cause.getCause() instanceof SocketTimeoutException) {
            return Problem.of(ProblemType.REQUEST_TIMEOUT, "The body did not come in time.");
        }
        return Problem.invalid(StrictJson.ROOT, "must be complete, it broke off");
    }

    /** By the header itself: filters may have set the request's encoding to something else. */
    private static boolean isUtf8(@Nullable String contentType) {
        try {
            Charset charset =
                    contentType == null ? null : MediaType.parseMediaType(contentType).getCharset();
            return charset == null || charset.equals(StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static ProblemException tooLarge(DataSize limit) {
        return new ProblemException(
                Problem.of(
                        ProblemType.BODY_TOO_LARGE,
                        "The body may have " + limit.toBytes() + " bytes at most."));
    }
}
