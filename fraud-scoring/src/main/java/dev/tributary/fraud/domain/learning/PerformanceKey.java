package dev.tributary.fraud.domain.learning;

/**
 * Whose performance: a rule's, that of a version of the model, or what all transactions were, which
 * the others can be held against. Its text is {@code rule/CODE}, {@code model/VERSION} and {@code
 * all/}.
 *
 * @param code code of the rule's reasons, version of the model, or nothing; without NUL
 */
public record PerformanceKey(Kind kind, String code) {
    /** Every transaction counts as a hit. */
    public static final PerformanceKey EVERY_TRANSACTION = new PerformanceKey(Kind.ALL, "");

    /** What it is that performs. */
    public enum Kind {
        ALL("all/"),
        RULE("rule/"),
        MODEL("model/");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    public PerformanceKey {
        if (code.indexOf(0) >= 0 || code.isEmpty() != (kind == Kind.ALL)) {
            throw new IllegalArgumentException("no code of a " + kind + ": '" + code + "'");
        }
    }

    public static PerformanceKey rule(String code) {
        return new PerformanceKey(Kind.RULE, code);
    }

    public static PerformanceKey model(String version) {
        return new PerformanceKey(Kind.MODEL, version);
    }

    /**
     * Reads its text.
     *
     * @throws IllegalArgumentException where it is none
     */
    public static PerformanceKey of(String text) {
        for (Kind kind : Kind.values()) {
            if (text.startsWith(kind.prefix)) {
                return new PerformanceKey(kind, text.substring(kind.prefix.length()));
            }
        }
        throw new IllegalArgumentException("no key of a performance: '" + text + "'");
    }

    @Override
    public String toString() {
        return kind.prefix + code;
    }
}
