package dev.tributary.common.query;

import java.time.Duration;
import java.util.Map;

/**
 * A request without a body that one instance passes on to another.
 *
 * @param method of HTTP
 * @param pathAndQuery raw, as it came in
 * @param headers what goes with it, besides the mark of a hop
 * @param timeout bound on the whole exchange
 * @param replaceable whether somebody else can be asked, so that one who was lately slow need not
 *     be
 */
public record PeerRequest(
        String method,
        String pathAndQuery,
        Map<String, String> headers,
        Duration timeout,
        boolean replaceable) {}
