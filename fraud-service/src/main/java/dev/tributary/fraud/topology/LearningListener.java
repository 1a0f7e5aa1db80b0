package dev.tributary.fraud.topology;

/** Is told what becomes of labels, before it is committed; for metrics, never for effects. */
@FunctionalInterface
public interface LearningListener {
    /** What can become of a label, or of a transaction that is to be labelled. */
    enum Happening {
        /** A transaction has its first label. */
        LABELLED,
        /** Another label counts now. */
        CORRECTED,
        /** The label that counts came again. */
        REPEATED,
        /** A label came that was known before the one that counts. */
        SUPERSEDED,
        /** A label came before its transaction and waits. */
        WAITING,
        /** A label waited in vain and was diverted. */
        UNMATCHED,
        /** A transaction was decided again, and counts once. */
        DECIDED_AGAIN
    }

    void happened(Happening happening);
}
