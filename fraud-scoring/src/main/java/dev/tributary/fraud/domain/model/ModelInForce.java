package dev.tributary.fraud.domain.model;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Which model scores, and what should but cannot. One value, so that whoever takes it once has a
 * model and all that belongs to it, whatever is swapped meanwhile.
 *
 * @param model null where none scores
 * @param degraded what verdicts have to do without, as {@code kind:subject}
 */
public record ModelInForce(@Nullable FraudModel model, List<String> degraded) {
    /** No model scores, and none should. */
    public static final ModelInForce NONE = new ModelInForce(null, List.of());

    /** It is not known yet which model should score. */
    public static final ModelInForce UNKNOWN = new ModelInForce(null, List.of("models:not-loaded"));

    public ModelInForce {
        degraded = List.copyOf(degraded);
    }

    /** The one that should score. */
    public static ModelInForce of(FraudModel model) {
        return new ModelInForce(model, List.of());
    }

    /**
     * Another one should score, which is not there or cannot be used.
     *
     * @param wanted its version
     * @param instead what scores in its place; null for none
     */
    public static ModelInForce without(String wanted, @Nullable FraudModel instead) {
        return new ModelInForce(instead, List.of("model:" + wanted + " not-loaded"));
    }
}
