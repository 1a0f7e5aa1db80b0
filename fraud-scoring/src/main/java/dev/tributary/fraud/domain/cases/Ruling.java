package dev.tributary.fraud.domain.cases;

/** What becomes of a transaction that was reviewed. */
public enum Ruling {
    /** It was no fraud: let it through. */
    APPROVE,
    /** It was fraud: stop it. */
    BLOCK;

    /** What follows from a label. */
    public static Ruling ofLabel(boolean fraud) {
        return fraud ? BLOCK : APPROVE;
    }

    /** What a label says that tells this. */
    public boolean isFraud() {
        return this == BLOCK;
    }
}
