package dev.tributary.fraud.topology;

/** Is told what becomes of cases, before it is committed; for metrics, never for effects. */
@FunctionalInterface
public interface CaseListener {
    /** What can become of a case. */
    enum Happening {
        /** A transaction has to be reviewed. */
        OPENED,
        /** A case has its first resolution. */
        RESOLVED,
        /** A resolution counts that says otherwise than the one before. */
        CORRECTED,
        /** A case is no longer kept, and nobody had resolved it. */
        EXPIRED_OPEN,
        /** A resolved case is no longer kept. */
        EXPIRED_RESOLVED
    }

    void happened(Happening happening);
}
