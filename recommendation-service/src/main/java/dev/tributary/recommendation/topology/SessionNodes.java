package dev.tributary.recommendation.topology;

/** Names of the nodes, which are also the names of their metrics. */
final class SessionNodes {
    static final String READ_INTERACTIONS = "read-interactions";
    static final String KEEP_VISIT = "keep-visit";
    static final String WRITE_SESSIONS = "write-sessions";

    private SessionNodes() {}
}
