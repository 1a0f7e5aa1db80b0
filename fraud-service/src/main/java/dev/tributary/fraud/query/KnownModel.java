package dev.tributary.fraud.query;

import dev.tributary.fraud.domain.model.FraudModel;

/** What the topic says of a version. */
public sealed interface KnownModel {
    String version();

    /** A model that can score. */
    record Usable(FraudModel model) implements KnownModel {
        @Override
        public String version() {
            return model.version();
        }
    }

    /**
     * A record that is no model to this version of the service.
     *
     * @param reason why, in words
     */
    record Unusable(String version, String reason) implements KnownModel {}
}
