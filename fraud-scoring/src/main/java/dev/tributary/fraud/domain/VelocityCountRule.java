package dev.tributary.fraud.domain;

import org.jspecify.annotations.Nullable;

/** More attempts with the card in a window, this one included, than the limit. */
record VelocityCountRule(VelocityWindow window, int limit, double weight) implements Rule {
    @Override
    public String code() {
        return "VELOCITY_COUNT_" + window.suffix();
    }

    @Override
    public String family() {
        return "VELOCITY_COUNT";
    }

    @Override
    public @Nullable Reason evaluate(FeatureVector features) {
        double count = features.get(window.count());
        if (!(count > limit)) {
            return null;
        }
        String detail =
                "%s attempts with this card within %s, this one included; at most %d are usual."
                        .formatted(
                                Wording.decimal(count, 0), Wording.window(window.count()), limit);
        return new Reason(code(), detail, weight);
    }
}
